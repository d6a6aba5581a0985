import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** Who posted somebody or let them in alone, who did so with those and so on, all rows of each, oneself included; and people of no source whom one posted at a school. */
export async function tiedTo(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive behind (id) as (
      select ${personId}::uuid
      union
      select x.id from behind b cross join lateral (
        select posted_by as id from posting where person_id = b.id and posted_by is not null
        union all select let_in_by from credential where person_id = b.id and let_in_by is not null
        union all select case when m.person_id = b.id then m.other_id else m.person_id end from person_match m
          where m.standing = 'confirmed' and (m.person_id = b.id or m.other_id = b.id)) x)
    select id from behind
    union select o.person_id from posting o join person p on p.id = o.person_id
      where o.posted_by = ${personId}::uuid and o.school_id is not null and p.origin = 'khamtdaa'`.execute(db);
  return rows.map(({ id }) => id);
}
