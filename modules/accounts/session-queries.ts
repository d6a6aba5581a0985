import { CompiledQuery } from 'kysely';
import { MINUTE, type Zone } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import type { Posting } from './actor.ts';
import type { GuardianshipRow } from './guardianship-rules.ts';
import { isClaimedThere, OF_GIVER, OPENS_BY_NO_PHONE, opensBy } from './rights-queries.ts';

export interface SessionRow {
  readonly sessionId: string;
  readonly kind: 'guardian' | 'staff' | 'pupil';
  readonly secondFactor: boolean;
  readonly seenAt: string;
  readonly personId: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly language: 'mn' | 'kk' | 'en';
  /** Of a pupil: the schools that know them and stand for their password. */
  readonly ownSchoolIds: readonly number[];
  /** Other rows of the same person, by a confirmed match. */
  readonly alsoIds: readonly string[];
  /** null: no phone was used */
  readonly phoneStanding: 'reported' | 'proved' | null;
  /** With the zone of the school or area, null in an office of the nation, and the schools that an area's officer oversees. */
  readonly postings: readonly (Posting & { readonly timezone: Zone | null; readonly areaSchoolIds: readonly number[] | null })[];
  readonly guardianships: readonly (GuardianshipRow & { readonly id: string; readonly timezone: Zone })[];
  /** Of a pupil's school. */
  readonly ownTimezone: Zone | null;
}

/** Whether a school stands for the password `c` of a session: its slip brought it, or its people agreed to that slip. @param withoutPassword for who has none, as at a demonstration's door */
const byPassword = (school: string, withoutPassword: string) => `coalesce(${school} = any (c.vouched_by), ${withoutPassword})`;

// One trip: who holds this token, and all that today's rights follow from. Of guardianship that is every restriction, and the grants that this way in opens (decision 10):
// a row of the person's own, where its school stands for the phone or password;
// a row of somebody whom its school calls the same person, on the same condition, or to a newcomer who claimed a child there;
// a row of a matched person, whichever school says so, who has this very phone, where the row's school stands for it there.
const SESSION = `
  select json_build_object(
    'sessionId', s.id, 'kind', s.kind, 'secondFactor', s.second_factor_at is not null, 'seenAt', s.seen_at,
    'personId', p.id, 'givenName', p.given_name, 'patronymic', p.patronymic, 'language', p.language,
    'ownSchoolIds', array(select own.id from unnest(p.school_ids) own (id) where s.kind = 'pupil' and ${byPassword('own.id', 'true')}),
    'ownTimezone', case when s.kind = 'pupil' then (select timezone from school where id = p.school_ids[1]) end,
    'phoneStanding', f.standing, 'alsoIds', same.ids,
    'postings', coalesce((select json_agg(json_build_object('id', o.id, 'role', o.role, 'schoolId', o.school_id, 'areaCode', o.area_code, 'timezone', coalesce(os.timezone, oa.timezone),
        'areaSchoolIds', case when o.role = 'area_officer' then array(select a.id from school a where starts_with(a.area_code, o.area_code)) end) order by o.began_on, o.id)
      from posting o left join school os on os.id = o.school_id left join area oa on oa.code = o.area_code
      where s.kind = 'staff' and o.person_id = p.id and (o.school_id is null or ${byPassword('o.school_id', 'true')})
        and today_in(os.timezone, $2) between o.began_on and coalesce(o.ended_on, 'infinity')), '[]'),
    'guardianships', coalesce((select json_agg(json_build_object('id', g.id, 'schoolId', g.school_id, 'pupilId', g.pupil_id, 'effect', g.effect, 'rights', g.rights,
        'source', g.source, 'standing', g.standing, 'fromDay', g.from_day, 'untilDay', g.until_day, 'timezone', gs.timezone, 'ofGiver', ${OF_GIVER},
        'today', today_in(gs.timezone, $2)) order by g.entered_at, g.id)
      from guardianship g join school gs on gs.id = g.school_id where s.kind <> 'pupil' and g.guardian_id = any (p.id || same.ids)
        and (g.effect = 'restrict'
          or case when g.guardian_id = p.id then case when s.phone is null then ${byPassword('g.school_id', OPENS_BY_NO_PHONE)} else ${opensBy('f')} end
            when s.phone is null then are_one_at(g.school_id, g.guardian_id, p.id) and ${byPassword('g.school_id', 'true')}
            else are_one_at(g.school_id, g.guardian_id, p.id) and (${opensBy('f')} or ${isClaimedThere('f')})
              or exists (select from person_phone h where h.person_id = g.guardian_id and h.number = s.phone and h.ended_at is null and ${opensBy('h')}) end)), '[]')) as found
  from session s join person p on p.id = s.person_id
  cross join lateral (select array(select case when m.person_id = p.id then m.other_id else m.person_id end
    from person_match m where m.standing = 'confirmed' and (m.person_id = p.id or m.other_id = p.id)) as ids) same
  left join credential c on c.person_id = s.person_id
  left join person_phone f on f.person_id = s.person_id and f.number = s.phone and f.ended_at is null
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and p.left_at is null and p.erased_at is null
    and (s.phone is null or f.number is not null)
    and (not s.shared_machine or s.seen_at > $2::timestamptz - interval '30 minutes')`;

export const sessionByToken = (tokenHash: Buffer, now: Date) => CompiledQuery.raw(SESSION, [tokenHash, now]) as CompiledQuery<{ found: SessionRow }>;

export const touchSession = (db: Db, id: string, now: Date) => db.updateTable('session').set({ seen_at: now }).where('id', '=', id).execute();

export const insertSession = (
  db: Db,
  row: {
    id: string;
    token_hash: Buffer;
    person_id: string;
    kind: SessionRow['kind'];
    phone: string | null;
    device: string;
    shared_machine: boolean;
    second_factor_at: Date | null;
    created_at: Date;
    seen_at: Date;
    expires_at: Date;
  },
) => db.insertInto('session').values(row).execute();

export type EndedWhy = 'signed-out' | 'ended-elsewhere' | 'phone-fell-back' | 'left' | 'factor-replaced' | 'posting-ended';

export const endSession = (db: Db, id: string, why: EndedWhy, now: Date) =>
  db.updateTable('session').set({ ended_at: now, ended_why: why }).where('id', '=', id).where('ended_at', 'is', null).execute();

export const sessionById = (db: Db, id: string) => db.selectFrom('session').select(['device', 'shared_machine', 'phone']).where('id', '=', id).executeTakeFirstOrThrow();

/** How sessions came in: by this phone; null: by none. */
export interface WayIn {
  readonly phone: string | null;
}

/** What a person sees of their own open sessions. @param wayIn those that came in so; all without it */
export const sessionsOf = (db: Db, personId: string, now: Date, wayIn?: WayIn) =>
  db
    .selectFrom('session')
    .select(['id', 'kind', 'device', 'shared_machine', 'created_at', 'seen_at'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(wayIn !== undefined, (query) => query.where('phone', 'is not distinct from', wayIn?.phone ?? null))
    .where((where) => where.or([where('shared_machine', '=', false), where('seen_at', '>', new Date(now.getTime() - 30 * MINUTE))]))
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();

export const endSessionsOf = (db: Db, personId: string, why: EndedWhy, now: Date, but?: string, wayIn?: WayIn) =>
  db
    .updateTable('session')
    .set({ ended_at: now, ended_why: why })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(but !== undefined, (query) => query.where('id', '<>', but ?? ''))
    .$if(wayIn !== undefined, (query) => query.where('phone', 'is not distinct from', wayIn?.phone ?? null))
    .execute();

export const endOneSession = async (db: Db, personId: string, id: string, why: EndedWhy, now: Date, wayIn?: WayIn): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ ended_at: now, ended_why: why })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .$if(wayIn !== undefined, (query) => query.where('phone', 'is not distinct from', wayIn?.phone ?? null))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
