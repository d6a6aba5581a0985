import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** Answers a claim that still waits; nothing is returned when somebody answered before, or it was taken back. */
export const answerClaim = (
  db: Db,
  claim: { schoolId: number; pupilId: string; guardianshipId: string; today: string },
  answer: { standing: 'confirmed' | 'refused'; refusal: string | null; decided_by: string; decided_at: Date },
) =>
  db
    .updateTable('guardianship')
    .set(answer)
    .where('school_id', '=', claim.schoolId)
    .where('id', '=', claim.guardianshipId)
    .where('pupil_id', '=', claim.pupilId)
    .where('effect', '=', 'grant')
    .where('standing', '=', 'claimed')
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', claim.today)]))
    .returning('guardian_id')
    .executeTakeFirst();

/** The school stands from now on for the phone by which this claim came; a phone that is known by claims alone (source 'letter') is proved with it. */
export const provePhoneOfClaim = (db: Db, { schoolId, guardianshipId }: { schoolId: number; guardianshipId: string }, personId: string, by: string, now: Date) =>
  sql`update person_phone set vouched_by = array_remove(vouched_by, ${schoolId}::int) || ${schoolId}::int, claims = array_remove(claims, ${guardianshipId}::uuid),
      standing = case when source = 'letter' then 'proved' else standing end,
      proved_at = case when source = 'letter' then coalesce(proved_at, ${now}) else proved_at end,
      proved_by = case when source = 'letter' then coalesce(proved_by, ${by}) else proved_by end
    where person_id = ${personId} and ${guardianshipId}::uuid = any (claims) and ended_at is null`.execute(db);

/** Proves a phone for which the school stands, and lets its holder answer for the birth date again. */
export const provePhone = (db: Db, schoolId: number, personId: string, number: string, by: string, now: Date) =>
  db
    .updateTable('person_phone')
    .set({ standing: 'proved', proved_at: now, proved_by: by, birth_date_tries: 0 })
    .where('person_id', '=', personId)
    .where('number', '=', number)
    .where((where) => where.or([where('standing', '=', 'reported'), where('birth_date_tries', '>', 0)])) // or its holder answered wrongly
    .where(sql<boolean>`${schoolId}::int = any (vouched_by)`)
    .where('ended_at', 'is', null)
    .returning('number')
    .executeTakeFirst();

/** Whether somebody stands beside a pupil on a day by a grant that nobody refused. */
export const findLink = (db: Db, schoolId: number, pupilId: string, guardianId: string, day: string) =>
  db
    .selectFrom('guardianship')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', pupilId)
    .where('guardian_id', '=', guardianId)
    .where('effect', '=', 'grant')
    .where('standing', '<>', 'refused')
    .where('from_day', '<=', day)
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', day)]))
    .limit(1)
    .executeTakeFirst();

export const findMatch = (db: Db, schoolId: number, id: string) =>
  db.selectFrom('person_match').select(['id', 'person_id', 'other_id', 'standing']).where('school_id', '=', schoolId).where('id', '=', id).forUpdate().executeTakeFirst();

export const decideMatchAs = (db: Db, schoolId: number, id: string, set: { standing: 'confirmed' | 'refused' | 'undone'; decided_by: string; decided_at: Date }) =>
  db.updateTable('person_match').set(set).where('school_id', '=', schoolId).where('id', '=', id).execute();
