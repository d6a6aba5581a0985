import type { App } from '@khamtdaa/platform/app';
import { after, DAY, dayIn } from '@khamtdaa/platform/clock';
import pg from 'pg';
import { demoPeople, fixedId, fixedIds } from './people.ts';
import { schoolCalendar, startYearOf } from './school-calendar.ts';
import { planOf, schoolPlans } from './school-plans.ts';
import * as rows from './settle-queries.ts';

const ALL_RIGHTS = ['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told'] as const;
const LAST_LOOK = 3 * DAY;
const AREA_OFFICERS_POSTING = fixedId(11);
const BUSY_CLASS = 'city-5б';
const guardiansOfTheDemo = ['guardian-two-schools', 'guardian-herder', 'guardian-divorced', 'caretaker', 'council-member'] as const;

/**
 * What no bundle carries, and what schools and people decide themselves: breaks, courts, delegations, claims, proved phones, postings of officers
 * and council members, languages. Runs once, after the import and before the first register; as the owner, because nobody's login may do all of it.
 */
export const settle = (app: App, ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, async (owner) => {
    await owner.query('begin');
    try {
      await settleAll(owner, app.clock.now());
      await owner.query('commit');
    } catch (error) {
      await owner.query('rollback').catch(() => undefined);
      throw error;
    }
  });

/** The area officer's posting is the sign: all of it stands or nothing. */
export const isSettled = (ownerUrl: string): Promise<boolean> => asOwner(ownerUrl, (owner) => rows.hasPosting(owner, AREA_OFFICERS_POSTING));

/** Of all that was filled: without them the first pages are planned for empty tables. */
export const takeStatistics = (ownerUrl: string): Promise<void> => asOwner(ownerUrl, rows.analyse);

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function settleAll(owner: pg.Client, now: Date) {
  const today = dayIn('Asia/Ulaanbaatar', now);
  const startYear = startYearOf(today);
  const { people, schools } = await rows.whoIsWho(owner);
  const person = (sourceId: string) => people.get(sourceId) ?? missing(sourceId);
  const school = (key: 'city' | 'soum' | 'kazakh') => schools.get(planOf(key).sourceId) ?? missing(key);
  /** Some day of this autumn, or today when it has not come yet. */
  const autumn = (monthDay: string) => (`${startYear}-${monthDay}` < today ? `${startYear}-${monthDay}` : today);
  const at = (monthDay: string) => new Date(Math.min(Date.parse(`${autumn(monthDay)}T02:00:00Z`), now.getTime()));

  for (const plan of schoolPlans)
    for (const year of [startYear, startYear + 1])
      for (const rest of schoolCalendar(year, plan.key === 'city').breaks) await rows.addBreak(owner, schools.get(plan.sourceId) ?? missing(plan.key), rest);

  const postedFrom = `${startYear}-09-01`;
  const outsider = { origin: 'khamtdaa', schoolIds: [] } as const;
  await rows.addPerson(owner, { ...outsider, id: fixedIds.areaOfficer, given: 'Мөнхтуяа', patronymic: 'Сэргэлэн', phone: '+97699001601' }, at('09-01'));
  await rows.addPerson(owner, { ...outsider, id: fixedIds.ministryAnalyst, given: 'Анхбаяр', patronymic: 'Цогтбаатар', phone: '+97699001602' }, at('09-01'));
  await rows.addPosting(
    owner,
    { id: AREA_OFFICERS_POSTING, personId: fixedIds.areaOfficer, role: 'area_officer', schoolId: null, areaCode: planOf('city').areaCode },
    postedFrom,
    at('09-01'),
  );
  await rows.addPosting(owner, { id: fixedId(12), personId: fixedIds.ministryAnalyst, role: 'ministry_analyst', schoolId: null, areaCode: null }, postedFrom, at('09-01'));
  await rows.addPosting(
    owner,
    { id: fixedId(13), personId: person('case-council-member'), role: 'council_member', schoolId: school('city'), areaCode: null },
    postedFrom,
    at('09-01'),
  );

  const manager = person('case-training-manager');
  const classTeacher = person('case-class-teacher');
  const father = person('case-divorced-father');
  const court = { schoolId: school('city'), effect: 'restrict', source: 'court', standing: 'confirmed', from: autumn('09-14'), enteredBy: manager } as const;
  const paper = { reason: 'court-decision', document: `101/ШШ${startYear}/00412` } as const;
  await rows.addRights(
    owner,
    { ...court, id: fixedId(21), pupilId: person('case-divorced-daughter'), guardianId: father, rights: ALL_RIGHTS, relation: 'father', court: paper },
    at('09-14'),
  );
  const given = { schoolId: school('city'), effect: 'grant', source: 'school', standing: 'confirmed', from: autumn('09-14'), enteredBy: manager } as const;
  for (const [id, child] of [
    [22, 'case-divorced-daughter'],
    [23, 'case-divorced-son'],
  ] as const)
    await rows.addRights(
      owner,
      { ...given, id: fixedId(id), pupilId: person(child), guardianId: person('case-divorced-mother'), rights: ['health', 'pick-up'], relation: 'mother' },
      at('09-14'),
    );

  const herder = person('case-herder-father');
  const delegated = { schoolId: school('soum'), effect: 'grant', source: 'delegation', standing: 'confirmed', from: autumn('09-02'), until: `${startYear + 1}-06-11` } as const;
  await rows.addRights(
    owner,
    {
      ...{ ...delegated, id: fixedId(24), pupilId: person('case-herder-son'), guardianId: person('case-caretaker'), relation: 'relative' },
      ...{ rights: ['attendance', 'contact', 'pick-up', 'told'], delegatedBy: herder, enteredBy: herder },
    },
    at('09-02'),
  );
  const dormitory = { ...delegated, pupilId: person('case-herder-daughter'), guardianId: person('soum-dormitory-teacher-1'), relation: 'dormitory-teacher' } as const;
  await rows.addRights(owner, { ...dormitory, id: fixedId(25), rights: ['attendance', 'pick-up', 'told'], delegatedBy: herder, enteredBy: herder }, at('09-02'));

  await settleClaims(owner, { school: school('city'), person, from: autumn('11-16'), at: at('11-16'), decidedBy: classTeacher });

  for (const key of ['city', 'soum', 'kazakh'] as const) await rows.proveSomePhones(owner, school(key), BUSY_CLASS, at('09-10'));
  for (const key of guardiansOfTheDemo) await rows.provePhone(owner, person(demoPeople[key].sourceId), classTeacher, at('09-05'), key === 'guardian-herder' ? at('09-05') : now);
  await rows.usePhone(owner, person('case-reported-mother'), at('11-18'));
  await rows.chooseLanguage(owner, person('case-kazakh-mother'), 'kk');
  for (const key of guardiansOfTheDemo) await rows.lookedAt(owner, person(demoPeople[key].sourceId), after(now, -LAST_LOOK));
}

interface ClaimsOf {
  readonly school: number;
  readonly person: (sourceId: string) => string;
  readonly from: string;
  readonly at: Date;
  readonly decidedBy: string;
}
/** Two people who came with a letter's code: one waits for the class teacher, one was refused. */
async function settleClaims(owner: pg.Client, { school, person, from, at, decidedBy }: ClaimsOf) {
  const byLetter = { origin: 'letter', schoolIds: [school] } as const;
  await rows.addPerson(owner, { ...byLetter, id: fixedIds.claimant, given: 'Ариунболд', patronymic: 'Төмөр', phone: '+97688001603' }, at);
  await rows.addPerson(owner, { ...byLetter, id: fixedIds.refusedClaimant, given: 'Зоригт', patronymic: 'Давааням', phone: '+97688001604' }, at);
  const claim = { schoolId: school, effect: 'grant', rights: ['attendance', 'marks', 'told', 'contact', 'vote'], source: 'letter', from } as const;
  await rows.addRights(
    owner,
    { ...claim, id: fixedId(26), pupilId: person('case-claimed-child'), guardianId: fixedIds.claimant, relation: 'father', standing: 'claimed', enteredBy: fixedIds.claimant },
    at,
  );
  await rows.addRights(
    owner,
    {
      ...{ ...claim, id: fixedId(27), pupilId: person('case-refused-child'), guardianId: fixedIds.refusedClaimant, relation: 'relative', standing: 'refused' },
      ...{ enteredBy: decidedBy, refusal: 'not-known' },
    },
    at,
  );
}

const missing = (name: string): never => {
  throw new RangeError(`the import did not bring ${name}`);
};
