import type { schoolPage as Mongolian } from '../mn/school-page.ts';

export const schoolPage = {
  title: 'Мектеп қатысуы',
  registers: 'Қатысу белгілеу',
  takenOf: ({ taken, due }) => `Басталған ${due} сабақтың ${taken} белгіленді`,
  missing: 'Белгіленбеген сабақтар',
  noneMissing: 'Басталған барлық сабақтың қатысуы белгіленді.',
  noneDue: 'Бүгін сабақ әлі басталған жоқ.',
  byClass: 'Сыныптар бойынша',
  class: 'Сынып',
  pupils: 'Оқушы',
  today: 'Бүгін',
  onDay: 'Бұл күні',
  week: 'Осы апта',
  registersTaken: 'Белгілер',
  people: 'Адамдар мен қызметтер',
  peopleHint: 'Мектепте кім қандай қызметте екенін көріп, тағайындап, аяқтайсыз.',
  slipsHint: 'Парақша басу, сілтеме жіберу, растау.',
  previousDay: 'Алдыңғы күн',
  nextDay: 'Келесі күн',
  empty: 'Сынып жоқ',
  emptyHint: 'Сыныптар мен оқушылар Білім беру ақпараттық жүйесінен келгенде қатысу осында көрінеді.',
} satisfies typeof Mongolian;
