import { sql, type RawBuilder } from 'kysely';
import type { OwnData } from '@khamtdaa/contract/own-data';
import type { Db } from '@khamtdaa/platform/database';
import type { Actor } from './actor.ts';
import { isFromOffice } from './person-queries.ts';

/**
 * All that this module keeps about a person and what they entered, under keys that a person can read. Without court restrictions and the children whom they close: where such a
 * child goes to school is not the restricted one's to know.
 * @param children who opens to who asks; where one lives is told to who learns it on the child's page
 * @param openTo null: who asks speaks for the whole person. Else the schools that their password opens: what is open or was done at others, phones that only others know and
 * sessions by phone are left out
 */
export const findOwnData = async (
  db: Db,
  personId: string,
  { children, openTo }: { children: Actor['children']; openTo: readonly number[] | null },
  now: Date,
): Promise<Omit<OwnData, 'madeAt'>> => {
  const isOpen = (school: string, last: string) =>
    sql`(${openTo}::int[] is null or coalesce(${sql.ref(school)} = any (${openTo}::int[]), true) or ${sql.ref(last)} < today_in(s.timezone, ${now}))`;
  const seenPupilIds = children.map(({ pupilId }) => pupilId);
  const known = children.filter(({ learnsHome }) => learnsHome);
  const isTold = sql`(g.pupil_id = any (${seenPupilIds}::uuid[]) or not exists (select from guardianship r join school c on c.id = r.school_id
            where r.guardian_id = ${personId} and r.pupil_id = g.pupil_id and r.effect = 'restrict' and coalesce(r.until_day, 'infinity') >= today_in(c.timezone, ${now})))`;
  const { rows } = await sql<{ data: Omit<OwnData, 'madeAt'> }>`
    select json_build_object(
      'person', (select json_build_object('givenName', p.given_name, 'patronymic', p.patronymic, 'clanName', nullif(p.clan_name, ''), 'birthDate', p.birth_date, 'sex', p.sex,
          'email', p.email, 'language', p.language, 'namesFrom', p.origin, 'knownSince', p.created_at) from person p where p.id = ${personId}),
      'phones', (select coalesce(json_agg(json_build_object('number', f.number, 'standing', f.standing, 'reportedBy', f.source, 'reportedAt', f.reported_at, 'provedAt', f.proved_at,
          'lastUsedAt', f.used_at, 'endedAt', f.ended_at) order by f.reported_at), '[]') from person_phone f where f.person_id = ${personId}
            and (${openTo}::int[] is null or ${isFromOffice('f')} or f.vouched_by && ${openTo}::int[])),
      'rightsOverChildren', (select coalesce(json_agg(json_build_object('school', s.name, 'child', g.pupil_id, 'rights', g.rights, 'relation', g.relation, 'from', g.source,
          'standing', g.standing, 'fromDay', g.from_day, 'untilDay', g.until_day, 'enteredAt', g.entered_at) order by g.entered_at), '[]')
          from guardianship g join school s on s.id = g.school_id where g.guardian_id = ${personId} and g.effect = 'grant' and ${isTold} and ${isOpen('g.school_id', 'g.until_day')}),
      'rightsGivenToOthers', (select coalesce(json_agg(json_build_object('school', s.name, 'child', g.pupil_id, 'to', g.guardian_id, 'rights', g.rights,
          'fromDay', g.from_day, 'untilDay', g.until_day, 'givenAt', g.entered_at) order by g.entered_at), '[]')
          from guardianship g join school s on s.id = g.school_id where g.delegated_by = ${personId} and ${isTold} and ${isOpen('g.school_id', 'g.until_day')}),
      'homesOfChildren', (select coalesce(json_agg(json_build_object('school', s.name, 'child', c.id, 'inDormitory', c.in_dormitory,
          'homeArea', (select string_agg(a.name, ', ' order by a.code desc) from area a where a.code in (c.home_area, left(c.home_area, 2)))) order by c.school_id, c.id), '[]')
          from pupil c join school s on s.id = c.school_id
          where (c.school_id, c.id) in (select * from unnest(${known.map(({ schoolId }) => schoolId)}::int[], ${known.map(({ pupilId }) => pupilId)}::uuid[]))),
      'postings', (select coalesce(json_agg(json_build_object('role', o.role, 'school', s.name, 'area', o.area_code, 'fromDay', o.began_on, 'untilDay', o.ended_on) order by o.began_on), '[]')
          from posting o left join school s on s.id = o.school_id where o.person_id = ${personId} and ${isOpen('o.school_id', 'o.ended_on')}),
      'sessions', (select coalesce(json_agg(json_build_object('device', s.device, 'beganAt', s.created_at, 'lastSeenAt', s.seen_at, 'endedAt', s.ended_at) order by s.created_at), '[]')
          from session s where s.person_id = ${personId} and (${openTo}::int[] is null or s.phone is null)),
      'whatYouDid', (select coalesce(json_agg(row order by row.at), '[]') from (select e.occurred_at as at, e.name, e.channel, e.subject,
          case when e.name = 'accounts.restriction-entered' then e.body - '{reason,document}'::text[] else e.body end as body from event e
          where e.actor_id = ${personId} and (${openTo}::int[] is null or coalesce(e.school_id = any (${openTo}::int[]), true)
            or e.posting_id in (select o.id from posting o left join school s on s.id = o.school_id where o.person_id = ${personId} and ${isOpen('o.school_id', 'o.ended_on')}))
          order by e.recorded_at desc limit 10000) row),
      'signInsAndSecurity', (select coalesce(json_agg(row order by row.at), '[]') from (select v.at, v.name from security_event v
          where v.person_id = ${personId} order by v.at desc limit 10000) row)) as data`.execute(db);
  if (!rows[0]) throw new Error('a select without a from answered nothing');
  return rows[0].data;
};

/**
 * This person's rows that the phone opens by which they came in, each with every child beside whom it stands. That schools call two rows one is not enough, nor that their bundle names
 * one phone for both: who is taken for another would end their account.
 */
export async function rowsOfSamePhone(
  db: Db,
  { personId, alsoIds, sessionId, children }: Pick<Actor, 'personId' | 'alsoIds' | 'sessionId' | 'children'>,
  now: Date,
): Promise<string[]> {
  if (alsoIds.length === 0) return [personId];
  const rows = await db
    .selectFrom('person_phone as f')
    .innerJoin('session as s', 's.phone', 'f.number')
    .select('f.person_id')
    .where('s.id', '=', sessionId)
    .where('f.person_id', 'in', alsoIds)
    .where('f.ended_at', 'is', null)
    .execute();
  const same = rows.map(({ person_id }) => person_id);
  const others = await whoStandsBesideOthers(db, same, children, now);
  return [personId, ...same.filter((id) => !others.has(id))];
}

export const findErasure = (db: Db, personId: string) =>
  db
    .selectFrom('erasure_request')
    .select(['asked_at', 'due_at'])
    .where('person_id', '=', personId)
    .where('taken_back_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst();

export const askErasure = (db: Db, personId: string, now: Date, due: Date) =>
  db
    .insertInto('erasure_request')
    .values({ person_id: personId, asked_at: now, due_at: due })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ asked_at: now, due_at: due, taken_back_at: null, done_at: null }))
    .execute();

/** Also for the other rows of this person for which it was asked in the same moment: what the way in opens of them may be less since. @returns nothing when it was not asked */
export const takeErasureBack = (db: Db, { personId, alsoIds }: Pick<Actor, 'personId' | 'alsoIds'>, now: Date) =>
  db
    .updateTable('erasure_request')
    .set({ taken_back_at: now })
    .where('person_id', 'in', [personId, ...alsoIds])
    .where('asked_at', '=', (asked) =>
      asked
        .selectFrom('erasure_request as own')
        .select('own.asked_at')
        .where('own.person_id', '=', personId)
        .where('own.taken_back_at', 'is', null)
        .where('own.done_at', 'is', null),
    )
    .where('taken_back_at', 'is', null)
    .where('done_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst();

/** What waits for the class teacher of these people's claims on a pupil ends. @returns whether there was one */
export const endClaims = async (db: Db, { schoolId, pupilId, personIds }: { schoolId: number; pupilId: string; personIds: readonly string[] }, by: string, now: Date) => {
  const { rows } = await sql`update guardianship g set from_day = least(g.from_day, d.day - 1), until_day = d.day - 1, decided_by = ${by}, decided_at = ${now}
    from (select s.id, today_in(s.timezone, ${now}) as day from school s) d
    where d.id = g.school_id and g.school_id = ${schoolId} and g.pupil_id = ${pupilId} and g.guardian_id = any (${personIds}::uuid[])
      and g.effect = 'grant' and g.standing = 'claimed' and coalesce(g.until_day, 'infinity') >= d.day
    returning g.id`.execute(db);
  return rows.length > 0;
};

/** Somebody of whom no school told, whom none has confirmed and to whom nobody gave anything: all that is kept came with a letter's claim. */
export async function isOnlyClaimed(db: Db, personId: string): Promise<boolean> {
  const { rows } = await sql`select from person p where p.id = ${personId} and p.origin = 'letter'
    and not exists (select from guardianship g where g.guardian_id = p.id and g.effect = 'grant' and g.standing = 'confirmed')`.execute(db);
  return rows.length > 0;
}

/**
 * Those of these people who stand beside some child by a confirmed row of their own that does not open to this way in: that school may mean somebody else by them. A row of
 * which a court takes every right today does not count (a restriction of the row's school, or of another where that one has none).
 */
export async function whoStandsBesideOthers(db: Db, personIds: readonly string[], children: Actor['children'], now: Date): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select distinct g.guardian_id as id from guardianship g join school s on s.id = g.school_id
    where g.guardian_id = any (${personIds}::uuid[]) and g.effect = 'grant' and g.source <> 'delegation' and g.standing = 'confirmed'
      and today_in(s.timezone, ${now}) between g.from_day and coalesce(g.until_day, 'infinity')
      and g.id <> all (${children.flatMap(({ rowIds }) => rowIds)}::uuid[])
      and not g.rights <@ array(select unnest(r.rights) from guardianship r where r.guardian_id = g.guardian_id and r.pupil_id = g.pupil_id and r.effect = 'restrict'
        and today_in(s.timezone, ${now}) between r.from_day and coalesce(r.until_day, 'infinity')
        and (r.school_id = g.school_id or not exists (select from guardianship v
          where v.school_id = g.school_id and v.pupil_id = g.pupil_id and v.guardian_id = g.guardian_id and v.effect = 'restrict')))`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Nobody signs in as these rows of a person any more, and no message reaches them. */
export async function closeAccount(db: Db, personIds: readonly string[], now: Date): Promise<void> {
  await db.updateTable('person').set({ left_at: now }).where('id', 'in', personIds).execute();
  await db.updateTable('session').set({ ended_at: now, ended_why: 'left' }).where('person_id', 'in', personIds).where('ended_at', 'is', null).execute();
}

/** @param which a condition on a giving `g` that holds today or will */
const endGivingsWhere = (db: Db, which: RawBuilder<unknown>, now: Date) =>
  sql`update guardianship g set from_day = least(g.from_day, d.day - 1), until_day = least(coalesce(g.until_day, 'infinity'), d.day - 1), decided_at = ${now}
    from (select s.id, today_in(s.timezone, ${now}) as day from school s) d
    where d.id = g.school_id and g.source = 'delegation' and ${which} and coalesce(g.until_day, 'infinity') >= d.day`.execute(db);

/** Rights that this person gave to others, and those that others gave to them, end. */
export const endGivings = (db: Db, personIds: readonly string[], now: Date) =>
  endGivingsWhere(db, sql`(g.delegated_by = any (${personIds}::uuid[]) or g.guardian_id = any (${personIds}::uuid[]))`, now);

/** Ends what these gave over children of whom the actor is in charge: a match calls them one with the actor, who saw it as their own giving. */
export const endGivingsOver = (db: Db, givers: readonly string[], children: Actor['children'], now: Date) => {
  const theirs = children.filter(({ isInCharge }) => isInCharge);
  return endGivingsWhere(
    db,
    sql`g.delegated_by = any (${givers}::uuid[])
      and (g.school_id, g.pupil_id) in (select * from unnest(${theirs.map(({ schoolId }) => schoolId)}::int[], ${theirs.map(({ pupilId }) => pupilId)}::uuid[]))`,
    now,
  );
};
