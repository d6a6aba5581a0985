import type { Relation } from '@khamtdaa/contract/accounts';
import type { Demonstration } from '../pages/demonstration.ts';

export interface JourneyGuardian {
  readonly number: string;
  readonly child: string;
  /** As people type it. */
  readonly birth: string;
}

/**
 * A guardian of the soum's school, alone with a phone in Mongolia: used before when proved, never when only reported. A code goes to a phone once a minute and this
 * clock stands still, so each journey has phones of its own: those that end in its digit.
 */
export async function aGuardian({ owner }: Demonstration, standing: 'proved' | 'reported', digit: number): Promise<JourneyGuardian> {
  const { rows } = await owner.query<JourneyGuardian>(
    `select ph.number, c.given_name as child, to_char(c.birth_date, 'YYYY.MM.DD') as birth
       from person_phone ph
       join guardianship g on g.guardian_id = ph.person_id and g.effect = 'grant' and g.standing = 'confirmed' and 'attendance' = any (g.rights)
       join school s on s.id = g.school_id and s.code = 'demo-soum'
       join person c on c.id = g.pupil_id
       left join person_source known on known.person_id = ph.person_id and known.source_id like 'case-%'
      where ph.standing = $1 and (ph.used_at is null) = ($1 = 'reported') and ph.ended_at is null and ph.number like '+976%' || $2 and known.person_id is null
        and not exists (select from person_phone other where other.number = ph.number and other.person_id <> ph.person_id)
      order by ph.number limit 1`,
    [standing, String(digit)],
  );
  if (!rows[0]) throw new Error(`no ${standing} phone ends in ${digit}`);
  return rows[0];
}

/** Gives the phone of a child's guardian to another guardian of the same child too, who is something else to it. */
export async function twoOfOnePhone(demo: Demonstration): Promise<{ number: string; birth: string; relation: Relation }> {
  const { rows } = await demo.owner.query<{ number: string; birth: string; relation: Relation; other: string }>(
    `select ph.number, to_char(c.birth_date, 'YYYY.MM.DD') as birth, g.relation, o.guardian_id as other
       from person_phone ph join guardianship g on g.guardian_id = ph.person_id and g.effect = 'grant' and g.source = 'register'
       join school s on s.id = g.school_id and s.code = 'demo-soum' join person c on c.id = g.pupil_id
       join guardianship o on o.school_id = g.school_id and o.pupil_id = g.pupil_id and o.guardian_id <> g.guardian_id and o.relation <> g.relation and o.source = 'register'
      where ph.standing = 'proved' and ph.ended_at is null and ph.number like '+976%5'
        and not exists (select from person_phone x where x.number = ph.number and x.person_id <> ph.person_id)
        and not exists (select from person_source k where k.person_id in (ph.person_id, o.guardian_id) and k.source_id like 'case-%')
      order by ph.number limit 1`,
  );
  const [found] = rows;
  if (!found) throw new Error('no child has two guardians of whom one has a phone that ends in 5');
  await demo.owner.query(
    `insert into person_phone (person_id, number, standing, source, reported_at, proved_at, used_at, vouched_by)
      select id, $2, 'proved', 'test', now(), now(), now(), school_ids from person where id = $1`,
    [found.other, found.number],
  );
  return found;
}
