import type { slips as Mongolian } from '../mn/slips.ts';

export const slips = {
  title: 'Ways in for staff',
  lead: 'Print a slip for who is new. A new slip for who lost a factor must be confirmed by somebody else.',
  pupilsTitle: 'Slips for pupils',
  pupilsLead: 'From grade 6 on, pupils see their own attendance and timetable. Give each slip to the pupil in person.',
  print: 'Print slips for those chosen',
  confirm: 'Confirm',
  confirmed: 'The slip is confirmed',
  person: 'Member of staff',
  role: 'Role',
  standing: 'Way in',
  choose: 'Choose',
  until: 'Good until',
  empty: 'Nobody is posted here yet. People appear once they come from the EMS.',
  sheetTitle: 'Activation slip',
  sheetHow: 'Go to this address, type the code and choose a name and a password. The code is good once. Give it to nobody.',
  sheetWaits: 'Good only once another person has confirmed it.',
  sheetOnce: 'The codes are shown only here. Print them now.',
  confirmTitle: 'Waiting for your yes',
  standings: { none: 'No slip yet', slip: 'Slip issued', half: 'Second factor missing', active: 'Open', lost: 'Waits to be confirmed', 'lost-confirmed': 'New slip confirmed' },
} satisfies typeof Mongolian;
