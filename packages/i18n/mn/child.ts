export const child = {
  day: {
    week: 'Долоо хоногийн хуваарь',
    previousWeek: 'Өмнөх 7 хоног',
    thisWeek: 'Энэ 7 хоног',
    nextWeek: 'Дараах 7 хоног',
    rightsLink: 'Хүүхдийн мэдээллийг хэн харж болох вэ',
    readersLink: 'Хүүхдийн мэдээллийг хэн харсан бэ',
    privacy: 'Хэн юуг харах вэ',
  },
  term: {
    title: 'Улирлын ирц',
    yearSoFar: 'Хичээлийн жилийн эхнээс',
    summary: ({ days, present, away }: { days: number; present: number; away: number }) =>
      away === 0 ? `Бүртгэсэн өдөр бүр ирсэн: ${days} өдөр.` : `Бүртгэсэн ${days} өдрөөс ${present} өдөр ирж, ${away} өдөр хичээлдээ ирээгүй.`,
    noneTaken: 'Энэ хугацаанд ирц хараахан бүртгээгүй байна.',
    notTaken: ({ count }: { count: number }) => `Ирц бүртгээгүй өдөр: ${count}`,
    day: 'Өдөр',
    status: 'Ирц',
    subject: 'Хичээл',
    byLesson: 'Хичээл тус бүрээр',
    noExceptions: 'Тасалсан, хоцорсон хичээл алга.',
    minutes: ({ minutes }: { minutes: number }) => `${minutes} минут`,
    corrected: 'засварласан',
    wrong: 'Алдаа байвал хичээлийн багш эсвэл анги удирдсан багшид хэлээрэй. Засварын түүх хадгалагдана.',
    empty: 'Эхний хичээл эхэлмэгц ирц энд харагдана.',
  },
};
