import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { StagedFile } from './bundle-shape.ts';
import type { Finding } from './findings.ts';
import type { Run } from './importer.ts';

/** Where each file is staged. The setting app.import_id walls every one of these tables, so their queries do not repeat it. */
export const stagedTable: Readonly<Record<StagedFile, string>> = {
  orgs: 'ems_staged_org',
  academicSessions: 'ems_staged_session',
  courses: 'ems_staged_course',
  classes: 'ems_staged_class',
  users: 'ems_staged_user',
  demographics: 'ems_staged_demographic',
  roles: 'ems_staged_role',
  enrollments: 'ems_staged_enrolment',
};
const derivedTables = ['ems_staged_member', 'ems_staged_link', 'ems_staged_person'];
const rosterTables = `person person_source person_phone guardian_as_told academic_session course class_group pupil staff enrolment posting guardianship`.split(' ');

/** Every transaction that touches staged rows begins with this. */
export const enterImport = (db: Db, importId: string) => sql`select set_config('app.import_id', ${importId}, true)`.execute(db);

/** The zone of a staged school `o`: its own, else the one that stands while the school stays in its area, else its area's; null without one. */
export const zoneOf = (source: string) =>
  sql`coalesce(o.timezone,
    (select x.timezone from school x where x.source = ${source} and x.source_id = o.source_id and coalesce(o.area_code, x.area_code) is not distinct from x.area_code),
    (select a.timezone from area a where a.code = o.area_code))`;
/** What day it is at a staged school. */
export const todayAt = ({ source, now }: Run, school: RawBuilder<unknown>) => sql`(select today_in(${zoneOf(source)}, ${now}) from ems_staged_org o where o.source_id = ${school})`;

export interface StagedBatch {
  readonly columns: readonly string[];
  readonly lines: number[];
  readonly faults: number[];
  /** Warnings as JSON, or nothing. */
  readonly odd: (string | null)[];
  /** One array for each column. */
  readonly values: (string | Buffer | null)[][];
}

const bytes = new Set(['register_hash', 'register_sealed', 'civil_hash']);

/** Thousands of rows in one statement: an array a column. */
export async function insertStaged(db: Db, file: StagedFile, batch: StagedBatch): Promise<void> {
  const columns = sql.join(batch.columns.map((name) => sql.ref(name)));
  const arrays = sql.join(batch.columns.map((name, place) => (bytes.has(name) ? sql`${batch.values[place]}::bytea[]` : sql`${batch.values[place]}::text[]`)));
  await sql`insert into ${sql.table(stagedTable[file])} (line, faults, odd, ${columns})
    select * from unnest(${batch.lines}::int[], ${batch.faults}::smallint[], ${batch.odd}::jsonb[], ${arrays})`.execute(db);
}

export async function insertFindings(db: Db, importId: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const column = <K extends keyof Finding>(name: K) => findings.map((finding) => finding[name] ?? null);
  await sql`insert into ems_finding (import_id, severity, file, line, column_name, value, rule, key)
    select ${importId}::uuid, * from unnest(${column('severity')}::text[], ${column('file')}::text[], ${column('row')}::int[], ${column('column')}::text[],
      ${column('value')}::text[], ${column('rule')}::text[], ${column('key')}::text[])`.execute(db);
}

/** Takes away what a run staged, found and counted. */
export async function clearStaged(db: Db): Promise<void> {
  for (const table of [...Object.values(stagedTable), ...derivedTables]) await sql`delete from ${sql.table(table)}`.execute(db);
}
export async function clearReport(db: Db, importId: string): Promise<void> {
  await sql`delete from ems_finding where import_id = ${importId}`.execute(db);
  await sql`delete from ems_import_school where import_id = ${importId}`.execute(db);
  await sql`delete from ems_example_name where import_id = ${importId}`.execute(db);
}

/** After a load the planner must know that ten rows have become a million. */
const analyse = (db: Db, tables: readonly string[]) => sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);

export const analyseStaged = (db: Db) => analyse(db, [...Object.values(stagedTable), ...derivedTables]);
export const analysePeople = (db: Db) => analyse(db, ['ems_staged_person']);
/** After a change: a table that was empty a moment ago would be planned for as if it still were. */
export const analyseRoster = (db: Db) => analyse(db, rosterTables);
export const analyseLessons = (db: Db) => analyse(db, ['lesson']);

export async function hasStaged(db: Db): Promise<boolean> {
  const { rows } = await sql<{ staged: boolean }>`select exists (select from ems_staged_org) as staged`.execute(db);
  return rows[0]?.staged ?? false;
}
