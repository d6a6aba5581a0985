import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** Known to the demonstration's source, or by a fixed id. */
export type DemoWho = { readonly source: string; readonly sourceId: string } | { readonly id: string };

export const installationKind = async (db: Db): Promise<string | undefined> => (await db.selectFrom('installation').select('kind').executeTakeFirst())?.kind;

/** A guardian comes in by a phone also here: a proved one if there is one. */
export const demoPhone = async (db: Db, personId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('person_phone')
      .select('number')
      .where('person_id', '=', personId)
      .where('ended_at', 'is', null)
      .orderBy(sql`standing = 'proved'`, 'desc')
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
  )?.number;

export async function demoPerson(db: Db, who: DemoWho): Promise<string | undefined> {
  if ('id' in who) return (await db.selectFrom('person').select('id').where('id', '=', who.id).executeTakeFirst())?.id;
  const row = await db.selectFrom('person_source').select('person_id').where('source', '=', who.source).where('source_id', '=', who.sourceId).executeTakeFirst();
  return row?.person_id;
}
