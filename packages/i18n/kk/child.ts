import type { child as Mongolian } from '../mn/child.ts';

export const child = {
  inDormitory: 'Жатақханада тұрады',
  home: ({ where }) => `Үйі:\u00a0${where}`,
  day: {
    week: 'Апталық кесте',
    previousWeek: 'Алдыңғы апта',
    thisWeek: 'Осы апта',
    nextWeek: 'Келесі апта',
    rightsLink: 'Баланың мәліметін кім көре алады',
    readersLink: 'Баланың мәліметін кім қарады',
    privacy: 'Кім нені көреді',
  },
  term: {
    title: 'Тоқсандағы қатысу',
    yearSoFar: 'Оқу жылының басынан',
    summary: ({ days, present, away }) =>
      away === 0 ? `Белгіленген күннің бәрінде келді: ${days} күн.` : `Белгіленген ${days} күннің ${present} күнінде келді, ${away} күнінде сабақтан қалды.`,
    noneTaken: 'Бұл мерзімде қатысу әлі белгіленген жоқ.',
    notTaken: ({ count }) => `Қатысу белгіленбеген күн: ${count}`,
    day: 'Күні',
    status: 'Қатысу',
    subject: 'Сабақ',
    byLesson: 'Сабақ бойынша',
    noExceptions: 'Қалдырған, кешіккен сабағы жоқ.',
    minutes: ({ minutes }) => `${minutes} минут`,
    corrected: 'түзетілген',
    wrong: 'Қате болса, пән мұғаліміне немесе сынып жетекшісіне айтыңыз. Түзету тарихымен сақталады.',
    empty: 'Алғашқы сабақ басталғанда қатысу осында көрінеді.',
  },
} satisfies typeof Mongolian;
