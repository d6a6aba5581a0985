import { recordSecurityOfAll } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { sql, type RawBuilder } from 'kysely';

/**
 * Phones that are proved or were used fall back to reported: the next use asks for the child's date of birth, and sessions that came in by them end at
 * once. The one way down, each night and when an import takes a phone from its holder.
 * @param which a select of person_id, number; others of these stay
 * @returns whose phones they were
 */
export async function fallBack(db: Db, which: RawBuilder<unknown>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with which as materialized (${which}),
    fallen as (
      update person_phone f set standing = 'reported', proved_at = null, proved_by = null, used_at = null
      where f.number = any (array(select number from which)) and (f.person_id, f.number) in (select person_id, number from which) and f.ended_at is null and (f.standing = 'proved' or f.used_at is not null)
      returning f.person_id, f.number),
    ended as (
      update session s set ended_at = ${now}, ended_why = 'phone-fell-back' from fallen
      where s.person_id = fallen.person_id and s.phone = fallen.number and s.ended_at is null)
    select distinct person_id from fallen`.execute(db);
  const people = rows.map(({ person_id }) => person_id);
  await recordSecurityOfAll(db, 'phone-fell-back', now, people);
  return people;
}

/** For this transaction: looking at every phone of the nation takes longer than the sign-in login's statements may. */
export const waitLonger = (db: Db) => sql`set local statement_timeout = '10min'`.execute(db);

/**
 * Phones that fall back by themselves, for one of three reasons:
 * - unused for twelve months;
 * - somebody else's now: reported since then for a person who looks after none of the same children, by a school that knows both, or that person came in by it. What a
 *   guardian or a director typed, or a bundle of some other school names, is not enough;
 * - undeliverable: three messages failed at every try, a day or more apart, and none arrived, while messages to others did: so the gateway works.
 * @param tries after which a message has failed
 */
export const phonesToFallBack = (now: Date, tries: number): RawBuilder<unknown> => sql`
    with failing as materialized (
      select m.number, count(f.at) as messages, min(f.at) as first_at, max(f.at) as last_at, max(m.sent_at) as arrived_at
      from sms_message m cross join lateral (select case when m.failed_at is not null and m.tries >= ${tries} then m.created_at end as at) f
      group by m.number),
    undeliverable as materialized (
      select number, last_at from failing
      where messages >= 3 and last_at - first_at >= interval '1 day' and coalesce(arrived_at, '-infinity') < first_at
        and exists (select from sms_message a where a.sent_at between first_at and last_at))
    select f.person_id, f.number from person_phone f
      where f.ended_at is null and (f.standing = 'proved' or f.used_at is not null)
        and (greatest(f.used_at, f.proved_at) < ${now}::timestamptz - interval '12 months'
          or exists (select from person_phone o join person other on other.id = o.person_id
            where o.number = f.number and o.person_id <> f.person_id and o.ended_at is null and o.source not in ('delegation', 'khamtdaa') and o.reported_at > greatest(f.used_at, f.proved_at)
              and (o.source = 'letter' or o.used_at is not null or other.school_ids && (select holder.school_ids from person holder where holder.id = f.person_id))
              and not exists (select from guardianship mine join guardianship theirs on theirs.school_id = mine.school_id and theirs.pupil_id = mine.pupil_id
                where mine.guardian_id = f.person_id and theirs.guardian_id = o.person_id))
          or exists (select from undeliverable u where u.number = f.number and u.last_at > greatest(f.used_at, f.proved_at)))`;
