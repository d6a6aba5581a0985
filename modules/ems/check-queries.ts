import { WARNINGS_KEPT } from '@khamtdaa/contract/ems';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { StagedFile } from './bundle-shape.ts';
import { SHOWN_AT_MOST, type Finding, type Rule } from './findings.ts';
import { addFindings } from './import-queries.ts';
import { postingOf, type Run } from './importer.ts';
import { stagedTable, todayAt } from './stage-queries.ts';

/** Which schools' part a staged row `s` belongs to. */
const place: Readonly<Record<StagedFile, RawBuilder<string[]>>> = {
  orgs: sql`array[s.source_id]`,
  academicSessions: sql`(select array_agg(distinct o.source_id) from ems_staged_org o where o.type = 'school')`,
  courses: sql`(select array_agg(distinct p.school) from (select c.school from ems_staged_class c where c.course = s.source_id union select s.org) p where p.school is not null)`,
  classes: sql`array[s.school]`,
  users: sql`(select array_agg(distinct r.school) from ems_staged_role r where r.user_id = s.source_id and r.school is not null)`,
  demographics: sql`(select array_agg(distinct r.school) from ems_staged_role r where r.user_id = s.source_id and r.school is not null)`,
  roles: sql`array[s.school]`,
  enrollments: sql`array[s.school]`,
};

const known = (org: RawBuilder<string | null>) => sql<boolean>`exists (select from ems_staged_org o where o.source_id = ${org})`;
const isSchool = (org: RawBuilder<string | null>) => sql<boolean>`exists (select from ems_staged_org o where o.source_id = ${org} and o.type = 'school')`;
const inList = (list: string) => sql`unnest(string_to_array(${sql.ref(list)}, ','))`;

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

/** One row for each school of the bundle, with what its cells' faults and warnings come to. */
export async function beginSchools(db: Db, run: Run): Promise<void> {
  await sql`insert into ems_import_school (import_id, source_id, school_id, standing, roster_version)
    select distinct on (o.source_id) ${run.importId}::uuid, o.source_id, s.id, 'checked', s.roster_version
    from ems_staged_org o left join school s on s.source = ${run.source} and s.source_id = o.source_id
    where o.type = 'school' order by o.source_id, o.line`.execute(db);
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

/** A second row with the same sourcedId is a fault; the first one stands, so that one slip does not multiply. */
export async function checkDuplicates(db: Db, run: Run): Promise<number> {
  let found = 0;
  for (const [file, table] of Object.entries(stagedTable) as [StagedFile, string][]) {
    const when = sql<boolean>`s.line in (select d.line from (select line, row_number() over (partition by source_id order by line) as place from ${sql.table(table)}) d where d.place > 1)`;
    const here = await runCheck(db, run, { severity: 'fault', rule: 'duplicate', file, column: 'sourcedId', value: sql`s.source_id`, when });
    found += here;
    if (here > 0) await sql`delete from ${sql.table(table)} s where ${when}`.execute(db);
  }
  return found;
}

/** What every bundle must hold: references that lead somewhere, and only schools and codes that are this source's. */
export function bundleChecks(run: Run): Check[] {
  const fault = (rule: Rule, file: StagedFile, column: string, value: RawBuilder<string | null>, when: RawBuilder<boolean>): Check => ({
    severity: 'fault',
    rule,
    file,
    column,
    value,
    when,
  });
  const nothing = (file: StagedFile, column: string, value: RawBuilder<string | null>, when: RawBuilder<boolean>) => fault('points-to-nothing', file, column, value, when);
  const session = sql`select from ems_staged_session x where x.source_id`;
  return [
    nothing('academicSessions', 'parentSourcedId', sql`s.parent`, sql`s.parent is not null and not exists (${session} = s.parent)`),
    nothing('courses', 'orgSourcedId', sql`s.org`, sql`s.org is not null and not ${known(sql`s.org`)}`),
    nothing('courses', 'schoolYearSourcedId', sql`s.session`, sql`s.session is not null and not exists (${session} = s.session)`),
    nothing('classes', 'schoolSourcedId', sql`s.school`, sql`s.school is not null and not ${isSchool(sql`s.school`)}`),
    nothing('classes', 'courseSourcedId', sql`s.course`, sql`s.course is not null and not exists (select from ems_staged_course x where x.source_id = s.course)`),
    nothing('classes', 'termSourcedIds', sql`s.terms`, sql`s.terms is not null and exists (select from ${inList('s.terms')} t (id) where not exists (${session} = t.id))`),
    nothing('demographics', 'sourcedId', sql`s.source_id`, sql`not exists (select from ems_staged_user u where u.source_id = s.source_id)`),
    nothing('roles', 'userSourcedId', sql`s.user_id`, sql`s.user_id is not null and not exists (select from ems_staged_user u where u.source_id = s.user_id)`),
    nothing('roles', 'orgSourcedId', sql`s.school`, sql`s.school is not null and not ${known(sql`s.school`)}`),
    nothing('enrollments', 'schoolSourcedId', sql`s.school`, sql`s.school is not null and not ${isSchool(sql`s.school`)}`),
    nothing('enrollments', 'classSourcedId', sql`s.class`, sql`s.class is not null and not exists (select from ems_staged_class c where c.source_id = s.class)`),
    nothing('enrollments', 'userSourcedId', sql`s.user_id`, sql`s.user_id is not null and not exists (select from ems_staged_user u where u.source_id = s.user_id)`),
    fault(
      'points-to-other-school',
      'enrollments',
      'schoolSourcedId',
      sql`s.school`,
      sql`exists (select from ems_staged_class c where c.source_id = s.class and c.school <> s.school)`,
    ),
    nothing(
      'users',
      'agentSourcedIds',
      sql`s.agents`,
      sql`s.agents is not null and exists (select from ${inList('s.agents')} a (id) where not exists (select from ems_staged_user u where u.source_id = a.id))`,
    ),
    fault(
      'same-person-twice',
      'users',
      'metadata.registerNumber',
      sql`'•••'`,
      sql`s.line in (select d.line from (select line, row_number() over (partition by register_hash order by line) as place from ems_staged_user where register_hash is not null) d
        where d.place > 1)`,
    ),
    {
      severity: 'warning',
      rule: 'not-an-area',
      file: 'orgs',
      column: 'metadata.areaCode',
      value: sql`s.area_code`,
      when: sql`s.area_code is not null and not exists (select from area a where a.code = s.area_code)`,
    },
    {
      severity: 'warning',
      rule: 'not-an-area',
      file: 'users',
      column: 'metadata.areaCode',
      value: sql`s.home_area`,
      when: sql`s.home_area is not null and not exists (select from area a where a.code = s.home_area)`,
    },
    {
      severity: 'warning',
      rule: 'subject-unknown',
      file: 'courses',
      column: 'subjectCodes',
      value: sql`s.subject_codes`,
      when: sql`s.subject_codes is not null and not exists (select from subject x where x.code = any (string_to_array(s.subject_codes, ',')))`,
    },
    { severity: 'warning', rule: 'code-made', file: 'orgs', column: 'identifier', value: sql`s.identifier`, when: sql`s.type = 'school' and ${codeMissing}` },
    ...accessChecks(run),
  ];
}

/** The first of all checks: schools beyond the uploader's reach are refused as they stand, and none of their rows is looked at any more. */
export async function checkReach(db: Db, run: Run): Promise<void> {
  const outside = outsideOf(run);
  await runCheck(db, run, { severity: 'fault', rule: 'organisation-outside', file: 'orgs', column: 'sourcedId', value: sql`s.source_id`, when: outside });
  await sql`update ems_import_school i set standing = 'refused'
    where i.import_id = ${run.importId} and exists (select from ems_staged_org s where s.source_id = i.source_id and ${outside})`.execute(db);
}

const codeMissing = sql<boolean>`coalesce(s.identifier, '') !~ '^[A-Za-z0-9-]{1,40}$'`;

/** An import is not a way in: which schools the uploader's posting does not reach. */
function outsideOf({ source, importer, scope }: Run): RawBuilder<boolean> {
  const stored = sql`select from school x where x.source = ${source} and x.source_id = s.source_id`;
  const area = importer.areaCode ?? '';
  const outside =
    scope === null
      ? sql<boolean>`false`
      : importer.role === 'area_officer'
        ? sql<boolean>`(exists (${stored} and x.id <> all (${scope}::int[])) or (not exists (${stored}) and coalesce(s.area_code, '') not like ${`${area}%`}))`
        : sql<boolean>`not exists (${stored} and x.id = any (${scope}::int[]))`;
  return sql<boolean>`s.type = 'school' and ${outside}`;
}

/** Nor to another source's school, another's code, another office's school, or a role above the uploader's own. */
function accessChecks({ source, scope, importer }: Run): Check[] {
  const withinArea = importer.role === 'area_officer' ? sql<boolean>`s.area_code like ${`${importer.areaCode ?? '-'}%`}` : sql<boolean>`false`;
  const movesSchool = sql<boolean>`s.type = 'school' and exists (select from area a where a.code = s.area_code)
    and exists (select from school x where x.source = ${source} and x.source_id = s.source_id and x.area_code is distinct from s.area_code)`;
  const areaOutside: Check = {
    severity: 'fault',
    rule: 'area-outside',
    file: 'orgs',
    column: 'metadata.areaCode',
    value: sql`s.area_code`,
    when: sql`${movesSchool} and not ${withinArea}`,
  };
  const officer = sql<boolean>`s.role in ('districtAdministrator', 'systemAdministrator')`;
  return [
    ...(scope === null ? [] : [areaOutside]),
    {
      severity: 'fault',
      rule: 'organisation-of-another-source',
      file: 'orgs',
      column: 'identifier',
      value: sql`s.identifier`,
      when: sql`s.type = 'school' and exists (select from school x where x.code = s.identifier and x.source <> ${source})`,
    },
    {
      severity: 'fault',
      rule: 'code-taken',
      file: 'orgs',
      column: 'identifier',
      value: sql`s.identifier`,
      when: sql`s.type = 'school' and (exists (select from school x where x.code = s.identifier and x.source = ${source} and x.source_id <> s.source_id)
        or exists (select from ems_staged_org o where o.type = 'school' and o.identifier = s.identifier and o.line < s.line))`,
    },
    scope === null
      ? { severity: 'warning', rule: 'role-left-out', file: 'roles', column: 'role', value: sql`s.role`, when: officer }
      : { severity: 'fault', rule: 'role-above', file: 'roles', column: 'role', value: sql`s.role`, when: officer },
    {
      severity: 'warning',
      rule: 'role-left-out',
      file: 'roles',
      column: 'orgSourcedId',
      value: sql`s.school`,
      when: sql`not ${officer} and exists (select from ems_staged_org o where o.source_id = s.school and o.type <> 'school')`,
    },
  ];
}

/** After the warnings have been written: what could not be used is taken away, so that nothing later meets it. */
export async function leaveOut(db: Db): Promise<void> {
  await sql`update ems_staged_org s set area_code = null where area_code is not null and not exists (select from area a where a.code = s.area_code)`.execute(db);
  await sql`update ems_staged_user s set home_area = null where home_area is not null and not exists (select from area a where a.code = s.home_area)`.execute(db);
  await sql`update ems_staged_org s set identifier = left(regexp_replace(s.source_id, '[^A-Za-z0-9-]+', '-', 'g'), 40) where ${codeMissing}`.execute(db);
}

/** What can be said once it is known who belongs where. */
export const memberChecks = (run: Run): Check[] => [
  {
    severity: 'fault',
    rule: 'not-one-primary-role',
    file: 'roles',
    column: 'roleType',
    value: sql`s.role_type`,
    when: sql`s.line in (select min(line) from ems_staged_role where user_id is not null and school is not null group by user_id, school having count(*) filter (where role_type = 'primary') <> 1)`,
  },
  {
    severity: 'fault',
    rule: 'role-missing',
    file: 'enrollments',
    column: 'userSourcedId',
    value: sql`s.user_id`,
    when: sql`s.role in ('student', 'teacher') and (s.ended_on is null or s.ended_on::date >= ${todayAt(run, sql`s.school`)})
      and exists (select from ems_staged_user u where u.source_id = s.user_id and u.enabled is distinct from 'false')
      and not exists (select from ems_staged_member m where m.school = s.school and m.user_id = s.user_id and m.kind = case s.role when 'student' then 'pupil' else 'staff' end)`,
  },
  {
    severity: 'fault',
    rule: 'pupil-and-staff',
    file: 'roles',
    column: 'role',
    value: sql`s.role`,
    when: sql`s.role = any (${Object.keys(postingOf)}::text[]) and (s.ended_on is null or s.ended_on::date >= ${todayAt(run, sql`s.school`)})
      and exists (select from ems_staged_member m where m.school = s.school and m.user_id = s.user_id and m.kind = 'pupil')`,
  },
  {
    severity: 'warning',
    rule: 'role-left-out',
    file: 'enrollments',
    column: 'role',
    value: sql`s.role`,
    when: sql`s.role in ('administrator', 'proctor')`,
  },
  {
    severity: 'warning',
    rule: 'not-a-guardian',
    file: 'users',
    column: 'agentSourcedIds',
    value: sql`s.agents`,
    when: sql`s.agents is not null and exists (select from ems_staged_member p, ${inList('s.agents')} a (id)
      where p.user_id = s.source_id and p.kind = 'pupil' and not exists (select from ems_staged_member g where g.school = p.school and g.user_id = a.id and g.kind = 'guardian'))`,
  },
];
