import { viewChildTerm, viewHome } from '@khamtdaa/modules/attendance';
import { viewChildWeek } from '@khamtdaa/modules/timetable';
import { addDays } from '@khamtdaa/platform/clock';
import { t } from '@khamtdaa/i18n';
import { classesDoor } from '#lib/places.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import { isWeekOver } from '#lib/week-shown.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const child = { schoolId: event.params.school, pupilId: event.params.pupil };
  const asked = event.url.searchParams.get('week') ?? undefined;
  const own = actor.children.find(({ schoolId, pupilId }) => String(schoolId) === child.schoolId && pupilId === child.pupilId);
  const [term, itsWeek, home] = await shown(
    Promise.all([
      viewChildTerm(app, actor, { ...child, day: asked }),
      own ? viewChildWeek(app, actor, { ...child, day: asked }) : undefined,
      own ? viewHome(app, actor, [own]) : undefined,
    ]),
  );
  const week = asked === undefined && itsWeek && isWeekOver(itsWeek) ? await shown(viewChildWeek(app, actor, { ...child, day: addDays(itsWeek.monday, 7) })) : itsWeek;
  const seen = home?.children.find(({ schoolId, pupilId }) => schoolId === term.schoolId && pupilId === term.pupilId)?.attendance;
  const { common, home: words } = t(event.locals.language);
  const fromClass = /^[0-9a-f-]{36}$/.exec(event.url.searchParams.get('class') ?? '')?.[0];
  return {
    back: own ? { href: '/home', label: words.title } : fromClass ? { href: `/teach/${fromClass}`, label: common.places.class } : classesDoor(actor, common.places),
    ...{ term, week, seen },
    weeks: week && { before: addDays(week.monday, -7), after: addDays(week.monday, 7), isOther: !week.days.some(({ schoolDay }) => schoolDay.day === week.today) },
  };
};
