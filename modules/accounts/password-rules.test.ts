import { expect, test } from 'vitest';
import { passwordFaults } from './password-rules.ts';
import { commonPasswords } from './password.ts';

const common = await commonPasswords();
const about = ['Болд', 'Бат-Эрдэнэ', 'bold.b', 'Сэтгэмж 84-р сургууль'];

test.each([
  ['short', ['password-too-short', 'password-too-common']],
  ['', ['password-missing']],
  ['багш1', ['password-too-short', 'password-too-common', 'password-too-close']],
  ['9ө!оц', ['password-too-short']],
  ['9 chars!!', ['password-too-short']],
  ['x'.repeat(201), ['password-too-long']],
  ['password123', ['password-too-common']],
  ['Password2026!', ['password-too-common']],
  ['1234567890', ['password-too-common']],
  ['фцужэнгшүз', ['password-too-common']],
  ['12345qwert', ['password-too-common']],
  ['aaaaaaaaaaaa', ['password-too-common']],
  ['абвгдеёжзи', ['password-too-common']],
  ['Хамтдаа2026', ['password-too-close']],
  ['сэтгэмж84сургууль', ['password-too-close']],
  ['bold.b2026', ['password-too-close']],
  ['ulaanbaatar1', ['password-too-close']],
  ['хөх тэнгэр 7 морь', []],
  ['Болд долоон буурал хөөсөн', []],
  ['correct horse battery', []],
  ['Zx9!kd02mmQ', []],
])('%s: %s', (password, faults) => {
  expect(passwordFaults(password, common, about)).toEqual(faults);
});
