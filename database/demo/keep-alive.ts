import { randomBytes } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import { canonicalEvent, leafOf } from '@khamtdaa/platform/audit';
import { addDays, after, dayIn, MINUTE, weekdayOf, type Zone } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor, type Db } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import { inLesson, isForgotten, isSchoolDay, savedAfter, wholeDay, type Status } from './attendance.ts';
import {
  appendEvents,
  appendMarks,
  appendReads,
  appendRegisters,
  demoSchools,
  lastRegisterDay,
  rosterOf,
  type ClassInTerm,
  type DemoSchool,
  type EventRow,
  type LessonRow,
  type MarkRow,
  type RegisterRow,
  type SchoolRoster,
} from './attendance-queries.ts';
import { DEMO_SOURCE } from './source.ts';

/** How many days one transaction appends: small enough that a kill loses little. */
const DAYS_AT_ONCE = 5;
/** The teacher whom visitors play: today's registers stay for them, and are filled in once the day is over. */
const PLAYED_TEACHER = 'case-teacher';
const offsets: Readonly<Record<Zone, string>> = { 'Asia/Ulaanbaatar': '+08:00', 'Asia/Hovd': '+07:00' };
const FIRST_REGISTER_OF_DAY = '09:00';

interface Slot {
  readonly group: ClassInTerm;
  readonly period: number;
  readonly starts: string;
  readonly teacherId: string;
}

/**
 * Appends the school days and today's begun lessons that the demonstration lacks, with their events; what stands is never changed.
 * Safe to repeat at any time and from several servers. Answers how many registers were appended.
 */
export async function keepAlive(app: App): Promise<number> {
  if (!app.isDemonstration) return 0;
  const { seed, schools } = await inTransaction(app, jobFor(null), (db) => demoSchools(db, DEMO_SOURCE));
  let appended = 0;
  for (const school of schools) appended += await catchUp(app, seed, school);
  return appended;
}

async function catchUp(app: App, seed: string, school: DemoSchool): Promise<number> {
  const today = dayIn(school.timezone, app.clock.now());
  const { roster, from } = await inTransaction(app, jobFor(school.id), async (db) => {
    const [roster, last] = await Promise.all([rosterOf(db, school.id), lastRegisterDay(db, school.id, today)]);
    return { roster, from: last ?? roster.firstDay };
  });
  const days: string[] = [];
  for (let day = from; day <= today; day = addDays(day, 1)) if (isSchoolDay(day, roster)) days.push(day);
  const appended: RegisterRow[] = [];
  for (let i = 0; i < days.length; i += DAYS_AT_ONCE) {
    const some = days.slice(i, i + DAYS_AT_ONCE);
    appended.push(...(await inTransaction(app, jobFor(school.id), (db) => appendDays(db, { app, seed, school, roster, today }, some))));
  }
  // who takes a register has the class before their eyes: guardians see that in their child's read log
  for (const [teacherId, taken] of Map.groupBy(appended, (register) => register.takenBy))
    await inTransaction(app, jobFor(school.id, teacherId), (db) => appendReads(db, school.id, teacherId, taken));
  return appended.length;
}

interface Making {
  readonly app: App;
  readonly seed: string;
  readonly school: DemoSchool;
  readonly roster: SchoolRoster;
  readonly today: string;
}

async function appendDays(db: Db, making: Making, days: readonly string[]): Promise<RegisterRow[]> {
  const registers: RegisterRow[] = [];
  const marks: MarkRow[] = [];
  for (const day of days) makeDay(making, day, registers, marks);
  const added = new Set(await appendRegisters(db, making.school.id, registers));
  const fresh = registers.filter((register) => added.has(keyOf(register)));
  const events = fresh.map((register) => eventOf(making, register));
  await Promise.all([
    appendMarks(
      db,
      making.school.id,
      marks.filter((mark) => added.has(keyOf(mark))),
    ),
    appendEvents(db, events),
  ]);
  return fresh;
}

const keyOf = (row: { day: string; classId: string; period: number }) => `${row.day}/${row.classId}/${row.period}`;

function makeDay({ app, seed, school, roster, today }: Making, day: string, registers: RegisterRow[], marks: MarkRow[]) {
  const fates = new Map<string, Status | undefined>();
  const seen = new Set<string>();
  for (const { group, period, starts, teacherId } of slotsOf(roster, day)) {
    const takenAt = after(new Date(`${day}T${starts}:00${offsets[school.timezone]}`), savedAfter(seed, group.sourceId, day, period) * MINUTE);
    const waits = takenAt > app.clock.now() || (day === today && roster.staffSource.get(teacherId) === PLAYED_TEACHER);
    const pupils = group.pupils.filter((pupil) => pupil.beganOn <= day && (pupil.endedOn === null || pupil.endedOn >= day));
    let away = 0;
    let exceptions = 0;
    for (const pupil of pupils) {
      const attending = { ...pupil, schoolSourceId: school.sourceId, grade: group.grade };
      if (!fates.has(pupil.id)) fates.set(pupil.id, wholeDay(seed, attending, day));
      const mark = inLesson(seed, attending, day, period, !seen.has(pupil.id), fates.get(pupil.id));
      seen.add(pupil.id);
      if (!mark) continue;
      exceptions++;
      if (mark.status !== 'late' && mark.status !== 'online') away++;
      marks.push({ day, classId: group.id, period, pupilId: pupil.id, ...mark });
    }
    if (waits || pupils.length === 0 || isForgotten(seed, group.sourceId, day, period)) continue;
    registers.push({ day, classId: group.id, period, pupils: pupils.length, present: pupils.length - away, exceptions, takenBy: teacherId, takenAt });
  }
}

/** The day's lessons in the order of the clock, so that the first lesson of each pupil is known; a class without any has one register. */
function slotsOf(roster: SchoolRoster, day: string): Slot[] {
  const held = (lesson: LessonRow) => lesson.fromDay <= day && (lesson.untilDay === null || lesson.untilDay >= day);
  const slots: Slot[] = [];
  for (const group of roster.classes) {
    const lessons = roster.lessons.get(group.id) ?? [];
    for (const lesson of lessons)
      if (lesson.weekday === weekdayOf(day) && held(lesson) && lesson.teacherId !== null)
        slots.push({ group, period: lesson.period, starts: lesson.starts, teacherId: lesson.teacherId });
    if (!lessons.some(held) && group.classTeacherId !== null) slots.push({ group, period: 0, starts: FIRST_REGISTER_OF_DAY, teacherId: group.classTeacherId });
  }
  return slots.sort((a, b) => (a.starts < b.starts ? -1 : 1));
}

/** As the roll call itself would have recorded it. */
function eventOf({ school, roster }: Making, register: RegisterRow): EventRow {
  const id = newId();
  const salt = randomBytes(16);
  const name = 'attendance.register-marked';
  const subject = `register:${school.id}/${register.day}/${register.classId}/${register.period}`;
  const body = { exceptions: register.exceptions, pupils: register.pupils, version: 1 };
  const viewer = { channel: 'web', personId: register.takenBy, postingId: roster.postings.get(register.takenBy) ?? null } as const;
  const happened = { schoolId: school.id, subject, body, occurredAt: register.takenAt };
  return { id, salt, name, ...viewer, ...happened, leaf: leafOf(salt, canonicalEvent({ ...happened, id, name, viewer })) };
}
