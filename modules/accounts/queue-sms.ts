import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import { enqueue } from '@khamtdaa/platform/jobs';
import { insertMessage } from './sms-queries.ts';

/** A 'sign-in-code' goes only to a phone that some guardian has; it is queued for any other just the same. */
export type SmsPurpose = 'sign-in-code' | 'claim-code' | 'phone-code' | 'activation' | 'delegation' | 'security';
export const SEND_SMS = 'send-sms';

/** The message goes once the transaction commits. Its text lies sealed until then. */
export async function queueSms(app: Pick<App, 'clock' | 'secrets' | 'jobs'>, db: Db, message: { number: string; text: string; purpose: SmsPurpose }): Promise<void> {
  const id = newId();
  await insertMessage(db, { id, number: message.number, text_sealed: app.secrets.seal(message.text), purpose: message.purpose, created_at: app.clock.now() });
  await enqueue(app.jobs, db, SEND_SMS, { id });
}
