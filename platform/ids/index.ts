import { randomBytes, randomInt, randomUUIDv7 } from 'node:crypto';

/** Ids that rise with time: rows made together lie together. Never for a secret. */
export const newId = (): string => randomUUIDv7();

/** 256 random bits for who holds them, as base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A code of so many decimal digits, each as likely as any other. */
export const newDigits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('');
