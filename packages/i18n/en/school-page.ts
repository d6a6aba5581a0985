import type { schoolPage as Mongolian } from '../mn/school-page.ts';

export const schoolPage = {
  title: 'The school today',
  registers: 'Registers',
  takenOf: ({ taken, due }) => `${taken} of ${due} registers of begun lessons are taken`,
  missing: 'Not taken so far',
  noneMissing: 'Every register of the lessons begun so far is taken.',
  noneDue: 'No lesson has begun yet.',
  byClass: 'Attendance by class',
  class: 'Class',
  pupils: 'Pupils',
  today: 'Today',
  onDay: 'That day',
  week: 'This week',
  registersTaken: 'Registers',
  people: 'People and postings',
  peopleHint: 'Who is what at the school; post somebody, end a posting.',
  slipsHint: 'Print slips, send links, confirm.',
  previousDay: 'Day before',
  nextDay: 'Day after',
  empty: 'No classes yet',
  emptyHint: 'Once classes and pupils have come from the Education Management System, their attendance appears here.',
} satisfies typeof Mongolian;
