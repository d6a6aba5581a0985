import { sql } from 'kysely';
import { isClaimedThere, ofGiver, opensBy, rightsThatStand } from '@khamtdaa/modules/accounts';
import type { Db } from '@khamtdaa/platform/database';
import type { GuardianshipSource, Relation, Right } from '@khamtdaa/contract/accounts';
import type { CourtReason } from '@khamtdaa/contract/guardianship';

export interface PupilRow {
  readonly id: string;
  readonly given_name: string;
  readonly patronymic: string;
}

/** The pupils of a class on a day. */
export const findPupilsOf = (db: Db, schoolId: number, classId: string, day: string): Promise<PupilRow[]> =>
  db
    .selectFrom('enrolment as e')
    .innerJoin('pupil as p', (join) => join.onRef('p.school_id', '=', 'e.school_id').onRef('p.id', '=', 'e.person_id'))
    .select(['p.id', 'p.given_name', 'p.patronymic'])
    .distinctOn('p.id')
    .where('e.school_id', '=', schoolId)
    .where('e.class_id', '=', classId)
    .where('e.role', '=', 'pupil')
    .where('e.began_on', '<=', day)
    .where((eb) => eb.or([eb('e.ended_on', 'is', null), eb('e.ended_on', '>=', day)]))
    .orderBy('p.id')
    .limit(200)
    .execute();

/** Those of these people whose date of birth is not known. */
export const findWithoutBirthDate = async (db: Db, personIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (personIds.length === 0) return new Set();
  const rows = await db.selectFrom('person').select('id').where('id', 'in', personIds).where('birth_date', 'is', null).execute();
  return new Set(rows.map(({ id }) => id));
};

export interface GuardianRow {
  readonly id: string;
  readonly pupil_id: string;
  readonly guardian_id: string;
  readonly given_name: string;
  readonly patronymic: string;
  /** null: known elsewhere, and by name only as the school's own bundle told it. */
  readonly language: string | null;
  /** The phones that the school's bundle names for whom another school knows: by them they come in here, once they hold one. null: the school knows them itself. */
  readonly toldPhones: string[] | null;
  readonly relation: Relation;
  readonly source: GuardianshipSource;
  readonly effect: 'grant' | 'restrict';
  readonly standing: 'confirmed' | 'claimed' | 'refused';
  readonly rights: Right[];
  readonly refusal: string | null;
  readonly court_reason: CourtReason | null;
  readonly court_document: string | null;
  readonly from_day: string;
  readonly until_day: string | null;
  /** By a phone of theirs, or of who is the same person and has not left; whom the bundle alone ties to the pupil, by one that it named, which is taken for theirs. */
  readonly canComeIn: boolean;
}

/** Not of a letter's claim: that is no word of the bundle. */
const toldPhones = sql<string[] | null>`case when g.source <> 'letter' then k.phones end`;
const canComeIn = sql<boolean>`coalesce(${toldPhones} <> '{}', false) or exists (select from person_phone f where f.person_id = p.id and f.ended_at is null and ${sql.raw(opensBy('f'))})
  or exists (select from person_match m join person o on o.id = case when m.person_id = p.id then m.other_id else m.person_id end and o.left_at is null and o.erased_at is null
    join person_phone f on f.person_id = o.id where m.school_id = g.school_id and m.standing = 'confirmed' and p.id in (m.person_id, m.other_id) and f.ended_at is null and (g.school_id = any (f.vouched_by) or ${sql.raw(isClaimedThere('f'))}))`;

/**
 * Who stands beside these pupils today, and whose claim was refused; nobody who has left, unless a court keeps them away, and nobody by what counts no longer of
 * what was given to them. Of who is known elsewhere what the school's bundle told.
 */
export async function findGuardiansOf(db: Db, schoolId: number, pupilIds: readonly string[], day: string): Promise<GuardianRow[]> {
  const rows = await db
    .selectFrom('guardianship as g')
    .leftJoin('person as p', 'p.id', 'g.guardian_id')
    .leftJoin('guardian_as_told as k', (join) => join.onRef('k.school_id', '=', 'g.school_id').onRef('k.guardian_id', '=', 'g.guardian_id'))
    .select(({ fn }) => [
      'g.id',
      'g.pupil_id',
      'g.guardian_id',
      fn.coalesce('p.given_name', 'k.given_name').as('given_name'),
      fn.coalesce('p.patronymic', 'k.patronymic').as('patronymic'),
      toldPhones.as('toldPhones'),
      'p.language',
      'g.relation',
      'g.source',
      'g.effect',
      'g.standing',
      'g.rights',
      'g.refusal',
      'g.court_reason',
      'g.court_document',
      'g.from_day',
      'g.until_day',
      canComeIn.as('canComeIn'),
      ofGiver,
    ])
    .where('g.school_id', '=', schoolId)
    .where('g.pupil_id', 'in', pupilIds)
    .where('g.from_day', '<=', day)
    .where((eb) => eb.or([eb('g.until_day', 'is', null), eb('g.until_day', '>=', day)]))
    .where((eb) => eb.or([eb('p.id', 'is not', null), eb('k.guardian_id', 'is not', null)]))
    .where((eb) => eb.or([eb('g.effect', '=', 'restrict'), eb.and([eb('p.left_at', 'is', null), eb('p.erased_at', 'is', null)])]))
    .orderBy('g.entered_at')
    .orderBy('g.id')
    .limit(2000)
    .$castTo<GuardianRow & Parameters<typeof rightsThatStand>[0]>()
    .execute();
  return rows.map((row) => ({ ...row, rights: [...rightsThatStand({ ...row, today: day })] })).filter(({ rights }) => rights.length > 0);
}

/** Those for which the school stands, or by which somebody came with its letter: of others that a person has it is told nothing. */
export const findPhonesOf = (db: Db, schoolId: number, personIds: readonly string[]) =>
  db
    .selectFrom('person_phone')
    .select(['person_id', 'number', 'standing', 'used_at', 'birth_date_tries', 'claims', sql<boolean>`${schoolId}::int = any (vouched_by)`.as('vouched')])
    .where('person_id', 'in', personIds)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`(${schoolId}::int = any (vouched_by) or exists (select from guardianship c where c.school_id = ${schoolId} and c.id = any (claims)))`)
    .orderBy('number')
    .limit(1000)
    .$castTo<{ person_id: string; number: string; standing: 'reported' | 'proved'; used_at: Date | null; birth_date_tries: number; claims: string[]; vouched: boolean }>()
    .execute();

/** The last moment of letters that are out and that nobody has used, by pupil. */
export const findLettersOut = (db: Db, schoolId: number, pupilIds: readonly string[], now: Date) =>
  db
    .selectFrom('letter_code')
    .select(['pupil_id', ({ fn }) => fn.max('expires_at').as('expires_at')])
    .where('school_id', '=', schoolId)
    .where('pupil_id', 'in', pupilIds)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .groupBy('pupil_id')
    .execute();

/** When a letter for these pupils was last tried by somebody whom a court keeps away. */
export const findTurnedAway = async (db: Db, schoolId: number, pupilIds: readonly string[], since: Date): Promise<ReadonlyMap<string, Date>> => {
  const rows = await db
    .selectFrom('event')
    .select(['subject', ({ fn }) => fn.max('occurred_at').as('at')])
    .where('school_id', '=', schoolId)
    .where('name', '=', sql.lit('accounts.claim-turned-away')) // as the index has it
    .where(
      'subject',
      'in',
      pupilIds.map((id) => `pupil:${id}`),
    )
    .where('occurred_at', '>', since)
    .groupBy('subject')
    .execute();
  return new Map(rows.map(({ subject, at }) => [subject.replace('pupil:', ''), at]));
};

/** Proposals and decisions about who is the same, where at least one of the two looks after one of these pupils. */
export const findMatchesOf = (db: Db, schoolId: number, guardianIds: readonly string[]) =>
  db
    .selectFrom('person_match as m')
    .innerJoin('person as one', 'one.id', 'm.person_id')
    .innerJoin('person as other', 'other.id', 'm.other_id')
    .select(['m.id', 'm.standing', 'm.person_id', 'm.other_id', 'one.given_name', 'one.patronymic', 'other.given_name as other_given_name', 'other.patronymic as other_patronymic'])
    .where('m.school_id', '=', schoolId)
    .where((eb) => eb.or([eb('m.person_id', 'in', guardianIds), eb('m.other_id', 'in', guardianIds)]))
    .orderBy('m.id', 'desc')
    .limit(200)
    .execute();

export const findPupil = (db: Db, schoolId: number, pupilId: string): Promise<PupilRow | undefined> =>
  db.selectFrom('pupil').select(['id', 'given_name', 'patronymic']).where('school_id', '=', schoolId).where('id', '=', pupilId).executeTakeFirst();

export const findPupils = (db: Db, schoolIds: readonly number[], pupilIds: readonly string[]) =>
  db
    .selectFrom('pupil')
    .select(['school_id', 'id', 'given_name', 'patronymic'])
    .where('school_id', 'in', [...schoolIds])
    .where('id', 'in', [...pupilIds])
    .orderBy('school_id')
    .orderBy('given_name')
    .orderBy('patronymic')
    .orderBy('id')
    .limit(50)
    .execute();
