import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

const COLUMNS = ['person_id', 'sign_in_name', 'password_hash', 'kind', 'totp_sealed', 'totp_confirmed_at', 'totp_last_step', 'recovery_hashes'] as const;

/** What a way in opens: postings, or a pupil's own record. */
export type AccountKind = 'staff' | 'pupil';

export const credentialByName = (db: Db, name: string) =>
  db
    .selectFrom('credential as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .select(['c.person_id', 'c.password_hash', 'c.kind', 'c.totp_confirmed_at'])
    .$narrowType<{ kind: AccountKind }>()
    .where('c.sign_in_name', '=', name)
    .where('p.left_at', 'is', null)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();

export const credentialOf = (db: Db, personId: string) => db.selectFrom('credential').select(COLUMNS).where('person_id', '=', personId).executeTakeFirst();
export const credentialForUpdate = (db: Db, personId: string) => db.selectFrom('credential').select(COLUMNS).where('person_id', '=', personId).forUpdate().executeTakeFirst();

export const lockName = (db: Db, name: string) => sql`select pg_advisory_xact_lock(7411, hashtext(${name}))`.execute(db);
export const holderOfName = async (db: Db, name: string): Promise<string | undefined> =>
  (await db.selectFrom('credential').select('person_id').where('sign_in_name', '=', name).executeTakeFirst())?.person_id;

export interface NewCredential {
  readonly person_id: string;
  readonly sign_in_name: string;
  readonly password_hash: string;
  readonly kind: AccountKind;
  readonly let_in_by: string | null;
  /** Schools that stand for it: it opens what these have. */
  readonly vouched_by: number[];
  readonly changed_at: Date;
}
/** A new password begins everything anew: no second factor of before stays good, and no school's word. */
export function saveCredential(db: Db, row: NewCredential) {
  const { person_id, ...changed } = { ...row, totp_sealed: null, totp_confirmed_at: null, totp_last_step: 0, recovery_hashes: [] as Buffer[] };
  return db
    .insertInto('credential')
    .values({ person_id, ...changed })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(changed))
    .execute();
}

export const changeCredential = (
  db: Db,
  personId: string,
  change: { totp_sealed?: Buffer; totp_confirmed_at?: Date; totp_last_step?: number; recovery_hashes?: Buffer[]; changed_at?: Date },
) => db.updateTable('credential').set(change).where('person_id', '=', personId).execute();
