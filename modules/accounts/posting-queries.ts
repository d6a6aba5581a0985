import type { Db } from '@khamtdaa/platform/database';
import type { PostingRole } from './actor.ts';

export const insertPosting = (
  db: Db,
  row: { id: string; person_id: string; role: PostingRole; school_id: number | null; area_code: string | null; began_on: string; posted_by: string | null; created_at: Date },
) =>
  db
    .insertInto('posting')
    .values({ ...row, source: 'khamtdaa' })
    .execute();

export const endPostingOn = (db: Db, id: string, day: string) => db.updateTable('posting').set({ ended_on: day }).where('id', '=', id).execute();

export const openPosting = (db: Db, id: string, today: string) =>
  db
    .selectFrom('posting')
    .select(['id', 'person_id', 'role', 'school_id', 'area_code', 'source', 'began_on'])
    .where('id', '=', id)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>=', today)]))
    .executeTakeFirst();

/** The postings that these people hold today or will. */
export const openPostingsOf = (db: Db, personIds: readonly string[], today: string) =>
  db
    .selectFrom('posting')
    .select(['id', 'person_id', 'role', 'school_id', 'area_code', 'source', 'began_on'])
    .where('person_id', 'in', personIds)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>=', today)]))
    .orderBy('began_on')
    .limit(5000)
    .execute();

/** Everybody posted at a school today, with how they stand with their way in. */
export const staffWithAccess = (db: Db, schoolId: number, today: string, now: Date) =>
  db
    .selectFrom('posting as o')
    .innerJoin('person as p', 'p.id', 'o.person_id')
    .leftJoin('credential as c', 'c.person_id', 'o.person_id')
    .leftJoin('activation as a', (join) => join.onRef('a.person_id', '=', 'o.person_id').on('a.used_at', 'is', null).on('a.ended_at', 'is', null).on('a.expires_at', '>', now))
    .select([
      'o.id as posting_id',
      'o.person_id',
      'o.role',
      'o.source',
      'p.given_name',
      'p.patronymic',
      'c.sign_in_name',
      'c.totp_confirmed_at',
      'a.id as activation_id',
      'a.purpose',
      'a.issued_by',
      'a.confirmed_at',
      'a.expires_at',
    ])
    .where('o.school_id', '=', schoolId)
    .where('o.began_on', '<=', today)
    .where((where) => where.or([where('o.ended_on', 'is', null), where('o.ended_on', '>=', today)]))
    .where('p.left_at', 'is', null)
    .orderBy('p.given_name')
    .limit(1000)
    .execute();

export const schoolToday = (db: Db, schoolId: number) => db.selectFrom('school').select(['id', 'name', 'timezone', 'area_code']).where('id', '=', schoolId).executeTakeFirst();
