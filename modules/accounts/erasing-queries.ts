import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** A court keeps this person from somebody, now or later. */
const hasCourtsWord = (person: RawBuilder<unknown>, now: Date) =>
  sql<boolean>`exists (select from guardianship w join school c on c.id = w.school_id
    where w.guardian_id = ${person} and w.effect = 'restrict' and coalesce(w.until_day, 'infinity') >= today_in(c.timezone, ${now}))`;

export const isKeptFromSomebody = async (db: Db, personId: string, now: Date): Promise<boolean> =>
  (await sql<{ kept: boolean }>`select ${hasCourtsWord(sql`${personId}::uuid`, now)} as kept`.execute(db)).rows[0]?.kept ?? false;

/** Who is due, and of those erased already whose name and phones stayed for a court's word that has ended since. */
const dueErasures = (db: Db, now: Date) =>
  db
    .selectFrom('erasure_request as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['p.id', 'p.school_ids'])
    .where('r.due_at', '<=', now)
    .where('r.taken_back_at', 'is', null)
    .where('r.done_at', 'is', null)
    .where(sql<boolean>`(p.erased_at is null or not ${hasCourtsWord(sql`p.id`, now)})`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('posting as o')
            .leftJoin('school as s', 's.id', 'o.school_id')
            .select('o.id')
            .whereRef('o.person_id', '=', 'r.person_id')
            .where(sql<boolean>`coalesce(o.ended_on, 'infinity') >= today_in(s.timezone, ${now})`),
        ),
      ),
    );

export const findDueErasures = (db: Db, now: Date) => dueErasures(db, now).orderBy('r.due_at').limit(500).execute();
export const findDueErasure = (db: Db, personId: string, now: Date) => dueErasures(db, now).where('r.person_id', '=', personId).forUpdate('r').executeTakeFirst();

export const finishErasure = (db: Db, personId: string, now: Date) => db.updateTable('erasure_request').set({ done_at: now }).where('person_id', '=', personId).execute();

/** Links to children end today; a court's restriction stays. */
export const endGrants = (db: Db, personId: string, now: Date) =>
  sql`update guardianship g set until_day = greatest(g.from_day, today_in(s.timezone, ${now}))
    from school s where s.id = g.school_id and g.guardian_id = ${personId} and g.effect = 'grant'
      and coalesce(g.until_day, 'infinity') > greatest(g.from_day, today_in(s.timezone, ${now}))`.execute(db);

/** Sessions, ways in, messages, proposals and what was answered. */
export async function deleteOwn(db: Db, personId: string): Promise<void> {
  await db
    .deleteFrom('person_match')
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('other_id', '=', personId)]))
    .execute();
  for (const table of ['sms_message', 'demo_phone_message', 'phone_challenge'] as const)
    await db
      .deleteFrom(table)
      .where('number', 'in', (eb) => eb.selectFrom('person_phone').select('number').where('person_id', '=', personId))
      .execute();
  await db.deleteFrom('session').where('person_id', '=', personId).execute();
  await db.deleteFrom('idempotent_answer').where('account_id', '=', personId).execute();
  // whom this one let in counts as let in by who let this one in
  await sql`update credential theirs set let_in_by = own.let_in_by from credential own where own.person_id = ${personId} and theirs.let_in_by = ${personId}`.execute(db);
  await db.deleteFrom('credential').where('person_id', '=', personId).execute();
  await db.deleteFrom('activation').where('person_id', '=', personId).execute();
  await db.updateTable('letter_code').set({ used_by: null }).where('used_by', '=', personId).execute();
}

export const deletePhones = (db: Db, personId: string) => db.deleteFrom('person_phone').where('person_id', '=', personId).execute();
export const endPhones = (db: Db, personId: string, now: Date) =>
  db.updateTable('person_phone').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();

/** Without its salt an event's leaf stays and proves nothing about whom it names. */
export const deleteSalts = (db: Db, personId: string) => sql`delete from event_salt where event_id in (select id from event where actor_id = ${personId})`.execute(db);

/** A name that the person gave goes; one that the register owns is the school's record. */
export const deleteTypedName = (db: Db, personId: string) =>
  sql`update person set given_name = '—', patronymic = '' where id = ${personId} and origin in ('letter', 'delegation')`.execute(db);

/** Of who was never pupil or staff the rest of what the register said goes too. Its hashes stay: by them a later bundle is known to mean somebody who was erased. */
export async function emptyPerson(db: Db, personId: string, now: Date): Promise<void> {
  await sql`update person set language = 'mn', language_chosen = false, left_at = coalesce(left_at, ${now}), erased_at = coalesce(erased_at, ${now}), email = null
    where id = ${personId}`.execute(db);
  await sql`update person p set register_sealed = null, birth_date = null, sex = null, clan_name = '', name_script = null
    where p.id = ${personId} and not exists (select from pupil c where c.id = p.id) and not exists (select from staff s where s.id = p.id)`.execute(db);
}
