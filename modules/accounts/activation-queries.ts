import { sql, type SqlBool } from 'kysely';
import type { Area } from '@khamtdaa/contract/schools';
import type { Db } from '@khamtdaa/platform/database';
import type { AccountKind } from './credential-queries.ts';
import { noOfficerCan } from './second-person-queries.ts';

export interface NewActivation {
  readonly id: string;
  readonly school_id: number | null;
  readonly person_id: string;
  readonly kind: AccountKind;
  readonly purpose: 'first' | 'lost-factor';
  readonly channel: 'paper' | 'sms';
  readonly code_hash: Buffer;
  readonly issued_by: string | null;
  readonly vouched_by: number[];
  readonly issued_at: Date;
  readonly expires_at: Date;
}
export const insertActivation = (db: Db, row: NewActivation) => db.insertInto('activation').values(row).execute();

/** Good for its first use, today: whom it is for, and what a guesser would know of them. Whoever else comes in by a slip for the same person waits. */
export const goodActivation = (db: Db, codeHash: Buffer, now: Date) =>
  db
    .selectFrom('activation as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .leftJoin('school as s', 's.id', 'a.school_id')
    .leftJoin('credential as c', 'c.person_id', 'a.person_id')
    .select([
      'a.id',
      'a.person_id',
      'a.school_id',
      'a.kind',
      'a.purpose',
      'a.issued_by',
      'a.vouched_by',
      'a.confirmed_at',
      'p.given_name',
      'p.patronymic',
      's.name as school_name',
      'c.sign_in_name',
    ])
    .$narrowType<{ kind: AccountKind; purpose: 'first' | 'lost-factor' }>()
    .where('a.code_hash', '=', codeHash)
    .where('a.used_at', 'is', null)
    .where('a.ended_at', 'is', null)
    .where('a.expires_at', '>', now)
    .where('p.left_at', 'is', null)
    .forUpdate(['a', 'p'])
    .executeTakeFirst();

export const useActivation = (db: Db, id: string, now: Date) => db.updateTable('activation').set({ used_at: now }).where('id', '=', id).execute();

/** A new slip takes the place of those before. */
export const endActivationsOf = (db: Db, personId: string, now: Date) =>
  db.updateTable('activation').set({ ended_at: now }).where('person_id', '=', personId).where('used_at', 'is', null).where('ended_at', 'is', null).execute();

export const activationToConfirm = (db: Db, id: string, now: Date) =>
  db
    .selectFrom('activation')
    .select(['id', 'school_id', 'person_id', 'kind', 'issued_by'])
    .$narrowType<{ kind: AccountKind }>()
    .where('id', '=', id)
    .where('purpose', '=', 'lost-factor')
    .where('confirmed_at', 'is', null)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();

export const confirmActivation = (db: Db, id: string, confirmedBy: string, now: Date) =>
  db.updateTable('activation').set({ confirmed_by: confirmedBy, confirmed_at: now }).where('id', '=', id).execute();

/** The schools that a slip opens besides the one whose people confirm it: theirs gave it. @param slip alias of activation */
export const fromSchool = (slip: string) =>
  sql<string | null>`(select string_agg(o.name, ', ' order by o.id) from school o where o.id = any (${sql.ref(slip)}.vouched_by) and o.id <> ${sql.ref(slip)}.school_id)`;

/** Of these people who has a password for which this school stands, or a slip of it that still opens an account. */
export const waysInOf = async (db: Db, schoolId: number, personIds: readonly string[], now: Date): Promise<ReadonlyMap<string, 'given' | 'active'>> => {
  const { rows } = await sql<{ id: string; has: 'given' | 'active' }>`
    select i.id, case when c.person_id is not null then 'active' else 'given' end as has
    from unnest(${personIds}::uuid[]) as i (id) left join credential c on c.person_id = i.id and ${schoolId}::int = any (c.vouched_by)
    where c.person_id is not null or exists (select from activation a where a.person_id = i.id and a.used_at is null and a.ended_at is null and a.expires_at > ${now}
      and ${schoolId}::int = any (a.vouched_by))`.execute(db);
  return new Map(rows.map(({ id, has }) => [id, has]));
};

interface Asked {
  readonly schoolIds: readonly number[];
  readonly areaSchoolIds: readonly number[];
  readonly ofOffices: boolean;
  readonly beyondTheArea: boolean;
  readonly now: Date;
}
/** Of these schools, of the staff of those of an area, and where wished of officers, who have none, and of staff whom no officer can help. */
export const slipsWaiting = (db: Db, { schoolIds, areaSchoolIds, ofOffices, beyondTheArea, now }: Asked) =>
  db
    .selectFrom('activation as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .leftJoin('person as b', 'b.id', 'a.issued_by')
    .leftJoin('school as s', 's.id', 'a.school_id')
    .leftJoin('area', 'area.code', 's.area_code')
    .select([
      's.name as school_name',
      's.area_code',
      'area.level as area_level',
      'area.name as area_name',
      'area.name_en as area_name_en',
      'a.id',
      'a.person_id',
      'a.kind',
      'a.school_id',
      'a.channel',
      'a.issued_by',
      'a.issued_at',
      'p.given_name',
      'p.patronymic',
      'b.given_name as by_given_name',
      'b.patronymic as by_patronymic',
      fromSchool('a').as('from_school'),
    ])
    .$narrowType<{ kind: AccountKind; channel: NewActivation['channel']; area_level: Area['level'] | null }>()
    .where('a.purpose', '=', 'lost-factor')
    .where('a.confirmed_at', 'is', null)
    .where('a.used_at', 'is', null)
    .where('a.ended_at', 'is', null)
    .where('a.expires_at', '>', now)
    .where('p.left_at', 'is', null)
    .where((where) =>
      where.or([
        sql<SqlBool>`a.school_id = any (${schoolIds}::int[])`,
        sql<SqlBool>`a.kind = 'staff' and a.school_id = any (${areaSchoolIds}::int[])`,
        ...(ofOffices ? [where('a.school_id', 'is', null)] : []),
        ...(beyondTheArea ? [noOfficerCan(now)] : []),
      ]),
    )
    .orderBy('a.issued_at')
    .limit(200)
    .execute();
