import { common } from './common.ts';
import { signIn } from './sign-in.ts';
import { home } from './home.ts';
import { child } from './child.ts';
import { teach } from './teach.ts';
import { classPage } from './class-page.ts';
import { schoolPage } from './school-page.ts';
import { publicPages } from './public.ts';
import { ems } from './ems.ts';
import { exchange } from './exchange.ts';
import { figures } from './figures.ts';
import { me } from './me.ts';
import { errors } from './errors.ts';
import { demo } from './demo.ts';
import { about } from './about.ts';
import { start } from './start.ts';
import { family } from './family.ts';
import { letter } from './letter.ts';
import { postings } from './postings.ts';
import { slips } from './slips.ts';
import { sms } from './sms.ts';
import { platform as platformRefusals } from './refusals/platform.ts';
import { accounts as accountsRefusals } from './refusals/accounts.ts';
import { roster as rosterRefusals } from './refusals/roster.ts';
import { ems as emsRefusals } from './refusals/ems.ts';
import { timetable as timetableRefusals } from './refusals/timetable.ts';
import { attendance as attendanceRefusals } from './refusals/attendance.ts';
import type { Text } from '../text.ts';

export const en: Text = {
  common,
  signIn,
  home,
  child,
  teach,
  classPage,
  schoolPage,
  publicPages,
  ems,
  exchange,
  figures,
  me,
  errors,
  demo,
  about,
  start,
  letter,
  family,
  postings,
  slips,
  sms,
  refusals: { ...platformRefusals, ...accountsRefusals, ...rosterRefusals, ...emsRefusals, ...timetableRefusals, ...attendanceRefusals },
};
