import { readFile } from 'node:fs/promises';
import type { ImportStep } from '@khamtdaa/contract/ems';
import { takeTurn } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor, type Db } from '@khamtdaa/platform/database';
import { isMany } from './change-school.ts';
import type { Finding } from './findings.ts';
import { forgetFile, importFile } from './import-files.ts';
import { addFindings, finishImport, finishReport, markSchool, type ImportRow } from './import-queries.ts';
import { renewReport, tell } from './prepare-run.ts';
import { analyseLessons, insertFindings } from './stage-queries.ts';
import { clashesWith, hashOfPlan, meanings, planOf, type TimetablePlan } from './timetable-plan.ts';
import {
  addLessons,
  endLessons,
  findSchoolFacts,
  findTimetableSchool,
  insertTimetableSchool,
  listStandingLessons,
  listTakenClasses,
  openAllFindings,
  type TimetableSchool,
} from './timetable-queries.ts';
import { readTimetable, TIMETABLE } from './timetable-rows.ts';

type Sent = ReturnType<typeof readTimetable>;
interface Compared {
  readonly school: TimetableSchool;
  readonly fromDay: string;
  readonly findings: readonly Finding[];
  readonly plan: TimetablePlan;
}

/** What the file holds. How far the work is, is told outside the transaction that holds the import's row. */
async function read(app: App, { id }: ImportRow, next: ImportStep): Promise<Sent> {
  await tell(app, id, 'read', 0);
  const sent = readTimetable(await readFile(importFile(app, id)));
  await tell(app, id, next, 0, 1);
  return sent;
}

/** The file against the school as it stands now. */
async function compare(app: App, db: Db, row: ImportRow, { rows, findings }: Sent): Promise<Compared | undefined> {
  const school = row.school_id === null ? undefined : await findTimetableSchool(db, row.school_id);
  if (!school) return undefined;
  const facts = await findSchoolFacts(db, school.id);
  const said = meanings(rows, facts);
  const fromDay = row.from_day ?? dayIn(school.timezone, app.clock.now());
  const named = new Set(said.lessons.map(({ classId }) => classId));
  const teachers = new Set(said.lessons.flatMap(({ teacherId }) => teacherId ?? []));
  const standing = Map.groupBy(await listStandingLessons(db, school.id, [...named], [...teachers], fromDay), ({ classId }) => named.has(classId));
  const titles = new Map(facts.classes.map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => titles.get(id) ?? '';
  const plan = planOf(said.lessons, standing.get(true) ?? [], titleOf);
  const changed = new Set([...plan.add, ...plan.end].map(({ classId }) => classId));
  const taken = await listTakenClasses(db, school.id, [...changed], fromDay);
  return {
    ...{ school, fromDay, plan },
    findings: [
      ...findings,
      ...said.findings,
      ...clashesWith(said.placed, standing.get(false) ?? [], titleOf),
      ...taken.map((id): Finding => ({ severity: 'warning', file: TIMETABLE, row: 0, column: 'class', value: titleOf(id), rule: 'registers-taken' })),
    ],
  };
}

/** Says what a timetable would change. Safe to repeat. */
export async function reportTimetable(app: App, row: ImportRow): Promise<void> {
  const at = app.clock.now();
  const sent = await read(app, row, 'compare');
  const standing = await inTransaction(app, jobFor(row.school_id), async (db) => {
    const found = await compare(app, db, row, sent);
    if (!found) return 'dropped';
    const { school, findings, plan, fromDay } = found;
    const faults = findings.filter(({ severity }) => severity === 'fault').length;
    const isChanged = plan.add.length + plan.end.length > 0;
    await insertFindings(db, row.id, findings.slice(0, 1000));
    await openAllFindings(db, row.id, school.id, school.sourceId);
    await addFindings(db, row.id, faults, findings.length - faults);
    await insertTimetableSchool(db, row.id, school, {
      standing: faults > 0 ? 'refused' : isChanged ? 'ready' : 'unchanged',
      faults,
      warnings: findings.length - faults,
      manyGone: isMany(plan.counts.gone, plan.counts.stood),
      counts: { inConflict: 0, kinds: faults > 0 ? [] : [{ kind: 'lessons', ...plan.counts }] },
      examples: faults > 0 ? [] : plan.examples.map((example) => ({ kind: 'lessons', ...example })),
    });
    const outcome = faults > 0 ? 'refused' : isChanged ? 'reported' : 'unchanged';
    await finishReport(db, row.id, outcome, outcome === 'reported' ? hashOfPlan(row.id, fromDay, plan) : null, at);
    return outcome;
  });
  if (standing === 'dropped') await inTransaction(app, jobFor(null), (db) => finishImport(db, row.id, 'dropped', at));
  if (standing !== 'reported') await forgetFile(app, row.id);
}

/** Does what was confirmed; where lessons changed since, the import waits for a new report. Safe to repeat. */
export async function applyTimetable(app: App, row: ImportRow): Promise<void> {
  const sent = await read(app, row, 'apply');
  const done = await inTransaction(app, jobFor(row.school_id, row.uploaded_by), async (db) => {
    await takeTurn(db);
    const found = await compare(app, db, row, sent);
    const isFaulty = found?.findings.some(({ severity }) => severity === 'fault'); // another class took a teacher since
    if (!found || isFaulty || hashOfPlan(row.id, found.fromDay, found.plan) !== row.report_hash) {
      await renewReport(db, row, app.clock.now());
      return false;
    }
    const { school, plan, fromDay } = found;
    await endLessons(
      db,
      school.id,
      plan.end.map(({ id }) => id),
      fromDay,
    );
    await addLessons(db, school.id, plan.add, fromDay);
    const viewer = { ...jobFor(school.id, row.uploaded_by), postingId: row.posting_id };
    const { new: added, changed, gone } = plan.counts;
    await record(db, viewer, 'ems.timetable-imported', {
      schoolId: school.id,
      subject: `import:${row.id}`,
      body: { lessonsNew: added, lessonsChanged: changed, lessonsGone: gone },
      occurredAt: app.clock.now(),
    });
    await markSchool(db, row.id, school.sourceId, 'applied', school.id);
    await finishImport(db, row.id, 'done', app.clock.now());
    return true;
  });
  if (!done) return;
  await forgetFile(app, row.id);
  await inTransaction(app, jobFor(null), analyseLessons);
}
