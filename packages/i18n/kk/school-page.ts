import type { schoolPage as Mongolian } from '../mn/school-page.ts';

export const schoolPage = {
  title: 'Мектептегі қатысу',
  registers: 'Қатысу белгілеу',
  takenOf: ({ taken, due }) => `Басталған сабақ: ${due}, белгіленгені: ${taken}`,
  missing: 'Белгіленбеген сабақтар',
  noneMissing: 'Басталған барлық сабақтың қатысуы белгіленді.',
  noneDue: 'Бүгін сабақ әлі басталған жоқ.',
  byClass: 'Сыныптар бойынша',
  class: 'Сынып',
  pupils: 'Оқушы',
  today: 'Бүгін',
  onDay: 'Бұл күні',
  week: 'Осы апта',
  registersTaken: 'Белгіленген сабақ',
  people: 'Адамдар мен лауазымдар',
  peopleHint: 'Мектепте кім қандай лауазымда екенін көріп, тағайындап, аяқтайсыз.',
  slipsHint: 'Парақша басу, сілтеме жіберу, растау.',
  previousDay: 'Алдыңғы күн',
  nextDay: 'Келесі күн',
  empty: 'Сынып жоқ',
  emptyHint: 'Сыныптар мен оқушылар БСМС жүйесінен келгенде қатысу осында көрінеді.',
} satisfies typeof Mongolian;
