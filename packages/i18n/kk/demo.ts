import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {
  title: 'Көрсетілім: кім болып көресіз?',
  lead: 'Мұндағы адамдардың бәрі ойдан шығарылған. Бір басып кіресіз.',
  phone: 'Көрсетілім телефоны',
  phoneLead: 'Нақты телефонға баратын хабарламалар осында көрінеді.',
  phoneEmpty: 'Әзірге хабарлама жоқ. Кіру бетінен код алып көріңіз.',
  bySms: 'Телефонмен кіріп көру',
  band: { words: 'Көрсетілім: шын мәлімет емес', people: 'Адам ауыстыру' },
  people: {
    'guardian-two-schools': 'Екі мектепте үш баласы бар ана',
    'guardian-herder': 'Малшы әке, баласы жатақханада',
    'guardian-divorced': 'Ажырасқан әке, сот шектеуі қойылған',
    caretaker: 'Баланы уақытша қараған туыс',
    pupil: 'Оқушы',
    teacher: 'Пән мұғалімі',
    'class-teacher': 'Сынып жетекшісі',
    'training-manager': 'Оқу ісінің меңгерушісі',
    director: 'Директор',
    'area-officer': 'Білім басқармасының маманы',
    'ministry-analyst': 'Министрлік талдаушысы',
    'council-member': 'Мектеп кеңесінің мүшесі',
  },
} satisfies typeof Mongolian;
