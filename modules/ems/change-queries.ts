import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { Run } from './importer.ts';
import { zoneOf } from './stage-queries.ts';

export type Kind = 'terms' | 'courses' | 'classes' | 'people' | 'pupils' | 'staff' | 'enrolments' | 'postings' | 'guardianships' | 'phones';
export interface Changed {
  readonly kind: Kind;
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
  /** sourcedIds, at most five of each sort. */
  readonly examples: readonly { readonly change: 'new' | 'changed' | 'gone'; readonly sourceId: string }[];
}
/** One school's part of a run. */
export interface Target {
  readonly run: Run;
  /** sourcedId of the school. */
  readonly school: string;
  readonly schoolId: number;
  /** It stands nowhere yet. */
  readonly isNew: boolean;
  /** The school's own: what ends, ends on it. */
  readonly day: string;
}

/** Runs a statement that answers (change, source_id) for each row it changed, and counts what it answers. */
export async function oneChange(db: Db, kind: Kind, statement: RawBuilder<unknown>): Promise<Changed> {
  return countChanges(kind, (await sql<ChangedRow>`${statement}`.execute(db)).rows);
}

export interface ChangedRow {
  readonly change: 'new' | 'changed' | 'gone';
  readonly source_id: string;
}
export function countChanges(kind: Kind, rows: readonly ChangedRow[]): Changed {
  const count = (change: string) => rows.filter((row) => row.change === change).length;
  const examples = (['new', 'changed', 'gone'] as const).flatMap((change) =>
    rows
      .filter((row) => row.change === change)
      .slice(0, 5)
      .map(({ source_id }) => ({ change, sourceId: source_id })),
  );
  return { kind, new: count('new'), changed: count('changed'), gone: count('gone'), examples };
}

/** From here on the transaction sees and changes this school alone. */
export const enterSchool = (db: Db, schoolId: number) => sql`select set_config('app.school_ids', ${`{${schoolId}}`}, true)`.execute(db);

/** @returns with `day` what day it is there */
export async function saveSchool(db: Db, { source, now }: Run, school: string): Promise<{ id: number; day: string; isNew: boolean; changed: boolean; version: number }> {
  const before = await findSchool(db, source, school, now);
  const { rows } = await sql<{ id: number; day: string }>`
    insert into school as x (source, source_id, code, name, area_code, timezone, languages, address, phone, email, has_dormitory)
    select ${source}, o.source_id, o.identifier, o.name, o.area_code, coalesce(${zoneOf(source)}, 'Asia/Ulaanbaatar'), coalesce(string_to_array(o.languages, ','), '{mn}'),
      o.address, o.phone, o.email, coalesce(o.dormitory = 'true', false)
    from ems_staged_org o where o.source_id = ${school} and o.type = 'school'
    on conflict (source, source_id) do update set code = excluded.code, name = excluded.name, area_code = coalesce(excluded.area_code, x.area_code), timezone = excluded.timezone,
      languages = excluded.languages, address = excluded.address, phone = excluded.phone, email = excluded.email, has_dormitory = excluded.has_dormitory
    where (x.code, x.name, x.area_code, x.timezone, x.languages, x.address, x.phone, x.email, x.has_dormitory) is distinct from
      (excluded.code, excluded.name, coalesce(excluded.area_code, x.area_code), excluded.timezone, excluded.languages, excluded.address, excluded.phone, excluded.email, excluded.has_dormitory)
    returning id, today_in(timezone, ${now}) as day`.execute(db);
  const saved = rows[0] ?? before;
  if (saved === undefined) throw new Error('the school of a checked part is not staged');
  return { id: saved.id, day: saved.day, isNew: !before, changed: rows.length > 0, version: before?.version ?? 0 };
}

async function findSchool(db: Db, source: string, school: string, now: Date): Promise<{ id: number; day: string; version: number } | undefined> {
  const { rows } = await sql<{
    id: number;
    day: string;
    version: number;
  }>`select id, today_in(timezone, ${now}) as day, roster_version as version from school where source = ${source} and source_id = ${school} for update`.execute(db);
  return rows[0];
}

/** What stood before, for the rule that asks when a fifth of it would go. */
export async function countStanding(db: Db, { run, schoolId }: Target): Promise<Partial<Record<Kind, number>>> {
  const { rows } = await sql<Partial<Record<Kind, number>>>`select
    (select count(*)::int from academic_session where school_id = ${schoolId} and ended_on is null) as terms,
    (select count(*)::int from course where school_id = ${schoolId} and ended_on is null) as courses,
    (select count(*)::int from class_group where school_id = ${schoolId} and ended_on is null) as classes,
    (select count(*)::int from pupil where school_id = ${schoolId} and ended_on is null) as pupils,
    (select count(*)::int from staff where school_id = ${schoolId} and ended_on is null) as staff,
    (select count(*)::int from enrolment where school_id = ${schoolId} and ended_on is null) as enrolments,
    (select count(*)::int from posting where school_id = ${schoolId} and ended_on is null and source = ${run.source}) as postings,
    (select count(*)::int from guardianship where school_id = ${schoolId} and source = 'register' and origin = ${run.source} and until_day is null) as guardianships`.execute(db);
  return rows[0] ?? {};
}

export async function hasTerms(db: Db, { schoolId }: Target): Promise<boolean> {
  const { rows } = await sql`select from academic_session where school_id = ${schoolId} and kind = 'term' and ended_on is null limit 1`.execute(db);
  return rows.length > 0;
}

/** Counters for pages that must not count people, and the version that makes reports of the school void: imports and erasures raise it. */
export const finishSchool = (db: Db, { schoolId, day }: Target) =>
  sql`update school s set roster_version = roster_version + 1, counted_on = ${day}::date,
    pupil_count = (select count(*) from pupil where school_id = s.id and ended_on is null),
    class_count = (select count(*) from class_group where school_id = s.id and ended_on is null and kind = 'homeroom'),
    staff_count = (select count(*) from staff where school_id = s.id and ended_on is null),
    shifts = array(select distinct shift from class_group where school_id = s.id and ended_on is null and shift is not null order by 1),
    guardian_count = (select count(distinct guardian_id) from guardianship where school_id = s.id and effect = 'grant' and standing = 'confirmed' and (until_day is null or until_day >= ${day}::date))
    where id = ${schoolId}`.execute(db);

/** Names beside the examples, for those posted at the school; of whom it knows by another name that one first, for by the new one alone nobody sees a mistake. */
export const nameExamples = (db: Db, importId: string, schoolId: number, school: string, ids: readonly string[]) =>
  sql`insert into ems_example_name (import_id, school_id, source_id, name)
    select ${importId}::uuid, ${schoolId}::int, u.source_id, concat_ws(' → ',
      (select ${fullName('x.patronymic', 'x.given_name')} from ems_staged_person p join person x on x.id = p.person_id
        where p.school = ${school} and p.user_id = u.source_id and p.reach = 'owned' and x.erased_at is null and x.school_ids @> array[${schoolId}::int]
          and (x.given_name, x.patronymic) is distinct from (u.given_name, coalesce(u.patronymic, u.family_name, ''))),
      ${fullName('coalesce(u.patronymic, u.family_name)', 'u.given_name')})
    from ems_staged_user u where u.source_id = any (${ids}::text[]) and exists (select from ems_staged_role r where r.user_id = u.source_id and r.school = ${school})
    on conflict do nothing`.execute(db);
const fullName = (patronymic: string, given: string) => sql.raw(`concat_ws(' ', nullif(${patronymic}, ''), ${given})`);
