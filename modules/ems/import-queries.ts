import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { ImportAsk, ImportStanding, ImportStep, ImportView } from '@khamtdaa/contract/ems';
import { SHOWN_AT_MOST } from './findings.ts';
import type { Importer } from './importer.ts';

export interface ImportRow {
  readonly id: string;
  readonly kind: 'bundle' | 'timetable';
  readonly standing: ImportStanding;
  readonly uploaded_by: string | null;
  readonly posting_id: string | null;
  readonly role: Importer['role'];
  readonly school_id: number | null;
  readonly area_code: string | null;
  readonly file_name: string;
  readonly file_hash: Buffer;
  readonly source: string;
  readonly version: string;
  readonly from_day: string | null;
  readonly report_hash: string | null;
  readonly faults: number;
  readonly warnings: number;
  readonly progress_step: ImportStep | '';
  readonly progress_done: number;
  readonly progress_all: number;
  readonly step_began_at: Date | null;
  readonly not_in_bundle: ImportView['notInBundle'];
  readonly without_faulty_schools: boolean;
  readonly even_if_many_gone: boolean;
  readonly even_if_many_renamed: boolean;
  readonly uploaded_at: Date;
  readonly confirmed_at: Date | null;
  readonly finished_at: Date | null;
}
const columns = sql.raw(`id, kind, standing, uploaded_by, posting_id, role, school_id, area_code, file_name, file_hash, source, version, from_day, report_hash, faults, warnings,
  progress_step, progress_done, progress_all, step_began_at, not_in_bundle, without_faulty_schools, even_if_many_gone, even_if_many_renamed, uploaded_at, confirmed_at, finished_at`);

export interface NewImport {
  readonly id: string;
  readonly kind: ImportRow['kind'];
  readonly uploadedBy: string | null;
  readonly postingId: string | null;
  readonly importer: Importer;
  readonly schoolId?: number;
  readonly fileName: string;
  readonly fileHash: Buffer;
  readonly fromDay?: string | undefined;
  readonly at: Date;
}
export const insertImport = (db: Db, row: NewImport) =>
  sql`insert into ems_import (id, kind, standing, uploaded_by, posting_id, role, school_id, area_code, file_name, file_hash, from_day, uploaded_at)
    values (${row.id}, ${row.kind}, 'waiting', ${row.uploadedBy}, ${row.postingId}, ${row.importer.role}, ${row.schoolId ?? row.importer.schoolId}, ${row.importer.areaCode}, ${row.fileName},
      ${row.fileHash}, ${row.fromDay ?? null}, ${row.at})`.execute(db);

/** What somebody sent with a posting that has not come to its end: with one that is over nobody could put it aside. Of several sent at the same moment each waits for the one before, so that counting them holds. */
export async function countWaiting(db: Db, uploadedBy: string, postingId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(7416, hashtext(${uploadedBy}))`.execute(db);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from ems_import where uploaded_by = ${uploadedBy} and posting_id = ${postingId} and finished_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function findImport(db: Db, id: string): Promise<ImportRow | undefined> {
  return (await sql<ImportRow>`select ${columns} from ems_import where id = ${id}`.execute(db)).rows[0];
}
export async function findImportForUpdate(db: Db, id: string): Promise<ImportRow | undefined> {
  return (await sql<ImportRow>`select ${columns} from ems_import where id = ${id} for update`.execute(db)).rows[0];
}
/** What somebody brought, and what belongs to these schools, whoever brought it. */
export async function listRecentImports(db: Db, uploadedBy: string, schoolIds: readonly number[]): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from ems_import where uploaded_by = ${uploadedBy} or school_id = any (${schoolIds}::int[])
    order by uploaded_at desc, id desc limit 50`.execute(db);
  return rows;
}

export async function schoolNames(db: Db, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return (await sql<{ id: number; name: string }>`select id, name from school where id = any (${ids}::int[]) order by name limit 100`.execute(db)).rows;
}

/** The school or area of each posting, by name. */
export async function listPlaces(db: Db, postingIds: readonly string[]): Promise<{ postingId: string; name: string }[]> {
  const { rows } = await sql<{ postingId: string; name: string }>`select o.id as "postingId", coalesce(s.name, a.name) as name
    from posting o left join school s on s.id = o.school_id left join area a on a.code = o.area_code
    where o.id = any (${postingIds}::uuid[]) order by name, o.id limit 100`.execute(db);
  return rows;
}

export async function schoolIdByCode(db: Db, code: string): Promise<number | undefined> {
  return (await sql<{ id: number }>`select id from school where code = ${code}`.execute(db)).rows[0]?.id;
}

/** Whoever takes it up begins its step anew. @returns whether the import stood where it was expected */
export async function moveImport(db: Db, id: string, from: readonly ImportStanding[], to: ImportStanding): Promise<boolean> {
  const { rows } = await sql`update ems_import set standing = ${to}, step_began_at = null where id = ${id} and standing = any (${from}::text[]) returning id`.execute(db);
  return rows.length > 0;
}
export const beginReport = (db: Db, id: string) =>
  sql`update ems_import set faults = 0, warnings = 0, report_hash = null, progress_done = 0, progress_all = 0, progress_step = '' where id = ${id}`.execute(db);
export const nameSource = (db: Db, id: string, source: string, version: string) => sql`update ems_import set source = ${source}, version = ${version} where id = ${id}`.execute(db);
export const addFindings = (db: Db, id: string, faults: number, warnings: number) =>
  sql`update ems_import set faults = faults + ${faults}, warnings = warnings + ${warnings} where id = ${id}`.execute(db);
export const showProgress = (db: Db, id: string, now: Date, step: ImportStep, done: number, all: number) =>
  sql`update ems_import set progress_step = ${step}, progress_done = ${done}, progress_all = ${all},
    step_began_at = case when progress_step = ${step} then coalesce(step_began_at, ${now}) else ${now}::timestamptz end where id = ${id}`.execute(db);
export const finishReport = (db: Db, id: string, standing: ImportStanding, reportHash: string | null, at: Date) =>
  sql`update ems_import set standing = ${standing}, report_hash = ${reportHash}, reported_at = ${at}, finished_at = case when ${standing} = 'reported' then null else ${at}::timestamptz end
    where id = ${id}`.execute(db);
export const finishImport = (db: Db, id: string, standing: ImportStanding, at: Date) =>
  sql`update ems_import set standing = ${standing}, finished_at = ${at} where id = ${id}`.execute(db);
/** A bundle of one school belongs to that school once it is in, whoever brought it. */
export const giveToItsSchool = (db: Db, id: string) =>
  sql`update ems_import i set school_id = s.school_id
    from (select min(school_id) as school_id from ems_import_school where import_id = ${id} having count(*) = 1 and bool_and(standing = 'applied')) s
    where i.id = ${id} and i.school_id is null`.execute(db);
/** What was agreed to besides the report. */
export type Agreements = Readonly<Partial<Record<ImportAsk, boolean>>>;
export const confirmReport = (db: Db, id: string, { withoutFaultySchools = false, evenIfManyGone = false, evenIfManyRenamed = false }: Agreements, at: Date) =>
  sql`update ems_import set standing = 'confirmed', confirmed_at = ${at}, without_faulty_schools = ${withoutFaultySchools},
    even_if_many_gone = ${evenIfManyGone}, even_if_many_renamed = ${evenIfManyRenamed} where id = ${id}`.execute(db);

export interface SchoolRow {
  readonly source_id: string;
  readonly school_id: number | null;
  readonly standing: ImportView['schools'][number]['standing'];
  readonly roster_version: number | null;
  readonly version_now: number | null;
  readonly faults: number;
  readonly warnings: number;
  readonly many_gone: boolean;
  readonly many_renamed: boolean;
  /** Empty until the school was compared, which one with faults never is. */
  readonly counts: { inConflict?: number; kinds?: { kind: string; new: number; changed: number; gone: number; stood: number | null }[] };
  readonly examples: { kind: string; change: 'new' | 'changed' | 'gone'; sourceId: string }[];
  readonly code: string | null;
  readonly name: string | null;
}
export async function listSchools(db: Db, importId: string): Promise<SchoolRow[]> {
  const { rows } =
    await sql<SchoolRow>`select i.source_id, i.school_id, i.standing, i.roster_version, s.roster_version as version_now, i.faults, i.warnings, i.many_gone, i.many_renamed, i.counts, i.examples, s.code, s.name
    from ems_import_school i left join school s on s.id = i.school_id where i.import_id = ${importId} order by i.source_id`.execute(db);
  return rows;
}
/** Without those beyond the uploader's reach, which are refused before anything else is looked at, and in a change what its report refused. */
export const listSchoolsToLookAt = async (db: Db, importId: string) => (await listSchools(db, importId)).filter(({ standing }) => standing !== 'refused');
export async function countSchoolFaults(db: Db, importId: string, school: string): Promise<number> {
  const { rows } = await sql<{ faults: number }>`select faults from ems_import_school where import_id = ${importId} and source_id = ${school}`.execute(db);
  return rows[0]?.faults ?? 0;
}
export const saveSchoolReport = (
  db: Db,
  importId: string,
  school: string,
  report: { standing: SchoolRow['standing']; version: number | null; manyGone: boolean; manyRenamed: boolean; counts: unknown; examples: unknown; schoolId?: number | null },
) =>
  sql`update ems_import_school set standing = ${report.standing}, roster_version = ${report.version}, many_gone = ${report.manyGone}, many_renamed = ${report.manyRenamed}, counts = ${JSON.stringify(report.counts)}::jsonb,
    examples = ${JSON.stringify(report.examples)}::jsonb where import_id = ${importId} and source_id = ${school}`.execute(db);
export const refuseSchools = (db: Db, importId: string) => sql`update ems_import_school set standing = 'refused' where import_id = ${importId}`.execute(db);
export const markSchool = (db: Db, importId: string, school: string, standing: SchoolRow['standing'], schoolId: number | null) =>
  sql`update ems_import_school set standing = ${standing}, school_id = coalesce(${schoolId}::int, school_id) where import_id = ${importId} and source_id = ${school}`.execute(db);

/** Findings of a school can be read by those posted there once the school's id stands beside them. */
export const openFindings = (db: Db, importId: string) =>
  sql`update ems_finding f set school_ids = (select coalesce(array_agg(s.school_id), '{}') from ems_import_school s where s.import_id = f.import_id and s.source_id = any (f.schools) and s.school_id is not null)
    where f.import_id = ${importId} and f.schools <> '{}'`.execute(db);
/** Findings of older bundles of the same schools have been overtaken; no bundle overtakes a timetable. */
export const forgetOlderFindings = (db: Db, importId: string) =>
  sql`delete from ems_finding f where f.import_id <> ${importId} and f.school_ids && (select coalesce(array_agg(school_id), '{}') from ems_import_school
    where import_id = ${importId} and standing in ('applied', 'unchanged') and school_id is not null)
    and exists (select from ems_import i where i.id = f.import_id and i.kind = 'bundle' and i.finished_at is not null)`.execute(db);
export const forgetExampleNames = (db: Db, importId: string) => sql`delete from ems_example_name where import_id = ${importId}`.execute(db);

export interface FindingRow {
  readonly severity: 'fault' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column_name: string;
  readonly value: string | null;
  readonly rule: string;
  readonly school_ids: number[];
}
export async function listFindings(db: Db, importId: string): Promise<FindingRow[]> {
  const first = (severity: 'fault' | 'warning') => sql`(select * from ems_finding where import_id = ${importId} and severity = ${severity} order by id limit ${SHOWN_AT_MOST})`;
  const { rows } = await sql<FindingRow>`select severity, file, line, column_name, value, rule, school_ids
    from (${first('fault')} union all ${first('warning')}) f order by severity, file, line, id`.execute(db);
  return rows;
}
export interface ExampleName {
  readonly school_id: number;
  readonly source_id: string;
  readonly name: string;
  /** null for who is no pupil there */
  readonly pupil_id: string | null;
  readonly today: string;
}
export async function listExampleNames(db: Db, importId: string, now: Date): Promise<ExampleName[]> {
  const { rows } = await sql<ExampleName>`select n.school_id, n.source_id, n.name, p.id as pupil_id, today_in(s.timezone, ${now}) as today
    from ems_example_name n join ems_import i on i.id = n.import_id join school s on s.id = n.school_id
      left join person_source o on o.source = i.source and o.source_id = n.source_id
      left join pupil p on p.school_id = n.school_id and p.id = o.person_id
    where n.import_id = ${importId} limit 20000`.execute(db);
  return rows;
}

/** A posting that is held today where it is held. */
export async function findPosting(db: Db, postingId: string, now: Date): Promise<Importer | undefined> {
  const { rows } = await sql<Importer>`select o.role, o.school_id as "schoolId", o.area_code as "areaCode" from posting o left join school s on s.id = o.school_id
    where o.id = ${postingId} and o.role in ('training_manager', 'director', 'area_officer')
      and today_in(s.timezone, ${now}) between o.began_on and coalesce(o.ended_on, 'infinity')`.execute(db);
  return rows[0];
}
/** Schools that a posting reaches; null is every school. */
export async function scopeOf(db: Db, importer: Importer): Promise<number[] | null> {
  if (importer.role === 'operator') return null;
  if (importer.role !== 'area_officer') return importer.schoolId === null ? [] : [importer.schoolId];
  const { rows } = await sql<{ id: number }>`select id from school where area_code like ${`${importer.areaCode ?? '-'}%`} order by id`.execute(db);
  return rows.map(({ id }) => id);
}
/** Unfinished imports that nothing has moved for a day; many schools leave one each. */
export async function listStaleImports(db: Db, before: Date): Promise<{ id: string; standing: ImportStanding }[]> {
  const { rows } = await sql<{ id: string; standing: ImportStanding }>`select id, standing from ems_import
    where finished_at is null and coalesce(confirmed_at, reported_at, uploaded_at) < ${before} limit 10000`.execute(db);
  return rows;
}
/** @returns whether it still stood as it was listed: what somebody confirms meanwhile goes on */
export async function finishStale(db: Db, id: string, from: ImportStanding, to: ImportStanding, at: Date): Promise<boolean> {
  const { rows } = await sql`update ems_import set standing = ${to}, finished_at = ${at} where id = ${id} and standing = ${from} returning id`.execute(db);
  return rows.length > 0;
}
