import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Home, type HomeChild } from '@khamtdaa/contract/home';
import { shortName } from '@khamtdaa/i18n';
import type { Actor, Child } from '@khamtdaa/modules/accounts';
import { nextSchoolDay, schoolDayOf, whenIs } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { addDays, MINUTE } from '@khamtdaa/platform/clock';
import { inTransaction, readOne } from '@khamtdaa/platform/database';
import { homeOf, rememberLooks, type FoundChild, type FoundHome, type SchoolAsked } from './home-queries.ts';
import { glanceOf, isBeforeDayOff, lessonsShown, newsOf } from './home-rules.ts';

const LOOK_LASTS = 30 * MINUTE;

/** Each child of a guardian at a glance; for a pupil, the pupil. Child by child what today's rights open, and nothing of who is not theirs. */
export async function viewHome(app: App, actor: Actor): Promise<Cut<Home>> {
  const now = app.clock.now();
  const asked = [...Map.groupBy(actor.children, ({ schoolId }) => schoolId)].map(([school_id, children]) => ({
    ...{ school_id, pupil_ids: children.map(({ pupilId }) => pupilId) },
    open_ids: children.filter(canSeeAttendance).map(({ pupilId }) => pupilId),
  }));
  const look = async (at: readonly SchoolAsked[]) => (at.length === 0 ? [] : ((await readOne(app, actor, homeOf(at, actor.personId, now)))?.found ?? []));
  const schools = (await look(asked)).map((found) => ({ found, today: schoolDayOf(found.calendar, found.today) }));

  // on a day without lessons the last and the next school day are shown, and the next on the eve of days off, which takes another trip
  const elsewhere = schools.filter(({ found, today }) => !today.isSchoolDay || found.children.some(({ seen }) => seen && isBeforeDayOff(found.calendar, seen)));
  const around = elsewhere.flatMap(({ found, today }) => {
    const days = { lessons_day: nextSchoolDay(found.calendar, found.today), marks_day: today.last };
    return asked.filter(({ school_id }) => school_id === found.schoolId).map((each) => ({ ...each, ...days }));
  });
  const other = new Map((await look(around)).map((found) => [found.schoolId, found]));

  const children = schools.flatMap((school) => {
    const others = new Map((other.get(school.found.schoolId)?.children ?? []).map((child) => [child.pupilId, child]));
    return school.found.children.map((child) => childOf(actor, school, child, others.get(child.pupilId)));
  });
  const looked = schools.flatMap(({ found }) =>
    found.children.filter(({ seen }) => seen && !isLooking(seen.lookedAt, now)).map(({ pupilId }) => ({ schoolId: found.schoolId, pupilId })),
  );
  if (looked.length > 0) await inTransaction(app, actor, (db) => rememberLooks(db, actor.personId, looked, now));
  return cut(Home, { children, asks: asksOf(actor, schools) }, SEES.family);
}

const canSeeAttendance = ({ rights }: Child): boolean => rights.includes('attendance');
const isLooking = (lookedAt: string | null, now: Date) => lookedAt !== null && now.getTime() - Date.parse(lookedAt) < LOOK_LASTS;

const childOfActor = (actor: Actor, schoolId: number, pupilId: string) => actor.children.find((each) => each.schoolId === schoolId && each.pupilId === pupilId);

interface School {
  readonly found: FoundHome;
  readonly today: ReturnType<typeof schoolDayOf>;
}

/** @param other on a day without lessons or before one: lessons of the next school day, marks of the last */
function childOf(actor: Actor, { found, today }: School, child: FoundChild, other: FoundChild | undefined): HomeChild {
  const { schoolId, timezone } = found;
  const { pupilId, seen } = child;
  const named = { schoolId, pupilId, name: shortName(child), className: child.className, schoolName: found.schoolName };
  const isDelegated = childOfActor(actor, schoolId, pupilId)?.isDelegated ?? false;
  if (!seen) return { ...named, isDelegated, may: { seeAttendance: false }, attendance: null };
  const shown = today.isSchoolDay ? seen : (other?.seen ?? seen);
  const glanceDay = today.isSchoolDay ? found.today : today.last;
  const { day: lessonsDay, lessons } = lessonsShown(found.calendar, found.today, seen, other?.seen ?? undefined);
  return {
    ...named,
    isDelegated,
    may: { seeAttendance: true },
    attendance: {
      ...{ today: found.today, time: found.time, schoolDay: today, lessonsDay, isTomorrow: lessonsDay === addDays(found.today, 1) },
      glance: glanceDay === null ? null : glanceOf(shown, today.isSchoolDay ? shown.lessons : [], glanceDay, timezone),
      lessons: lessons.map((lesson) => ({ ...lesson, when: lessonsDay === found.today ? whenIs(lesson, found.time) : ('later' as const) })),
      news: newsOf(seen),
      newsSince: new Date(seen.since).toISOString(),
    },
  };
}

function asksOf(actor: Actor, schools: readonly School[]): Home['asks'] {
  const claims = schools.flatMap(({ found }) =>
    found.children
      .filter(({ pupilId }) => childOfActor(actor, found.schoolId, pupilId)?.isClaimed)
      .map((child) => ({ kind: 'claim-waiting' as const, child: shortName(child), school: found.schoolName })),
  );
  return actor.assurance === 'reported' ? [{ kind: 'phone-reported', child: null, school: null }, ...claims] : claims;
}
