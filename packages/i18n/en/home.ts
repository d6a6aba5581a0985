import type { home as Mongolian } from '../mn/home.ts';
import { plural } from '../plural.ts';

export const home = {
  title: 'Home',
  empty: 'No child is connected to you yet',
  emptyHint:
    'Ask your child’s class teacher for a letter. The code on it connects you with your child. If a child stood here before, ask the class teacher, or who gave you rights.',
  emptyUntilPhone: 'The child appears here once your phone is confirmed',
  emptyUntilPhoneHint: 'The name, class and school of the child over whom you were given a right will stand here. Ask who gave it which teacher to see.',
  onlyName: 'You have no right to see this child’s attendance and timetable. Ask who gave you rights, or the class teacher.',
  delegated: 'By a right given to you for a time',
  noClass: 'At present in no class of this school',
  noClassHow: 'After a change of school, ask the new class teacher for a letter.',
  glance: {
    present: 'At school',
    late: ({ minutes }) => `Late: ${minutes} ${plural(minutes, 'minute', 'minutes')}`,
    absent: 'Not at school: absent',
    excused: 'Not at school: excused',
    sick: 'Not at school: sick',
    online: 'Taught online',
    'not-taken': 'The register has not been taken yet',
    beginsAt: ({ time }) => `Lessons begin at ${time}`,
    by: ({ subject, time }) => `Last register: ${[subject, time].filter(Boolean).join(', ')}`,
    awayFrom: ({ count }) => `Missed ${count} ${plural(count, 'lesson', 'lessons')} today`,
    lastDay: ({ day }) => `Last school day: ${day}`,
  },
  lessons: {
    today: 'Today’s lessons',
    tomorrow: ({ day }) => `Tomorrow’s lessons: ${day}`,
    next: ({ day }) => `Next school day: ${day}`,
    none: 'The school has not entered its timetable yet.',
  },
  noSchool: {
    weekend: 'No school: weekend',
    holiday: ({ title }) => `Public holiday: ${title}`,
    break: ({ title }) => `School break: ${title}`,
    'between-terms': 'Between terms',
    'before-year': ({ day }) => `The school year begins on ${day}`,
    'not-told': 'The school has not told whether there are lessons at this time',
  },
  news: {
    title: 'New since you last looked',
    lessons: ({ count }) => `${count} ${plural(count, 'lesson', 'lessons')}`,
    minutes: ({ minutes }) => `${minutes} min`,
    corrected: ({ before, after }) => `Corrected: ${before} → ${after}`,
  },
  asks: {
    phone: 'Please have your phone confirmed',
    phoneFrom: 'Your phone',
    phoneHow: 'The school has not confirmed yet that this number is yours. The class teacher confirms it when you meet.',
    phoneOpens: ({ rights }) => `What opens then: ${rights}`,
    phoneOpensNothing: 'What was given to you is open already.',
    claim: ({ child }) => `${child}: waiting for the class teacher’s approval`,
    claimHow: 'Until then you see attendance, timetable and messages. If it takes long, speak with the class teacher.',
  },
  open: 'Attendance and lessons',
} satisfies typeof Mongolian;
