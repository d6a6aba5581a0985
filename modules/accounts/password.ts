import { hash, verify } from '@node-rs/argon2';

/** Nobody's: an unknown name takes as long as a known one. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$h8hMgUi5RJ+peUnZl/MjYg$6sKeUjtXgvymf5yO1ia/xVKbjpQKox5nV4ABRCC6xr4';

/** argon2id, which is the package's own choice, with 19 MiB and two passes. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/** @param kept undefined for a name that nobody has: as much work, and never right */
export async function passwordFits(password: string, kept: string | undefined): Promise<boolean> {
  const fits = await verify(kept ?? NOBODYS, password.normalize('NFKC'));
  return fits && kept !== undefined;
}

let common: Promise<ReadonlySet<string>> | undefined;
/** Fifty thousand passwords that everybody tries first; read once, when the first password is chosen. */
export const commonPasswords = (): Promise<ReadonlySet<string>> =>
  (common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])));
