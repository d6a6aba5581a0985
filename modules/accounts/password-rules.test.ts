import { expect, test } from 'vitest';
import { passwordFault } from './password-rules.ts';
import { commonPasswords } from './password.ts';

const common = await commonPasswords();
const about = ['Болд', 'Бат-Эрдэнэ', 'bold.b', 'Сэтгэмж 84-р сургууль'];

test.each([
  ['short', 'password-too-short'],
  ['9 chars!!', 'password-too-short'],
  ['x'.repeat(201), 'password-too-long'],
  ['password123', 'password-too-common'],
  ['Password2026!', 'password-too-common'],
  ['1234567890', 'password-too-common'],
  ['фцужэнгшүз', 'password-too-common'],
  ['12345qwert', 'password-too-common'],
  ['aaaaaaaaaaaa', 'password-too-common'],
  ['абвгдеёжзи', 'password-too-common'],
  ['Хамтдаа2026', 'password-too-close'],
  ['сэтгэмж84сургууль', 'password-too-close'],
  ['bold.b2026', 'password-too-close'],
  ['ulaanbaatar1', 'password-too-close'],
  ['хөх тэнгэр 7 морь', undefined],
  ['Болд долоон буурал хөөсөн', undefined],
  ['correct horse battery', undefined],
  ['Zx9!kd02mmQ', undefined],
])('%s: %s', (password, fault) => {
  expect(passwordFault(password, common, about)).toBe(fault);
});
