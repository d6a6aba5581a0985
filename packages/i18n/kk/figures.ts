import type { figures as Mongolian } from '../mn/figures.ts';

export const figures = {
  areaTitle: 'Аймақ, аудан мәліметі',
  areaLead: 'Сізге қарасты мектептер. Сандар соңғы енгізілген мәліметтен алынған.',
  nationTitle: 'Ел бойынша мәлімет',
  nationLead: 'Әр мектептің соңғы енгізілген мәліметінен жинақталған. Оннан аз адамның саны көрсетілмейді.',
  schools: 'Мектеп',
  school: 'Мектеп',
  pupils: 'Оқушы',
  classes: 'Сынып',
  staff: 'Қызметкер',
  guardians: 'Ата-ана, қамқоршы',
  registersToday: 'Бүгін белгіленген қатысу',
  countedOn: 'Есептелген күні',
  area: 'Аймақ, астана',
  tooFew: '10-нан аз',
  never: 'Есептелмеген',
  noneTitle: 'Мектеп жоқ',
  noneHint: 'Мектеп топтамасын енгізген соң осында шығады.',
  imports: 'Соңғы енгізілген мәлімет',
  toExchange: 'Мәлімет енгізу бөліміне',
} satisfies typeof Mongolian;
