import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What may be compared but never read back, each kept apart from the others by its purpose. */
type HashPurpose = 'session' | 'browser' | 'phone-code' | 'activation' | 'letter' | 'recovery' | 'register-number' | 'civil-id' | 'address' | 'import';

export interface Secrets {
  /** Keyed hash, 32 bytes. */
  hash(purpose: HashPurpose, text: string): Buffer;
  /** AES-256-GCM; the same text never looks the same twice. @param use what for; without one, for the database */
  seal(text: string, use?: string): Buffer;
  /** Throws when the bytes were sealed with another key or for another use, or were changed. */
  unseal(sealed: Uint8Array, use?: string): string;
  /** Tells one installation's key from another's, without telling the key. */
  readonly check: Buffer;
}

const NONCE = 12;
const TAG = 16;

/** All secrets of an installation come from one key of at least 32 bytes. */
export function makeSecrets(key: Uint8Array): Secrets {
  if (key.length < 32) throw new TypeError('the secret key has fewer than 32 bytes');
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `khamtdaa ${purpose}`, 32));
  const sealing = derive('seal');
  const hashing = new Map<HashPurpose, Buffer>();
  return {
    check: derive('check').subarray(0, 8),
    hash(purpose, text) {
      const known = hashing.get(purpose) ?? derive(`hash ${purpose}`);
      hashing.set(purpose, known);
      return createHmac('sha256', known).update(text).digest();
    },
    seal(text, use = '') {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(use));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    unseal(sealed, use = '') {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE)).setAAD(Buffer.from(use));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    },
  };
}
