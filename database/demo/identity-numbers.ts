import type { Sex } from './names.ts';
import type { Random } from './random.ts';

const secondLetters = 'А Б В Г Д Е Ж З И Й К Л М Н О Ө П Р С Т У Ү Ф Х Ц Ч Ш'.split(' ');
const mobilePrefixes = ['99', '95', '94', '88', '89', '86', '80', '91', '96', '98', '85', '83'] as const;

/** Two letters (the first tells the aimag), YYMMDD with the month raised by 20 from the year 2000 on, then two digits: the first of them odd for men. */
export function registerNumber(random: Random, aimagLetter: string, birthDate: string, sex: Sex): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const shown = Number(month) + (Number(year) >= 2000 ? 20 : 0);
  const sexDigit = random.int(0, 4) * 2 + (sex === 'male' ? 1 : 0);
  return `${aimagLetter}${random.pick(secondLetters)}${year.slice(2)}${String(shown).padStart(2, '0')}${day}${sexDigit}${random.int(0, 9)}`;
}

export function isRegisterNumber(text: string, birthDate: string, sex: Sex): boolean {
  const parts = /^[А-ЯЁӨҮ]{2}(\d{2})(\d{2})(\d{2})(\d)\d$/.exec(text);
  if (!parts) return false;
  const month = Number(parts[2]);
  const said = `${month > 20 ? 20 : 19}${parts[1] ?? ''}-${String(month > 20 ? month - 20 : month).padStart(2, '0')}-${parts[3] ?? ''}`;
  return said === birthDate && Number(parts[4]) % 2 === (sex === 'male' ? 1 : 0);
}

/** Draws until nobody has it yet: two people of the demonstration never share a number by accident. */
export function drawUnused(taken: Set<string>, draw: () => string): string {
  for (;;) {
    const drawn = draw();
    if (!taken.has(drawn)) {
      taken.add(drawn);
      return drawn;
    }
  }
}

export const mongolianMobile = (random: Random): string => `+976${random.pick(mobilePrefixes)}${String(random.int(0, 999_999)).padStart(6, '0')}`;
export const koreanMobile = (random: Random): string => `+8210${String(random.int(20_000_000, 99_999_999))}`;
