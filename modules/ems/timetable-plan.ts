import { createHash } from 'node:crypto';
import type { Finding, Rule } from './findings.ts';
import { TIMETABLE, type TimetableRow } from './timetable-rows.ts';

export interface Lesson {
  readonly classId: string;
  readonly weekday: number;
  readonly period: number;
  readonly starts: string;
  readonly ends: string;
  readonly subject: string;
  readonly subjectCode: string | null;
  readonly teacherId: string | null;
  readonly room: string;
  readonly shift: number | null;
}
export interface StandingLesson extends Lesson {
  readonly id: string;
  readonly fromDay: string;
}
export interface SchoolFacts {
  readonly classes: readonly { readonly id: string; readonly sourceId: string; readonly title: string; readonly shift: number | null }[];
  readonly staff: readonly { readonly id: string; readonly sourceId: string }[];
  readonly subjects: readonly { readonly code: string; readonly name: string }[];
}
export interface TimetablePlan {
  readonly add: readonly Lesson[];
  readonly end: readonly StandingLesson[];
  readonly counts: { readonly new: number; readonly changed: number; readonly gone: number; readonly stood: number };
  readonly examples: readonly { readonly change: 'new' | 'changed' | 'gone'; readonly sourceId: string }[];
}

/** Says what each row means at this school, and finds what cannot be: unknown classes and teachers, and two places at once. */
export function meanings(rows: readonly TimetableRow[], facts: SchoolFacts): { lessons: Lesson[]; placed: Placed[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const say = (severity: Finding['severity'], rule: Rule, row: number, column: string, value: string | null) =>
    findings.push({ severity, file: TIMETABLE, row, column, value, rule });
  const byCode = new Map(facts.subjects.map((subject) => [subject.code, subject]));
  const classBySource = new Map(facts.classes.map((group) => [group.sourceId, group]));
  const titled = Map.groupBy(facts.classes, ({ title }) => title);
  const staff = new Map(facts.staff.map(({ id, sourceId }) => [sourceId, id]));
  const placed: Placed[] = [];
  for (const row of rows) {
    const sameTitle = titled.get(row.class);
    const group = classBySource.get(row.class) ?? (sameTitle?.length === 1 ? sameTitle[0] : undefined);
    const teacherId = row.teacher === null ? null : staff.get(row.teacher);
    if (!group) say('fault', 'class-unknown', row.line, 'class', row.class);
    if (teacherId === undefined) say('fault', 'teacher-unknown', row.line, 'teacher', row.teacher);
    const subject = byCode.get(row.subject);
    if (!subject) say('warning', 'subject-unknown', row.line, 'subject', row.subject);
    if (!group || teacherId === undefined) continue;
    const lesson: Lesson = {
      ...{ classId: group.id, weekday: row.weekday, period: row.period, starts: row.from, ends: row.to, subject: subject?.name ?? row.subject },
      ...{ subjectCode: subject?.code ?? null, teacherId, room: row.room, shift: row.shift ?? group.shift },
    };
    placed.push({ line: row.line, lesson });
  }
  for (const [, same] of Map.groupBy(placed, ({ lesson }) => keyOf(lesson))) for (const { line } of same.slice(1)) say('fault', 'period-taken', line, 'period', null);
  for (const line of overlaps(placed, ({ classId, weekday }) => `${classId} ${weekday}`)) say('fault', 'lessons-overlap', line, 'from', null);
  const taught = placed.filter(({ lesson }) => lesson.teacherId !== null);
  for (const line of overlaps(taught, ({ teacherId, weekday }) => `${teacherId ?? ''} ${weekday}`, isOneRoom)) say('fault', 'teacher-twice', line, 'teacher', null);
  return { lessons: placed.map(({ lesson }) => lesson), placed, findings };
}

/** Finds lessons whose teacher is in another class at that time, whose timetable the file leaves as it is. */
export function clashesWith(placed: readonly Placed[], elsewhere: readonly StandingLesson[], classTitle: (id: string) => string): Finding[] {
  const byTeacher = Map.groupBy(elsewhere, ({ teacherId, weekday }) => `${teacherId ?? ''} ${weekday}`);
  return placed.flatMap(({ line, lesson }) => {
    const other = byTeacher.get(`${lesson.teacherId ?? ''} ${lesson.weekday}`)?.find((each) => each.starts < lesson.ends && lesson.starts < each.ends && !isOneRoom(each, lesson));
    return other && lesson.teacherId !== null
      ? [{ severity: 'fault', file: TIMETABLE, row: line, column: 'teacher', value: classTitle(other.classId), rule: 'teacher-elsewhere' } as const]
      : [];
  });
}

export interface Placed {
  readonly line: number;
  readonly lesson: Lesson;
}
/** Two classes taught together are no clash. */
const isOneRoom = (one: Lesson, other: Lesson) => one.room !== '' && one.room === other.room && one.starts === other.starts;

/** Lines of lessons that begin before an earlier one in the same place has ended. */
function overlaps(lessons: readonly Placed[], place: (lesson: Lesson) => string, together: (one: Lesson, other: Lesson) => boolean = () => false): number[] {
  const lines: number[] = [];
  for (const [, here] of Map.groupBy(lessons, ({ lesson }) => place(lesson))) {
    let before: Lesson | undefined;
    for (const { line, lesson } of here.toSorted((a, b) => a.lesson.starts.localeCompare(b.lesson.starts) || a.line - b.line)) {
      if (before && lesson.starts < before.ends && !together(before, lesson)) lines.push(line);
      if (!before || lesson.ends > before.ends) before = lesson;
    }
  }
  return lines;
}

const keyOf = ({ classId, weekday, period }: Lesson) => `${classId} ${weekday} ${period}`;
const facts = ({ starts, ends, subject, subjectCode, teacherId, room, shift }: Lesson) => JSON.stringify([starts, ends, subject, subjectCode, teacherId, room, shift]);

/** What would begin and end: the file is the whole timetable of the classes that it names. */
export function planOf(lessons: readonly Lesson[], standing: readonly StandingLesson[], classTitle: (id: string) => string): TimetablePlan {
  const before = new Map(standing.map((lesson) => [keyOf(lesson), lesson]));
  const wanted = new Map(lessons.map((lesson) => [keyOf(lesson), lesson]));
  const add = lessons.filter((lesson) => {
    const stood = before.get(keyOf(lesson));
    return !stood || facts(stood) !== facts(lesson);
  });
  const end = standing.filter((lesson) => {
    const next = wanted.get(keyOf(lesson));
    return !next || facts(next) !== facts(lesson) || before.get(keyOf(lesson)) !== lesson;
  });
  const isNew = add.filter((lesson) => !before.has(keyOf(lesson)));
  const gone = [...before.values()].filter((lesson) => !wanted.has(keyOf(lesson)));
  const name = (lesson: Lesson) => `${classTitle(lesson.classId)} ${lesson.weekday}/${lesson.period}`;
  const some = (change: 'new' | 'changed' | 'gone', list: readonly Lesson[]) => list.slice(0, 5).map((lesson) => ({ change, sourceId: name(lesson) }));
  const changed = add.filter((lesson) => before.has(keyOf(lesson)));
  return {
    add,
    end,
    counts: { new: isNew.length, changed: changed.length, gone: gone.length, stood: before.size },
    examples: [...some('new', isNew), ...some('changed', changed), ...some('gone', gone)],
  };
}

/** A confirmation holds for exactly this plan. */
export const hashOfPlan = (importId: string, fromDay: string, { add, end }: TimetablePlan): string =>
  createHash('sha256')
    .update(JSON.stringify([importId, fromDay, add, end.map(({ id }) => id)]))
    .digest('base64url');
