import { randomBytes } from 'node:crypto';
import { makeSecrets } from '@khamtdaa/platform/secrets';
import { expect, test } from 'vitest';

const secrets = makeSecrets(randomBytes(32));

test('a short key is refused', () => {
  expect(() => makeSecrets(randomBytes(31))).toThrow('fewer than 32');
});

test('what was sealed with another key or changed does not open', () => {
  const sealed = secrets.seal('УБ12345678');
  expect(() => makeSecrets(randomBytes(32)).unseal(sealed)).toThrow();
  sealed[sealed.length - 1]! ^= 1;
  expect(() => secrets.unseal(sealed)).toThrow();
});

test('sealing keeps the text and never looks the same twice; hashes are the same, and apart by purpose', () => {
  expect(secrets.unseal(secrets.seal('УБ12345678'))).toBe('УБ12345678');
  expect(secrets.seal('a').equals(secrets.seal('a'))).toBe(false);
  expect(secrets.hash('letter', 'a').equals(secrets.hash('letter', 'a'))).toBe(true);
  expect(secrets.hash('letter', 'a').equals(secrets.hash('session', 'a'))).toBe(false);
});

test('what was sealed for one use opens for no other', () => {
  for (const [use, other] of [
    ['letter', 'recovery'],
    ['letter', undefined],
    [undefined, 'letter'],
  ]) {
    const sealed = secrets.seal('УБ85250417', use);
    expect(secrets.unseal(sealed, use)).toBe('УБ85250417');
    expect(() => secrets.unseal(sealed, other)).toThrow();
  }
});
