import type { Db } from '@khamtdaa/platform/database';
import { sql, type SqlBool } from 'kysely';
import type pg from 'pg';

type Kind = 'real' | 'demonstration';
export interface Installation {
  readonly kind: Kind;
  /** Of the secret key that sealed what is in it. */
  readonly keyCheck: Buffer;
  readonly isMadeUp: boolean;
}

/** Decides what a database is that nobody has begun; one that is begun stays what it is. Where people are already it is no demonstration and not made up. */
export async function beginInstallation(owner: pg.Client, kind: Kind, isMadeUp: boolean): Promise<void> {
  await owner.query(
    `insert into installation (kind, seed, made_up) select case when peopled then 'real' else $1 end, 'khamtdaa', $2 and not peopled
     from (select exists (select from person) as peopled) p on conflict do nothing`,
    [kind, isMadeUp],
  );
}

/** What a database was decided to be. The first key that opens it is its own. */
export async function openInstallation(owner: pg.Client, keyCheck: Buffer): Promise<Installation | undefined> {
  const { rows } = await owner.query<Installation>(`update installation set key_check = coalesce(key_check, $1) returning kind, key_check as "keyCheck", made_up as "isMadeUp"`, [
    keyCheck,
  ]);
  return rows[0];
}

/** Of a database of any age. */
export async function installationKind(owner: pg.Client): Promise<Kind | undefined> {
  const { rows } = await owner.query<{ kind: Kind }>('select kind from installation');
  return rows[0]?.kind;
}

export const answers = (pool: pg.Pool): Promise<boolean> =>
  pool.query('select 1').then(
    () => true,
    () => false,
  );

/** Whether an operator's posting holds and its person has a password. */
export async function anOperatorComesIn(db: Db, now: Date): Promise<boolean> {
  const found = await db
    .selectFrom('posting as o')
    .innerJoin('credential as c', 'c.person_id', 'o.person_id')
    .select(sql<SqlBool>`true`.as('found'))
    .where('o.role', '=', 'operator')
    .where(sql<SqlBool>`today_in(null, ${now}) between o.began_on and coalesce(o.ended_on, 'infinity')`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
