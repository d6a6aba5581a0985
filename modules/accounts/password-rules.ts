const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

/** Rows of the keyboards that people here have, and the plain order of digits and letters. */
const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'фцужэнгшүзкъ', 'йыбөахролдп', 'ячёсмитьвю', 'abcdefghijklmnopqrstuvwxyz', 'абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя'];
const OUR_WORDS = [
  'хамтдаа',
  'khamtdaa',
  'hamtdaa',
  'сургууль',
  'surguuli',
  'школа',
  'мектеп',
  'school',
  'багш',
  'bagsh',
  'монгол',
  'mongol',
  'mongolia',
  'улаанбаатар',
  'ulaanbaatar',
];
/** How much must be left when a word that anybody would guess is taken away. */
const LEFT = 6;

type PasswordFault = 'password-missing' | 'password-too-short' | 'password-too-long' | 'password-too-common' | 'password-too-close';

/**
 * All that is wrong with a password, as refusal codes: who is told of one thing after another types it over and over.
 * @param common lower-case passwords that everybody tries first
 * @param about names of the person and the school: what a neighbour would try
 */
export function passwordFaults(password: string, common: ReadonlySet<string>, about: readonly string[]): PasswordFault[] {
  const lower = password.normalize('NFKC').toLowerCase();
  const { length } = Array.from(lower);
  if (length === 0) return ['password-missing'];
  if (length > PASSWORD_LENGTH.most) return ['password-too-long'];
  const stem = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const isCommon = common.has(lower) || (stem.length >= 4 && common.has(stem)) || new Set(lower).size < 5 || followsARow(lower);
  const words = [...OUR_WORDS, ...about.map((text) => text.normalize('NFKC').toLowerCase()).flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])].filter(
    (word) => word.length >= 3,
  );
  const rest = words.sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), lower);
  const faults: PasswordFault[] = [];
  if (length < PASSWORD_LENGTH.least) faults.push('password-too-short');
  if (isCommon) faults.push('password-too-common');
  if (rest !== lower && Array.from(rest).length < LEFT) faults.push('password-too-close');
  return faults;
}

/** Nothing but stretches of rows, there or back, such as 12345qwert or фцужэ54321. */
function followsARow(text: string): boolean {
  const rows = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')]);
  const steps = Array.from(text)
    .slice(1)
    .filter((letter, i) => rows.some((row) => row.includes((text[i] ?? '') + letter))).length;
  return steps >= text.length - 3;
}
