import { WARNINGS_KEPT } from '@khamtdaa/contract/ems';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { StagedFile } from './bundle-shape.ts';
import { SHOWN_AT_MOST, type Finding, type Rule } from './findings.ts';
import { addFindings } from './import-queries.ts';
import type { Run } from './importer.ts';
import { stagedTable } from './stage-queries.ts';

/** Of the schools that a row is of those within the uploader's reach; where none is, one, so that nothing is kept or counted for each of a hundred thousand that somebody made up. */
const within = (schools: RawBuilder<unknown>) =>
  sql<string[]>`(select coalesce(array_agg(p.school) filter (where i.standing <> 'refused'), array[coalesce(min(p.school) filter (where i.standing is null), min(p.school))])
    from (${schools}) p (school) left join ems_import_school i on i.import_id = viewer_import_id() and i.source_id = p.school)`;
const ofRoles = within(sql`select distinct r.school from ems_staged_role r where r.user_id = s.source_id and r.school is not null`);

/** Which schools' part a staged row `s` belongs to. */
const place: Readonly<Record<StagedFile, RawBuilder<string[]>>> = {
  orgs: sql`array[s.source_id]`,
  academicSessions: sql`(select array_agg(i.source_id) from ems_import_school i where i.import_id = viewer_import_id() and i.standing <> 'refused')`, // those within reach
  courses: within(sql`select c.school from ems_staged_class c where c.course = s.source_id and c.school is not null union select s.org where s.org is not null`),
  classes: sql`array[s.school]`,
  users: ofRoles,
  demographics: ofRoles,
  roles: sql`array[s.school]`,
  enrollments: sql`array[s.school]`,
};

export interface Check {
  readonly severity: Finding['severity'];
  readonly rule: Rule;
  readonly file: StagedFile;
  readonly column: string;
  /** What the finding shows of the staged row `s`. */
  readonly value: RawBuilder<string | null>;
  readonly when: RawBuilder<boolean>;
  /** The one school whose part it touches, where the row alone does not say. */
  readonly school?: string;
}

/**
 * Finds staged rows that break a rule: all are counted, for the import and for each school, and the first are kept. Rows of nothing but schools
 * beyond the uploader's reach are passed over: what is wrong with those has been said of the school itself.
 */
export async function runCheck(db: Db, { importId, quiet }: Pick<Run, 'importId' | 'quiet'>, check: Check): Promise<number> {
  const { severity, rule, file, column } = check;
  if (quiet) return countRows(db, check);
  const beyond = sql`array(select i.source_id from ems_import_school i where i.import_id = ${importId} and i.standing = 'refused')`;
  const found = await keepFindings(
    db,
    importId,
    { severity, file },
    sql`with broken as materialized (
        select s.line, left(${check.value}, 80) as value, s.source_id as key, array_remove(coalesce(${check.school === undefined ? place[file] : sql`array[${check.school}::text]`}, '{}'), null) as schools
        from ${sql.table(stagedTable[file])} s where ${check.when})
      select line, ${column}::text as column_name, value, ${rule}::text as rule, key, schools from broken
      where ${file === 'orgs' ? sql`true` : sql`schools = '{}' or not schools <@ ${beyond}`}`,
  );
  if (found > 0) await addFindings(db, importId, severity === 'fault' ? found : 0, severity === 'fault' ? 0 : found);
  return found;
}

/**
 * Keeps what was found and counts all of it for each school. Faults are kept while the import has few; warnings up to a number for each school,
 * so that the lists of class teachers are cut nowhere because other schools had much to say.
 * @param found a select of line, column_name, value, rule, key, schools
 */
async function keepFindings(db: Db, importId: string, { severity, file }: Pick<Check, 'severity' | 'file'>, found: RawBuilder<unknown>): Promise<number> {
  const counter = severity === 'fault' ? sql.ref('faults') : sql.ref('warnings');
  const kept =
    severity === 'fault'
      ? sql`order by line limit greatest(0, ${SHOWN_AT_MOST} - (select count(*) from ems_finding where import_id = ${importId} and severity = 'fault'))`
      : sql`where place in (select p.place from placed p left join ems_import_school i on i.import_id = ${importId} and i.source_id = p.school
          where p.nth + coalesce(i.warnings, 0) <= ${WARNINGS_KEPT}) order by line`;
  const { rows } = await sql<{ found: number }>`
    with found as materialized (select f.*, row_number() over (order by line) as place from (${found}) f),
    placed as materialized (
      select f.place, p.school, row_number() over (partition by p.school order by f.place) as nth
      from found f, unnest(case when f.schools = '{}' then '{""}' else f.schools end) as p (school)),
    kept as (
      insert into ems_finding (import_id, severity, file, line, column_name, value, rule, key, schools)
      select ${importId}::uuid, ${severity}, ${`${file}.csv`}, line, column_name, value, rule, key, schools from found ${kept}),
    counted as (
      update ems_import_school i set ${counter} = i.${counter} + c.n
      from (select school, count(*)::int as n from placed group by school) c
      where i.import_id = ${importId} and i.source_id = c.school)
    select count(*)::int as found from found`.execute(db);
  return rows[0]?.found ?? 0;
}

async function countRows(db: Db, { file, when }: Check): Promise<number> {
  const { rows } = await sql<{ found: number }>`select count(*)::int as found from ${sql.table(stagedTable[file])} s where ${when}`.execute(db);
  return rows[0]?.found ?? 0;
}

/** One row for each school of the bundle. */
export const beginSchools = (db: Db, run: Run) =>
  sql`insert into ems_import_school (import_id, source_id, school_id, standing, roster_version)
    select distinct on (o.source_id) ${run.importId}::uuid, o.source_id, s.id, 'checked', s.roster_version
    from ems_staged_org o left join school s on s.source = ${run.source} and s.source_id = o.source_id
    where o.type = 'school' order by o.source_id, o.line`.execute(db);

/** What the faults and warnings of cells come to at each school. */
export async function countCells(db: Db, run: Run): Promise<void> {
  for (const file of Object.keys(place) as StagedFile[]) {
    await sql`update ems_import_school i set faults = i.faults + c.n
      from (select p.school, sum(s.faults)::int as n from ${sql.table(stagedTable[file])} s, unnest(${place[file]}) as p (school) where s.faults > 0 group by p.school) c
      where i.import_id = ${run.importId} and i.source_id = c.school`.execute(db);
    await keepFindings(
      db,
      run.importId,
      { severity: 'warning', file },
      sql`select s.line, o.said->>'column' as column_name, o.said->>'value' as value, o.said->>'rule' as rule, s.source_id as key, array_remove(coalesce(${place[file]}, '{}'), null) as schools
        from ${sql.table(stagedTable[file])} s, jsonb_array_elements(s.odd) as o (said)`,
    );
  }
  for (const file of Object.keys(place) as StagedFile[]) {
    await sql`update ems_finding f set schools = array_remove(coalesce(p.schools, '{}'), null)
      from (select s.line, ${place[file]} as schools from ${sql.table(stagedTable[file])} s
        where s.line in (select line from ems_finding where import_id = ${run.importId} and severity = 'fault' and file = ${`${file}.csv`})) p
      where f.import_id = ${run.importId} and f.severity = 'fault' and f.file = ${`${file}.csv`} and f.line = p.line and f.line > 1`.execute(db);
  }
}

/**
 * Schools that the same person's bundle before this one held and this one lacks: they stay as they are, and the report says so. The bundle before
 * is the latest that has a school in common with this one: who brings school after school is told nothing.
 */
export async function noteMissingSchools(db: Db, { importId, source, uploadedBy, scope }: Run): Promise<void> {
  const isHere = sql<boolean>`exists (select from ems_staged_org o where o.type = 'school' and o.source_id = x.source_id)`;
  await sql`with before as (
      select b.id from ems_import b where b.kind = 'bundle' and b.source = ${source} and b.uploaded_by is not distinct from ${uploadedBy}::uuid and b.id <> ${importId}
        and b.standing in ('done', 'unchanged') and exists (select from ems_import_school x where x.import_id = b.id and ${isHere})
      order by b.uploaded_at desc limit 1),
    lacking as (
      select s.source_id, s.name from before b join ems_import_school x on x.import_id = b.id join school s on s.id = x.school_id
      where ${scope === null ? sql`true` : sql`s.id = any (${scope}::int[])`} and not ${isHere})
    update ems_import set not_in_bundle = jsonb_build_object('count', (select count(*) from lacking), 'examples',
      (select coalesce(jsonb_agg(jsonb_build_object('sourceId', source_id, 'name', name) order by source_id), '[]') from (select * from lacking order by source_id limit 5) e))
    where id = ${importId}`.execute(db);
}
