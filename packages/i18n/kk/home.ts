import type { home as Mongolian } from '../mn/home.ts';

export const home = {
  title: 'Басты бет',
  today: ({ day }) => `Бүгін: ${day}`,
  empty: 'Сізге байланысқан бала жоқ',
  emptyHint: 'Балаңыздың сынып жетекшісінен шақыру хатын алыңыз. Хаттағы код арқылы балаңызды байланыстырасыз.',
  onlyName: 'Бұл баланың қатысуы мен кестесін көру құқығы сізге ашылмаған.',
  delegated: 'Уақытша сенім білдірілген құқықпен',
  glance: {
    present: 'Сабаққа келді',
    late: ({ minutes }) => `Кешікті: ${minutes} минут`,
    absent: 'Сабаққа келмеді: себепсіз',
    excused: 'Сұранған',
    sick: 'Ауырып жүр',
    online: 'Онлайн оқып жатыр',
    'not-taken': 'Қатысу әлі белгіленген жоқ',
    by: ({ subject, time }) => `Соңғы белгі: ${[subject, time].filter(Boolean).join(', ')}`,
    awayFrom: ({ count }) => `Бүгін ${count} сабақта болмады`,
    lastDay: ({ day }) => `Соңғы оқу күні: ${day}`,
  },
  lessons: {
    today: 'Бүгінгі кесте',
    next: ({ day }) => `Келесі оқу күні: ${day}`,
    none: 'Кесте енгізілмеген.',
  },
  noSchool: {
    weekend: 'Демалыс күні',
    holiday: ({ title }) => `Мереке: ${title}`,
    break: ({ title }) => `Мектеп демалысы: ${title}`,
    'between-terms': 'Тоқсан аралық демалыс',
  },
  news: {
    title: 'Жаңалық',
    lessons: ({ count }) => `${count} сабақ`,
    minutes: ({ minutes }) => `${minutes} минут`,
    corrected: ({ before, after }) => `Түзетілді: ${before} → ${after}`,
  },
  asks: {
    phone: 'Телефон нөміріңізді растатыңыз',
    phoneFrom: 'Сіздің телефоныңыз',
    phoneHow: 'Бұл нөмір мектеп тіркеуінен алынған, сондықтан әзірге тек қатысу, кесте және хабарламалар көрінеді. Сынып жетекшісіне жолығып растатсаңыз, қалғаны ашылады.',
    claim: ({ child }) => `${child}: сынып жетекшісінің мақұлдауын күтуде`,
    claimHow: 'Мақұлданғанша қатысу, кесте және хабарламалар көрінеді. Ұзаққа созылса, сынып жетекшісіне хабарласыңыз.',
  },
  open: ({ child }) => `${child}: апта мен тоқсан қатысуы`,
} satisfies typeof Mongolian;
