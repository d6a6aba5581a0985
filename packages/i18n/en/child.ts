import type { child as Mongolian } from '../mn/child.ts';
import { plural } from '../plural.ts';

export const child = {
  inDormitory: 'Lives in the dormitory',
  home: ({ where }) => `Home:\u00a0${where}`,
  day: {
    week: 'Lessons of the week',
    previousWeek: 'Week before',
    thisWeek: 'This week',
    nextWeek: 'Week after',
    rightsLink: 'Who may see my child',
    readersLink: 'Who looked at my child’s record',
    privacy: 'Who sees what',
  },
  term: {
    title: 'Attendance this term',
    yearSoFar: 'The school year so far',
    summary: ({ days, present, away }) =>
      away === 0
        ? `At school on every recorded day: ${days}.`
        : `Of ${days} recorded school ${plural(days, 'day', 'days')}: at school on ${present}, away from lessons on ${away}.`,
    noneTaken: 'No register has been taken in this time yet.',
    notTaken: ({ count }) => `Days without a register: ${count}`,
    day: 'Day',
    status: 'Attendance',
    subject: 'Lesson',
    byLesson: 'Lesson by lesson',
    noExceptions: 'No lesson missed, none begun late.',
    minutes: ({ minutes }) => `${minutes} min`,
    corrected: 'corrected',
    wrong: 'If something is wrong, tell the subject teacher or the class teacher. A correction is kept with its history.',
    empty: 'Attendance will appear here once the first lesson has begun.',
  },
} satisfies typeof Mongolian;
