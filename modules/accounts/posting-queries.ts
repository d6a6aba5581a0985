import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { fromSchool } from './activation-queries.ts';
import type { PostingRole } from './actor.ts';
import type { AccountKind } from './credential-queries.ts';
import { isForSlips } from './person-queries.ts';

export const insertPosting = (
  db: Db,
  row: { id: string; person_id: string; role: PostingRole; school_id: number | null; area_code: string | null; began_on: string; posted_by: string | null; created_at: Date },
) =>
  db
    .insertInto('posting')
    .values({ ...row, source: 'khamtdaa' })
    .execute();

export const endPostingOn = (db: Db, id: string, day: string) => db.updateTable('posting').set({ ended_on: day }).where('id', '=', id).execute();

const todayThere = (now: Date) => sql<string>`today_in(school.timezone, ${now})`;
/** With today where it is held: at a school the school's. */
export const openPosting = (db: Db, id: string, now: Date) =>
  db
    .selectFrom('posting')
    .leftJoin('school', 'school.id', 'posting.school_id')
    .select(['posting.person_id', 'posting.role', 'posting.school_id', 'posting.area_code', 'posting.source', todayThere(now).as('today')])
    .$narrowType<{ role: PostingRole }>()
    .where('posting.id', '=', id)
    .where(sql<SqlBool>`coalesce(posting.ended_on, 'infinity') >= ${todayThere(now)}`)
    .executeTakeFirst();

/** The postings that these people hold today or will. */
export const openPostingsOf = (db: Db, personIds: readonly string[], now: Date) =>
  db
    .selectFrom('posting')
    .leftJoin('school', 'school.id', 'posting.school_id')
    .select(['posting.id', 'posting.person_id', 'posting.role', 'posting.school_id', 'posting.area_code', 'posting.source', 'posting.began_on'])
    .$narrowType<{ role: PostingRole }>()
    .where('posting.person_id', 'in', personIds)
    .where(sql<SqlBool>`coalesce(posting.ended_on, 'infinity') >= ${todayThere(now)}`)
    .orderBy('posting.began_on')
    .limit(5000)
    .execute();

/** The postings that somebody holds today, and whether the school of each stands for their password: an office needs none. */
export const postedToday = (db: Db, personId: string, now: Date) =>
  db
    .selectFrom('posting')
    .leftJoin('school', 'school.id', 'posting.school_id')
    .leftJoin('credential', 'credential.person_id', 'posting.person_id')
    .select(sql<boolean>`posting.school_id is null or posting.school_id = any (credential.vouched_by)`.as('opens'))
    .where('posting.person_id', '=', personId)
    .where(sql<SqlBool>`${todayThere(now)} between posting.began_on and coalesce(posting.ended_on, 'infinity')`)
    .limit(100)
    .execute();

/**
 * People posted today, with how they stand with their way in and the phone that a link would go to: a proved one first, then the latest.
 * Of a slip that has ended or run out only its days are read.
 */
const postedWithAccess = (db: Db, now: Date) =>
  db
    .selectFrom('posting as o')
    .innerJoin('person as p', 'p.id', 'o.person_id')
    .leftJoin('school', 'school.id', 'o.school_id')
    .leftJoin('area', 'area.code', 'o.area_code')
    .leftJoin('credential as c', 'c.person_id', 'o.person_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('activation')
          .select(['id', 'kind', 'school_id', 'purpose', 'channel', 'issued_by', 'issued_at', 'confirmed_at', 'expires_at', 'used_at', 'ended_at'])
          .select(fromSchool('activation').as('from_school'))
          .whereRef('person_id', '=', 'o.person_id')
          .orderBy('issued_at', 'desc')
          .orderBy(sql`used_at is null`, 'desc')
          .orderBy(sql`ended_at is null`, 'desc') // of one moment: the one that stands
          .limit(1)
          .as('a'),
      (join) => join.on('a.used_at', 'is', null),
    )
    .select([
      'o.id as posting_id',
      'o.person_id',
      'o.role',
      'o.source',
      'o.school_id',
      'o.area_code',
      'o.began_on',
      'p.given_name',
      'p.patronymic',
      'area.level as area_level',
      'area.name as area_name',
      'area.name_en as area_name_en',
      'c.sign_in_name',
      'c.totp_confirmed_at',
      'c.vouched_by',
      'a.purpose',
      'a.kind',
      'a.school_id as slip_school_id',
      'a.issued_by',
      'a.confirmed_at',
      'a.issued_at',
      'a.expires_at',
      'a.ended_at',
      'a.channel',
      'a.from_school',
    ])
    .select((eb) =>
      eb
        .case()
        .when(eb.and([eb('a.expires_at', '>', now), eb('a.ended_at', 'is', null)]))
        .then(eb.ref('a.id'))
        .end()
        .as('activation_id'),
    )
    .select((eb) =>
      eb
        .selectFrom('person_phone as f')
        .select('f.number')
        .whereRef('f.person_id', '=', 'o.person_id')
        .where('f.ended_at', 'is', null)
        .where(isForSlips('f', sql`array_remove(array[o.school_id], null)`))
        .orderBy(sql`f.standing = 'proved'`, 'desc')
        .orderBy('f.reported_at', 'desc')
        .limit(1)
        .as('phone'),
    )
    .$narrowType<{
      role: PostingRole;
      kind: AccountKind | null;
      channel: 'paper' | 'sms' | null;
      activation_id: string | null;
      area_level: 'capital' | 'aimag' | 'district' | 'soum' | null;
    }>()
    .where(sql<SqlBool>`${todayThere(now)} between o.began_on and coalesce(o.ended_on, 'infinity')`)
    .where('p.left_at', 'is', null)
    .orderBy('p.given_name')
    .orderBy('p.patronymic')
    .orderBy('o.began_on')
    .limit(1000);
export type PostedRow = Awaited<ReturnType<typeof staffWithAccess>>[number];

export const staffWithAccess = (db: Db, schoolId: number, now: Date) => postedWithAccess(db, now).where('o.school_id', '=', schoolId).execute();

/** Who of a school's posted people has each of the words that were typed in their name. */
export const postedByName = async (db: Db, schoolId: number, name: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('posting as o')
    .innerJoin('person as p', 'p.id', 'o.person_id')
    .select('o.person_id')
    .where('o.school_id', '=', schoolId)
    .where(
      sql<SqlBool>`not exists (select from unnest(string_to_array(fold_search(${name}), ' ')) as typed (word)
      where fold_search(concat_ws(' ', '', p.given_name, p.patronymic)) not like concat('%', word, '%'))`,
    )
    .limit(5000)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
};

/** Of offices, not of schools. @param areaCode an officer's own area: those elsewhere are not read */
export const officesWithAccess = (db: Db, roles: readonly PostingRole[], areaCode: string | null, now: Date) =>
  postedWithAccess(db, now)
    .where('o.role', 'in', roles)
    .$if(areaCode !== null, (rows) => rows.where(sql<SqlBool>`starts_with(o.area_code, ${areaCode})`))
    .execute();

export const schoolToday = (db: Db, schoolId: number, now: Date) =>
  db
    .selectFrom('school')
    .select(['name', todayThere(now).as('today')])
    .where('id', '=', schoolId)
    .executeTakeFirst();

/** The school's own list of its staff, posted or not. */
export const staffOfSchool = (db: Db, schoolId: number) =>
  db.selectFrom('staff').select(['id', 'given_name', 'patronymic']).where('school_id', '=', schoolId).where('ended_on', 'is', null).orderBy('given_name').limit(2000).execute();

export const isArea = async (db: Db, code: string): Promise<boolean> => (await db.selectFrom('area').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;

export const areasBelow = (db: Db, areaCode: string | null) =>
  db
    .selectFrom('area')
    .select(['code', 'level', 'name', 'name_en as nameEn'])
    .$narrowType<{ level: 'capital' | 'aimag' | 'district' | 'soum' }>()
    .$if(areaCode !== null, (areas) => areas.where(sql<SqlBool>`starts_with(code, ${areaCode})`))
    .orderBy('code')
    .limit(400)
    .execute();

/** Whom one of these schools knows as somebody grown: of its staff, posted there now or once, or guardian of a pupil today. A guardian whom it may not see, because an import only tied them to its pupil, it does not know. */
export async function isKnownAt(db: Db, schoolIds: readonly number[], personId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from staff where id = ${personId} and school_id = any (${schoolIds}::int[])
    union all select from posting where person_id = ${personId} and school_id = any (${schoolIds}::int[])
    union all select from guardianship g join school s on s.id = g.school_id join person p on p.id = g.guardian_id where g.guardian_id = ${personId} and g.school_id = any (${schoolIds}::int[])
      and g.effect = 'grant' and g.standing = 'confirmed' and coalesce(g.until_day, 'infinity') >= today_in(s.timezone, ${now})
    limit 1`.execute(db);
  return rows.length > 0;
}
