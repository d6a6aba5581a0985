import type { me as Mongolian } from '../mn/me.ts';

export const me = {
  title: 'My page',
  signedInAs: 'You are here as',
  language: 'Language of pages and messages',
  sessions: 'Where you are signed in',
  sessionsLead: 'If you do not know one of these, end it at once.',
  thisOne: 'This device',
  since: 'Since',
  seen: 'Last used',
  shared: 'Shared machine',
  end: 'End',
  endOthers: 'End all others',
  ended: 'Ended',
  onlyThis: 'You are signed in here only.',
  reported: 'The school has not confirmed your phone yet, so only attendance, timetable and messages are open. Tell the class teacher.',
  rights: 'Who may see my child',
  readers: "Who looked at my child's record",
  data: 'My data',
  slips: 'Ways in for staff',
} satisfies typeof Mongolian;
