import { PostingGiven, PostingRole } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { forbid, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { addSchool, insertPerson, personAtDoor } from './person-queries.ts';
import { mayPost, placeFits } from './posting-rules.ts';
import { insertPosting, openPostingsOf } from './posting-queries.ts';
import { comingIn } from './visitor.ts';

const Name = z.string().trim().min(1, 'name-missing').max(60);
const GivePosting = z.object({
  who: z.union([z.object({ personId: z.uuid() }), z.object({ givenName: Name, patronymic: z.string().trim().max(60).default('') })]),
  role: PostingRole,
  schoolId: z.int().positive().nullable().default(null),
  areaCode: z
    .string()
    .regex(/^\d{2}(\d{2})?$/)
    .nullable()
    .default(null),
});

/** Posts somebody from today on: one whom the school or area knows already, or a new person. Never above one's own role, never outside one's own place. */
export async function givePosting(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof PostingGiven>>> {
  const { who, ...place } = parse(GivePosting, input);
  if (!placeFits(place)) refuse('posting-place-wrong');
  const posting = mayPost(actor, place) ?? (actor.kind === 'staff' ? forbid('post') : notFound());
  const now = app.clock.now();
  const today = dayIn('Asia/Ulaanbaatar', now);
  const acting = { ...comingIn(actor, actor.personId), postingId: posting.id, idempotencyKey: actor.idempotencyKey };
  return inTransaction(
    app,
    acting,
    async (db) => {
      const personId = 'personId' in who ? await knownPerson(db, actor, who.personId, today) : await newPerson(db, who, place.schoolId);
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
    { useCase: 'accounts.give-posting', request: { who, ...place }, now },
  );
}

/** Somebody of one's own school, or posted in one's area; of anybody else not even that they exist. */
async function knownPerson(db: Db, actor: Actor, personId: string, today: string): Promise<string> {
  const person = (await personAtDoor(db, personId)) ?? notFound();
  if (person.school_ids.some((schoolId) => actor.schoolIds.includes(schoolId))) return personId;
  const postings = await openPostingsOf(db, [personId], today);
  if (!postings.some(({ school_id }) => school_id !== null && actor.areaSchoolIds.includes(school_id))) notFound();
  return personId;
}

async function newPerson(db: Db, name: { givenName: string; patronymic: string }, schoolId: number | null): Promise<string> {
  const id = newId();
  await insertPerson(db, {
    id,
    school_ids: schoolId === null ? [] : [schoolId],
    origin: 'khamtdaa',
    given_name: name.givenName,
    patronymic: name.patronymic,
    language: 'mn',
    language_chosen: false,
  });
  return id;
}
