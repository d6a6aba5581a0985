import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { RIGHTS_FROM_REGISTER } from './guardianship-rules.ts';

export interface FromRegister {
  readonly schoolId: number;
  /** Whose bundle: it begins, alters and ends its own rows only. */
  readonly source: string;
  /** What ends, ends on it. */
  readonly day: string;
  readonly now: Date;
}

/**
 * Brings the rows of source 'register' at one school to what its bundle says, in the caller's transaction; rows of other sources are not touched. A row that a person
 * ended or refused is not begun again, nor is one of somebody who was erased. Sets are compared with IN, which hashes them: a join of rows that are minutes old, of
 * which the planner has no statistics, may compare each with each.
 * @param said a select of new_id, pupil_id, guardian_id, relation, told_only, from_day, source_id: no pair twice
 * @returns what was done by source_id; of rows that ended the pupil's
 */
export async function changeRegisterGuardianships(db: Db, { schoolId, source, day, now }: FromRegister, said: RawBuilder<unknown>) {
  const mine = sql`x.school_id = ${schoolId} and x.source = 'register' and x.origin = ${source} and x.effect = 'grant'`;
  const { rows } = await sql<{ change: 'new' | 'changed' | 'gone'; source_id: string }>`
    with said as materialized (${said}),
    wanted as materialized (
      select s.new_id, s.pupil_id, s.guardian_id, s.relation, s.from_day, s.source_id,
        case when s.told_only then ${RIGHTS_FROM_REGISTER.relative}::text[] else ${RIGHTS_FROM_REGISTER.parent}::text[] end as rights
      from said s where s.guardian_id not in (select id from person where erased_at is not null)),
    ended as (
      update guardianship x set until_day = greatest(x.from_day, ${day}::date)
      where ${mine} and x.until_day is null and (x.pupil_id, x.guardian_id) not in (select w.pupil_id, w.guardian_id from wanted w)
      returning x.pupil_id, x.guardian_id),
    altered as (
      update guardianship x set rights = w.rights, relation = w.relation from wanted w
      where ${mine} and x.until_day is null and x.standing <> 'refused' and x.decided_by is null
        and (x.pupil_id, x.guardian_id) in (select o.pupil_id, o.guardian_id from wanted o)
        and (x.pupil_id, x.guardian_id, x.relation, x.rights) not in (select o.pupil_id, o.guardian_id, o.relation, o.rights from wanted o)
        and w.pupil_id = x.pupil_id and w.guardian_id = x.guardian_id
      returning w.source_id),
    begun as (
      insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, origin, from_day, entered_at)
      select ${schoolId}::int, w.new_id, w.pupil_id, w.guardian_id, 'grant', w.rights, w.relation, 'register', 'confirmed', ${source},
        case when (w.pupil_id, w.guardian_id) in (select x.pupil_id, x.guardian_id from guardianship x where ${mine}) then ${day}::date else w.from_day end, ${now}
      from wanted w
      where (w.pupil_id, w.guardian_id) not in (select x.pupil_id, x.guardian_id from guardianship x where ${mine} and (x.until_day is null or x.decided_by is not null or x.standing = 'refused'))
      returning id)
    select 'new' as change, source_id from wanted where (new_id in (select id from begun)) is true -- a set, not a join of rows that nobody has counted
    union all select 'changed', source_id from altered
    union all select 'gone', coalesce((select pl.source_id from pupil pl where pl.school_id = ${schoolId} and pl.id = e.pupil_id), '') from ended e`.execute(db);
  return rows;
}

/**
 * Copies to this school what any school was told of a court about a guardian of its pupil. It also meets a guardian of the pupil here with the same names and a phone that
 * the restricted one ever had: the same human being under a new row. Who has a restriction here already, also an ended one, gets no other.
 */
export async function insertCarriedRestrictions(db: Db, schoolId: number, day: string, now: Date) {
  const { rows } = await sql<{ id: string; pupil_id: string; guardian_id: string; from_day: string; entered_by: string | null }>`
    insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, from_day, until_day, entered_by, entered_at, court_reason, court_document)
    select ${schoolId}, new_uuid(), w.pupil_id, w.guardian_id, 'restrict', w.rights, w.relation, 'court', 'confirmed', w.from_day, w.until_day, w.entered_by, ${now}, w.court_reason, w.court_document
    from (select distinct r.pupil_id, g.guardian_id, r.rights, r.relation, r.from_day, r.until_day, r.entered_by, r.court_reason, r.court_document
      from guardianship r join person a on a.id = r.guardian_id
      join (select distinct pupil_id, guardian_id from guardianship where school_id = ${schoolId} and effect = 'grant'
        and coalesce(until_day, 'infinity') >= ${day}::date) g on g.pupil_id = r.pupil_id
      join person b on b.id = g.guardian_id
      where r.effect = 'restrict' and coalesce(r.until_day, 'infinity') >= ${day}::date
        and (b.id = a.id or (lower(b.given_name) = lower(a.given_name) and lower(b.patronymic) = lower(a.patronymic)
          and exists (select from person_phone x join person_phone y on y.number = x.number where x.person_id = a.id and y.person_id = b.id)))
        and not exists (select from guardianship k where k.school_id = ${schoolId} and k.pupil_id = r.pupil_id and k.guardian_id = b.id and k.effect = 'restrict')) w
    returning id, pupil_id, guardian_id, from_day, entered_by`.execute(db);
  return rows;
}

/**
 * Whatever changes a school's people or timetable takes turns, one transaction after the other. Else two imports that meet in one family would deadlock, two timetables
 * of one class would both stand, and a court's restriction would miss the school to which a child is just being brought.
 */
export const takeTurn = (db: Db) => sql`select pg_advisory_xact_lock(7404)`.execute(db);
