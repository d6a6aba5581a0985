import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';

const PERIOD = 30;
const totp = (secret: string, label = 'Khamtdaa') => new TOTP({ issuer: 'Khamtdaa', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The step of time that a code belongs to, now or one step off; undefined for any other. Whoever keeps the step lets no code in twice. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD) + delta;
}

/** As an authenticator app reads it. @param name by which the app tells this account from others */
export const totpAddress = (secret: string, name: string): string => totp(secret, name).toString();

export const qrOf = (text: string): Promise<string> => QRCode.toString(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });

/** Eight of ten digits each: they can be typed on any keyboard. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 8 }, () => String(randomInt(10 ** 5)).padStart(5, '0') + String(randomInt(10 ** 5)).padStart(5, '0'));
