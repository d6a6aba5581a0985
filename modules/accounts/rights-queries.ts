import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { GuardianshipSource, Relation, Right } from '@khamtdaa/contract/accounts';
import type { OwnRow } from './guardianship-rules.ts';

export interface RightsRow {
  readonly id: string;
  readonly guardian_id: string;
  readonly effect: 'grant' | 'restrict';
  readonly rights: Right[];
  readonly relation: Relation;
  readonly source: GuardianshipSource;
  readonly standing: 'confirmed' | 'claimed' | 'refused';
  readonly from_day: string;
  readonly until_day: string | null;
  readonly delegated_by: string | null;
  readonly ofGiver: readonly OwnRow[] | null;
}

/** Of a row `g` of guardianship that somebody gave: what the giver holds over the pupil there, and what a court takes from them; null of other rows. */
export const OF_GIVER = `case when g.source = 'delegation' then rights_of_giver(g) end`;
export const ofGiver = sql<RightsRow['ofGiver']>`${sql.raw(OF_GIVER)}`.as('ofGiver');

/**
 * Whether a phone opens a row `g` of guardianship of its holder (decision 10): the row's school stands for the number, or the row is a claim that came by it. Of a guardian
 * whom the school knows by its bundle alone the numbers are kept apart, in `guardian_as_told`: `bundle_names` asks for those.
 * @param phone alias of person_phone
 */
export const opensBy = (phone: string): string =>
  `(g.school_id = any (${phone}.vouched_by) or g.id = any (${phone}.claims) or bundle_names(g.school_id, ${phone}.person_id, ${phone}.number))`;

/**
 * Whether the holder of a phone is a newcomer at a row `g`'s school: there by letters' claims that came by this phone, not all refused, and by what guardians gave them since.
 * When that school calls such a newcomer one with somebody, it means who came by this phone; of anybody whom it knew before, that says nothing of the phone.
 * @param phone alias of person_phone
 */
export const isClaimedThere = (phone: string): string =>
  `(select bool_and(c.id = any (${phone}.claims) or c.source = 'delegation') and bool_or(c.source = 'letter' and c.standing <> 'refused')
      and min(c.entered_at) = min(c.entered_at) filter (where c.source = 'letter')
    from guardianship c where c.school_id = g.school_id and c.guardian_id = ${phone}.person_id and c.effect = 'grant') is true`;

/** Whether a row `g` opens to staff at a demonstration's door, who come in without phone and password: a letter made it, or its school knows the guardian by more than its bundle. */
export const OPENS_BY_NO_PHONE = `(g.source = 'letter' or (select count(*) from guardian_as_told k where k.school_id = g.school_id and k.guardian_id = g.guardian_id) = 0)`;

/** Every row about a pupil that holds on a day or will. */
export const findRightsRows = (db: Db, schoolId: number, pupilId: string, today: string) =>
  db
    .selectFrom('guardianship as g')
    .select(['id', 'guardian_id', 'effect', 'rights', 'relation', 'source', 'standing', 'from_day', 'until_day', 'delegated_by', ofGiver])
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', pupilId)
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', today)]))
    .orderBy('effect', 'desc') // restrictions first: none is ever behind the limit
    .orderBy('entered_at')
    .orderBy('id')
    .limit(1000)
    .$castTo<RightsRow>()
    .execute();

/**
 * Court restrictions that other schools entered about the guardians of a pupil here, or about who is the same person as one of them. As in `findActor` they hold where
 * this school has none about that guardian, not even an ended one. `guardian_id` is the guardian's here.
 */
export const findWordsElsewhere = async (db: Db, schoolId: number, pupilId: string, today: string): Promise<RightsRow[]> => {
  const { rows } = await sql<RightsRow>`
    select e.id, h.guardian_id, e.effect, e.rights, e.relation, e.source, e.standing, e.from_day, e.until_day, null as delegated_by, null as "ofGiver"
    from guardianship e
    join (select distinct guardian_id from guardianship where school_id = ${schoolId} and pupil_id = ${pupilId} and effect = 'grant') h
      on h.guardian_id = e.guardian_id or are_one(h.guardian_id, e.guardian_id)
    where e.pupil_id = ${pupilId} and e.effect = 'restrict' and e.school_id <> ${schoolId} and coalesce(e.until_day, 'infinity') >= ${today}::date
      and not exists (select from guardianship v where v.school_id = ${schoolId} and v.pupil_id = ${pupilId} and v.effect = 'restrict'
        and (v.guardian_id = h.guardian_id or are_one(v.guardian_id, h.guardian_id)))
    limit 1000`.execute(db);
  return rows;
};

export const findSchoolDay = async (db: Db, schoolId: number, now: Date) => {
  const { rows } = await sql<{ name: string; today: string; timezone: string; year_ends: string | null }>`
    select s.name, s.timezone, s.today, (select min(y.last_day) from academic_session y
        where y.school_id = s.id and y.kind = 'schoolYear' and y.ended_on is null and y.last_day >= s.today) as year_ends
    from (select id, name, timezone, today_in(timezone, ${now}) as today from school where id = ${schoolId}) s`.execute(db);
  return rows[0];
};

/** The schools that know a person, each with its day. */
export const daysAtSchoolsOf = async (db: Db, personId: string, now: Date) => {
  const { rows } = await sql<{ schoolId: number; today: string }>`
    select s.id as "schoolId", today_in(s.timezone, ${now}) as today
    from person p join school s on s.id = any (p.school_ids) where p.id = ${personId}`.execute(db);
  return rows;
};

export const findPerson = (db: Db, personId: string) => db.selectFrom('person').select(['id', 'given_name', 'patronymic']).where('id', '=', personId).executeTakeFirst();

/** Names of a child's guardians at a school, for one of them, who may see nothing else of these people. Whom the school knows by its bundle alone is named as the bundle says. */
export const findGuardianNames = async (db: Db, schoolId: number, pupilId: string) => {
  const { rows } = await sql<{ id: string; given_name: string; patronymic: string }>`select id, given_name, patronymic from guardian_names(${schoolId}, ${pupilId})`.execute(db);
  return new Map(rows.map((row) => [row.id, { given: row.given_name, patronymic: row.patronymic }]));
};

/** Those to whom the viewer gave rights that wait until their phone is confirmed. */
export const findGivenAndWaiting = async (db: Db, schoolId: number, pupilId: string): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`select id from given_and_waiting(${schoolId}, ${pupilId})`.execute(db);
  return new Set(rows.map(({ id }) => id));
};

/** Ends a row so that it does not hold today any more; one that has not begun holds on no day. @returns nothing when there is no such row that holds or will */
export const endRow = (db: Db, schoolId: number, id: string, today: string, by: string, now: Date) =>
  db
    .updateTable('guardianship')
    .set({
      from_day: sql`case from_day when ${today}::date then from_day - 1 else least(from_day, ${today}::date) end`,
      until_day: sql`${today}::date - 1`,
      decided_by: by,
      decided_at: now,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', today)]))
    .returning(['guardian_id', 'effect', 'rights'])
    .executeTakeFirst();

/** A row that holds or will does so until another day. @returns nothing when it was ended meanwhile: by a court, or by who gave it or has it */
export const changeUntilDay = (db: Db, schoolId: number, id: string, days: { today: string; untilDay: string | null }, by: string, now: Date) =>
  db
    .updateTable('guardianship')
    .set({ until_day: days.untilDay, decided_by: by, decided_at: now })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', days.today)]))
    .returning('id')
    .executeTakeFirst();

/** What somebody gave to others over a pupil ends before a day. */
export const endGivenBy = (db: Db, schoolId: number, pupilId: string, giver: string, before: string, by: string | null, now: Date) =>
  db
    .updateTable('guardianship')
    .set({ from_day: sql`least(from_day, ${before}::date - 1)`, until_day: sql`least(coalesce(until_day, 'infinity'), ${before}::date - 1)`, decided_by: by, decided_at: now })
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', pupilId)
    .where('delegated_by', '=', giver)
    .where('effect', '=', 'grant')
    .execute();

/** Somebody whom this guardian gave rights before, under this number and name, and who has not left: not made twice. */
export const findGivenPerson = (db: Db, giver: string, number: string, givenName: string) =>
  db
    .selectFrom('guardianship as g')
    .innerJoin('person as p', 'p.id', 'g.guardian_id')
    .innerJoin('person_phone as f', 'f.person_id', 'p.id')
    .select('p.id')
    .where('g.delegated_by', '=', giver)
    .where('p.origin', '=', 'delegation')
    .where('p.left_at', 'is', null)
    .where('f.number', '=', number)
    .where('f.ended_at', 'is', null)
    .where(sql<boolean>`lower(p.given_name) = lower(${givenName})`)
    .limit(1)
    .executeTakeFirst();

/** What one giver sends at the same moment is done one after the other, so that none slips past the counting. */
export const lockGiver = (db: Db, giver: string) => sql`select pg_advisory_xact_lock(7413, hashtext(${giver}))`.execute(db);
/** To how many people whom no school knows somebody gave rights since a moment, and how often; also what was taken back since. @param butFor not counted among the people */
export const countGivenSince = async (db: Db, giver: string, since: Date, butFor: string | undefined): Promise<{ people: number; times: number }> => {
  const { rows } = await sql<{ people: number; times: number }>`
    select count(distinct g.guardian_id) filter (where g.guardian_id is distinct from ${butFor ?? null}::uuid)::int as people, count(*)::int as times
    from guardianship g join person p on p.id = g.guardian_id and p.origin = 'delegation'
    where g.delegated_by = ${giver} and g.guardian_id <> g.delegated_by and g.entered_at > ${since}`.execute(db);
  return rows[0] ?? { people: 0, times: 0 };
};
