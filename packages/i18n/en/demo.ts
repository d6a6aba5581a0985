import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {
  title: 'Demonstration: whom would you like to be?',
  lead: 'Everybody here is made up. One click signs you in.',
  phone: "The demonstration's phone",
  phoneLead: 'Messages that would reach real phones are shown here.',
  phoneEmpty: 'No messages yet. Ask for a code on the sign-in page.',
  bySms: 'Try signing in by phone',
  band: { words: 'Demonstration: no real data', people: 'Change person' },
  people: {
    'guardian-two-schools': 'Mother of three children at two schools',
    'guardian-herder': 'Herder father, his child lives in the dormitory',
    'guardian-divorced': "Divorced father, with a court's restriction",
    caretaker: 'Relative who looks after a child for a time',
    pupil: 'Pupil',
    teacher: 'Subject teacher',
    'class-teacher': 'Class teacher',
    'training-manager': 'Training manager',
    director: 'Director',
    'area-officer': 'Area education officer',
    'ministry-analyst': 'Ministry analyst',
    'council-member': 'School council member',
  },
} satisfies typeof Mongolian;
