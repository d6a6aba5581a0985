import { DelegateToNew } from '@khamtdaa/contract/guardianship';
import { shortName, t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { after, DAY } from '@khamtdaa/platform/clock';
import { addressOf } from '@khamtdaa/platform/config';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import type { Actor } from './actor.ts';
import { giveRights, refuseRightsNotTheirs, openInCharge } from './give-rights.ts';
import { addWord, holdsPhone, insertReportedPhone, isKeptAway, proposeSame } from './guardian-queries.ts';
import { insertPerson } from './person-queries.ts';
import { queueSms } from './queue-sms.ts';
import { countGivenSince, findGivenPerson, lockGiver } from './rights-queries.ts';

const MOST_PEOPLE_A_DAY = 5;
/** Of several children each is given apart, and each time somebody gets a message. */
const MOST_TIMES_A_DAY = 15;

/**
 * A guardian lets somebody whom no school knows see the child for a time: by phone and name, and a message tells them.
 * Their phone is a reported one. The person is made at the door, where nobody's records are read.
 */
export async function delegateToNew(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(DelegateToNew, input);
  const { schoolId, pupilId, phone, givenName, patronymic } = request;
  await inTransaction(
    app,
    { ...atTheDoor(actor.channel), personId: actor.personId, idempotencyKey: actor.idempotencyKey },
    async (db) => {
      const opened = await openInCharge(app, db, actor, request);
      refuseRightsNotTheirs(actor, opened, request.rights);
      await lockGiver(db, actor.personId);
      const known = await findGivenPerson(db, actor.personId, phone, givenName);
      if (!known && (await isOnesOwn(db, actor, request))) refuse('phone-yours', { fields: { phone: 'phone-yours' } }); // who is known already is made no second time
      const given = await countGivenSince(db, actor.personId, after(app.clock.now(), -DAY), known?.id);
      if (given.people >= MOST_PEOPLE_A_DAY || given.times >= MOST_TIMES_A_DAY) refuse('given-too-often');
      if (await isKeptAway(db, { pupilId, today: opened.today }, { number: phone, givenName, patronymic })) refuse('not-to-this-person');
      const guardianId = known?.id ?? (await makePerson(app, db, { schoolId, phone, givenName, patronymic, language: actor.language }));
      if (known) await addWord(db, guardianId, phone, { vouchedBy: schoolId }); // of a child at another school
      await giveRights(app, db, actor, opened, { ...request, guardianId });
      const by = shortName({ given_name: actor.name.given, patronymic: actor.name.patronymic });
      await queueSms(app, db, { number: phone, text: t(actor.language).sms.delegated({ by, at: new URL(addressOf(app.config)).host }), purpose: 'delegation' });
    },
    { useCase: 'accounts.delegate-to-new', request, now: app.clock.now() },
  );
}

/**
 * Whether somebody types their own phone: two people would share it, and each sign-in would ask for a birth date to tell them apart. A number that nobody confirmed as theirs
 * may be the grandmother's, so it counts as their own only under their own name.
 */
const isOnesOwn = (db: Db, actor: Actor, { schoolId, phone, givenName }: { schoolId: number; phone: string; givenName: string }): Promise<boolean> =>
  holdsPhone(
    db,
    { personIds: [actor.personId, ...actor.alsoIds], sessionId: actor.sessionId, schoolId },
    phone,
    actor.name.given.toLowerCase() === givenName.toLowerCase() ? ['proved', 'reported'] : ['proved'],
  );

async function makePerson(app: App, db: Db, who: { schoolId: number; phone: string; givenName: string; patronymic: string; language: string }): Promise<string> {
  const id = newId();
  await insertPerson(db, {
    id,
    school_ids: [who.schoolId],
    origin: 'delegation',
    given_name: who.givenName,
    patronymic: who.patronymic,
    language: who.language,
    language_chosen: false,
  });
  await insertReportedPhone(db, id, who.phone, 'delegation', { vouched_by: [who.schoolId] }, app.clock.now());
  // a relative is often a parent at the school too, and sees only half until both rows are called one. Looked for by the phone alone (no pupil): the name is the giver's word
  await proposeSame(db, { id, givenName: who.givenName, number: who.phone }, { schoolId: who.schoolId, pupilId: null });
  return id;
}
