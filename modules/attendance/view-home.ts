import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Home, type HomeChild } from '@khamtdaa/contract/home';
import { shortName } from '@khamtdaa/i18n';
import { childOfActor, type Actor, type Child } from '@khamtdaa/modules/accounts';
import { nextSchoolDay, schoolDayOf, whenIs } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { addDays } from '@khamtdaa/platform/clock';
import { inTransaction, readOne } from '@khamtdaa/platform/database';
import { homeOf, LOOK_LASTS, rememberLooks, type FoundChild, type FoundHome, type SchoolAsked } from './home-queries.ts';
import { glanceOf, isBeforeDayOff, lessonsShown, newsOf } from './home-rules.ts';

/**
 * Each child of a guardian at a glance, or some of them; for a pupil, the pupil. Child by child what today's rights open, and nothing of who is not theirs.
 * What is shown counts as looked at.
 */
export async function viewHome(app: App, actor: Actor, some: readonly Child[] = actor.children): Promise<Cut<Home>> {
  const now = app.clock.now();
  const asked = [
    ...Map.groupBy(
      actor.children.filter((child) => some.includes(child)),
      ({ schoolId }) => schoolId,
    ),
  ].map(([school_id, children]) => ({
    ...{ school_id, pupil_ids: children.map(({ pupilId }) => pupilId) },
    open_ids: children.filter(canSeeAttendance).map(({ pupilId }) => pupilId),
  }));
  const look = async (at: readonly SchoolAsked[]) => (at.length === 0 ? [] : ((await readOne(app, actor, homeOf(at, actor.personId, now)))?.found ?? []));
  const schools = await look(asked);
  const days = schools.flatMap((found) => found.children.map((child) => dayOf(found, child)));

  // on a day without lessons the last and the next school day are shown, and the next on the eve of days off, which takes another trip
  const elsewhere = days.filter(({ calendar, today, child: { seen } }) => seen && (!today.isSchoolDay || isBeforeDayOff(calendar, seen)));
  const around = [...Map.groupBy(elsewhere, ({ schoolId, next, today }) => [schoolId, next, today.last].join()).values()].flatMap((alike) => {
    const ids = alike.map(({ child }) => child.pupilId);
    return alike.slice(0, 1).map(({ schoolId, next, today }) => ({ school_id: schoolId, pupil_ids: ids, open_ids: ids, lessons_day: next, marks_day: today.last }));
  });
  const other = new Map((await look(around)).flatMap(({ schoolId, children }) => children.map((child) => [keyOf(schoolId, child.pupilId), child])));

  const children = days.map((day) => childOf(actor, day, other.get(keyOf(day.schoolId, day.child.pupilId))));
  const looked = days.filter(({ child: { seen } }) => seen && !isLooking(seen.lookedAt, now)).map(({ schoolId, child: { pupilId } }) => ({ schoolId, pupilId }));
  if (looked.length > 0) await inTransaction(app, actor, (db) => rememberLooks(db, actor.personId, looked, now));
  return cut(Home, { children, asks: asksOf(actor, days) }, SEES.family);
}

const canSeeAttendance = ({ rights }: Child): boolean => rights.includes('attendance');
const isLooking = (lookedAt: string | null, now: Date) => lookedAt !== null && now.getTime() - Date.parse(lookedAt) < LOOK_LASTS;

const keyOf = (schoolId: number, pupilId: string) => `${schoolId}/${pupilId}`;

/** The school's today for one child: on a Saturday there is school for those alone who have lessons on it. */
function dayOf(found: FoundHome, child: FoundChild) {
  const moreWeekdays = found.moreWeekdays.filter(({ pupilId }) => pupilId === child.pupilId);
  const calendar = { ...found.calendar, moreWeekdays };
  const { schoolId } = found;
  return { schoolId, found, child, calendar, today: schoolDayOf(calendar, found.today), next: nextSchoolDay(calendar, found.today) };
}
type ChildsDay = ReturnType<typeof dayOf>;

/** @param other on a day without lessons or before one: lessons of the next school day, marks of the last */
function childOf(actor: Actor, { schoolId, found, child, calendar, today }: ChildsDay, other: FoundChild | undefined): HomeChild {
  const { timezone } = found;
  const { pupilId, seen } = child;
  const named = { schoolId, pupilId, name: shortName(child), className: child.className, schoolName: found.schoolName };
  const isDelegated = childOfActor(actor, schoolId, pupilId)?.isDelegated ?? false;
  if (!seen) return { ...named, isDelegated, may: { seeAttendance: false }, attendance: null };
  const shown = today.isSchoolDay ? seen : (other?.seen ?? seen);
  const glanceDay = today.isSchoolDay ? found.today : today.last;
  const { day: lessonsDay, lessons } = lessonsShown(calendar, found.today, seen, other?.seen ?? undefined);
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

function asksOf(actor: Actor, days: readonly ChildsDay[]): Home['asks'] {
  const claims = days
    .filter(({ schoolId, child }) => childOfActor(actor, schoolId, child.pupilId)?.isClaimed)
    .map(({ found, child }) => ({ kind: 'claim-waiting' as const, child: shortName(child), school: found.schoolName, opens: [] }));
  const opens = actor.waiting;
  const waitsForPhone = actor.assurance === 'reported' && (opens.length > 0 || actor.children.some(({ isClaimed }) => !isClaimed)); // an approved claim confirms the phone with it
  return waitsForPhone ? [{ kind: 'phone-reported', child: null, school: null, opens: [...opens] }, ...claims] : claims;
}
