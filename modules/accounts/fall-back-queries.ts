import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/**
 * Phones fall back to reported and their sessions end. Given to somebody else: another person who looks after none of the same
 * children had it reported by a school's source after this one was last proved or used. @returns whose phones they were
 */
export async function fallBackPhones(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with fallen as (
      update person_phone f set standing = 'reported', proved_at = null, proved_by = null, used_at = null
      where f.ended_at is null and (f.standing = 'proved' or f.used_at is not null)
        and (greatest(f.used_at, f.proved_at) < ${now}::timestamptz - interval '12 months'
          or exists (select from person_phone o
            where o.number = f.number and o.person_id <> f.person_id and o.ended_at is null and o.reported_at > greatest(f.used_at, f.proved_at)
              and not exists (select from guardianship mine join guardianship theirs on theirs.school_id = mine.school_id and theirs.pupil_id = mine.pupil_id
                where mine.guardian_id = f.person_id and theirs.guardian_id = o.person_id)))
      returning f.person_id, f.number),
    ended as (
      update session s set ended_at = ${now}, ended_why = 'phone-fell-back' from fallen
      where s.person_id = fallen.person_id and s.phone = fallen.number and s.ended_at is null)
    select distinct person_id from fallen`.execute(db);
  return rows.map(({ person_id }) => person_id);
}
