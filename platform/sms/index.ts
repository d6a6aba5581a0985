import type { Config } from '../config/index.ts';
import { httpGateway } from './http-gateway.ts';
import type { Sms } from './sms.ts';

export type { Sms } from './sms.ts';

export function makeSms(config: Pick<Config, 'sms'>, isDemonstration: boolean): Sms {
  if (isDemonstration) return { kind: 'demonstration', send: () => Promise.resolve('demonstration') };
  if (config.sms) return httpGateway(config.sms);
  return { kind: 'none', send: () => Promise.reject(new Error('no SMS gateway is configured')) };
}
