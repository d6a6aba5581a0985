import { PostingGiven } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { PostKnown, PostNew } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { forbid, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import type { z } from 'zod';
import { inPosting, type Actor } from './actor.ts';
import { insertReportedPhone } from './guardian-queries.ts';
import { addSchool, holdPerson, insertPerson } from './person-queries.ts';
import { mayPost, placeFits } from './posting-rules.ts';
import { areasBelow, insertPosting, isKnownAt, openPostingsOf, schoolToday } from './posting-queries.ts';
import { endActivationsOf } from './activation-queries.ts';
import { comingIn } from './visitor.ts';

const AREA_MISSING = { fields: { areaCode: 'area-missing' } };

/** Posts somebody from today on: one whom the school or area knows already, or a new person. Never above one's own role, never outside one's own place. */
export async function givePosting(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof PostingGiven>>> {
  const asked = isKnown(input) ? parse(PostKnown, input) : parse(PostNew, input);
  const place = { role: asked.role, schoolId: asked.schoolId, areaCode: asked.areaCode };
  if (place.role === 'area_officer' && place.areaCode === null) refuse('invalid-input', AREA_MISSING);
  if (!placeFits(place)) refuse('posting-place-wrong');
  const posting = mayPost(actor, place) ?? (actor.kind === 'staff' ? forbid('post') : notFound());
  const now = app.clock.now();
  const isOurs = 'personId' in asked && (await inTransaction(app, inPosting(actor, posting), (db) => isKnownAt(db, actor.schoolIds, asked.personId, now)));
  const acting = { ...comingIn(actor, actor.personId), postingId: posting.id, idempotencyKey: actor.idempotencyKey };
  return inTransaction(
    app,
    acting,
    async (db) => {
      const school = place.schoolId === null ? null : ((await schoolToday(db, place.schoolId, now)) ?? notFound());
      const today = school?.today ?? dayIn('Asia/Ulaanbaatar', now);
      if (place.areaCode !== null && !(await areasBelow(db, place.areaCode)).some(({ code }) => code === place.areaCode)) refuse('invalid-input', AREA_MISSING);
      const personId = 'personId' in asked ? await knownPerson(db, actor, asked.personId, isOurs, now) : await newPerson(db, asked, now);
      const held = await openPostingsOf(db, [personId], now);
      if (held.some(({ role, school_id, area_code }) => role === place.role && school_id === place.schoolId && area_code === place.areaCode)) refuse('posted-already');
      await endActivationsOf(db, personId, now); // a slip opens what its holder was when it was issued
      if (place.schoolId !== null) await addSchool(db, personId, place.schoolId);
      const postingId = newId();
      await insertPosting(db, {
        id: postingId,
        person_id: personId,
        role: place.role,
        school_id: place.schoolId,
        area_code: place.areaCode,
        began_on: today,
        posted_by: actor.personId,
        created_at: now,
      });
      await record(db, acting, 'accounts.posting-given', {
        schoolId: place.schoolId,
        subject: `posting:${postingId}`,
        body: { role: place.role },
        occurredAt: now,
      });
      return cut(PostingGiven, { postingId, personId }, SEES.staff);
    },
    { useCase: 'accounts.give-posting', request: asked, now },
  );
}

const isKnown = (input: unknown): boolean => typeof input === 'object' && input !== null && 'personId' in input;

/** Of anybody but those whom one's own school knows, who are posted in one's area, or in an office that one gives, not even that they exist. */
async function knownPerson(db: Db, actor: Actor, personId: string, isOurs: boolean, now: Date): Promise<string> {
  if (!(await holdPerson(db, personId))) notFound(); // two who post at one moment would both find no posting
  if (isOurs) return personId;
  const postings = await openPostingsOf(db, [personId], now);
  const isNear = postings.some(
    ({ role, school_id, area_code }) => (school_id !== null && actor.areaSchoolIds.includes(school_id)) || mayPost(actor, { role, schoolId: school_id, areaCode: area_code }),
  );
  if (!isNear) notFound();
  return personId;
}

/** The phone is what the poster says it is, until its holder shows that they have it. */
async function newPerson(db: Db, asked: z.output<typeof PostNew>, now: Date): Promise<string> {
  const id = newId();
  const school_ids = asked.schoolId === null ? [] : [asked.schoolId];
  await insertPerson(db, {
    id,
    school_ids,
    origin: 'khamtdaa',
    given_name: asked.givenName,
    patronymic: asked.patronymic,
    language: 'mn',
    language_chosen: false,
  });
  if (asked.phone !== null) await insertReportedPhone(db, id, asked.phone, 'khamtdaa', { vouched_by: school_ids }, now);
  return id;
}
