import type { roster as Mongolian } from '../../mn/refusals/roster.ts';

export const roster = {
  'pupils-from-grade-six': 'Pupils sign in for themselves from grade 6.',
  'school-not-found': 'There is no such school.',
  'may-not-class-people': 'The class teacher, the training manager and the director see this class’s guardians.',
  'pupil-not-found': 'There is no such pupil in this class.',
  'birth-date-unknown': 'The pupil’s date of birth is not on record, so a letter’s code would not work. Print the letter once it has been entered in the EMS.',
  'no-letter-needed': 'No pupil needs a letter.',
} satisfies typeof Mongolian;
