import { viewChildTerm, viewHome } from '@khamtdaa/modules/attendance';
import { viewChildWeek } from '@khamtdaa/modules/timetable';
import { addDays } from '@khamtdaa/platform/clock';
import { t } from '@khamtdaa/i18n';
import { classesDoor } from '#lib/places.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const child = { schoolId: event.params.school, pupilId: event.params.pupil };
  const week = event.url.searchParams.get('week') ?? undefined;
  const own = actor.children.find(({ schoolId, pupilId }) => String(schoolId) === child.schoolId && pupilId === child.pupilId);
  const [term, lessons, home] = await shown(
    Promise.all([
      viewChildTerm(app, actor, { ...child, day: week }),
      own ? viewChildWeek(app, actor, { ...child, day: week }) : undefined,
      own ? viewHome(app, actor, [own]) : undefined,
    ]),
  );
  const seen = home?.children.find(({ schoolId, pupilId }) => schoolId === term.schoolId && pupilId === term.pupilId)?.attendance;
  const { common, home: words } = t(event.locals.language);
  const fromClass = /^[0-9a-f-]{36}$/.exec(event.url.searchParams.get('class') ?? '')?.[0];
  return {
    back: own ? { href: '/home', label: words.title } : fromClass ? { href: `/teach/${fromClass}`, label: common.places.class } : classesDoor(actor, common.places),
    ...{ term, week: lessons, seen },
    weeks: lessons && { before: addDays(lessons.monday, -7), after: addDays(lessons.monday, 7), isOther: !lessons.days.some(({ schoolDay }) => schoolDay.day === lessons.today) },
  };
};
