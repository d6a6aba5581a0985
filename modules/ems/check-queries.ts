import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { StagedFile } from './bundle-shape.ts';
import { runCheck, type Check } from './finding-queries.ts';
import type { Rule } from './findings.ts';
import { postingOf, type Run } from './importer.ts';
import { PackageFault } from './open-zip.ts';
import { stagedTable, todayAt } from './stage-queries.ts';

const known = (org: RawBuilder<string | null>) => sql<boolean>`exists (select from ems_staged_org o where o.source_id = ${org})`;
const isSchool = (org: RawBuilder<string | null>) => sql<boolean>`exists (select from ems_staged_org o where o.source_id = ${org} and o.type = 'school')`;
const inList = (list: string) => sql`unnest(string_to_array(${sql.ref(list)}, ','))`;

const DUPLICATES_AT_MOST = 100;
/**
 * A fault in a person's row is counted at every school where that person has a role, so that 100,000 rows of one person with as many roles would be counted ten thousand million times.
 * Only for a school's management: there one duplicate refuses the school anyway. @throws PackageFault
 */
export async function refuseManyDuplicates(db: Db, { importer }: Run): Promise<void> {
  if (importer.schoolId === null) return;
  for (const [file, table] of Object.entries(stagedTable)) {
    const { rows } = await sql<{ line: number }>`select line from (select line, row_number() over (partition by source_id order by line) as place from ${sql.table(table)}) d
      where place > 1 order by line offset ${DUPLICATES_AT_MOST} limit 1`.execute(db);
    if (rows[0]) throw new PackageFault('duplicate', `${file}.csv`, rows[0].line);
  }
}

/** A second row with the same sourcedId is a fault. It is deleted here, so that it does not cause others. */
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

/** Of staged organisations `s` the schools that the uploader's posting does not reach. */
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

/** No import takes another source's school or another school's code, moves a school out of the uploader's area, or gives a role above the uploader's own. */
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
        or s.line in (select d.line from (select line, row_number() over (partition by identifier order by line) as place from ems_staged_org where type = 'school' and identifier is not null) d
          where d.place > 1))`,
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

/** Once the warnings are written, clears the values that they are about, so that no later step meets them. */
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
