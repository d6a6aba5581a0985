import { Slips, type Slip } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ChoosePeople } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { after, DAY } from '@khamtdaa/platform/clock';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { newDigits, newId } from '@khamtdaa/platform/ids';
import { endActivationsOf, insertActivation, type NewActivation } from './activation-queries.ts';
import { isSelf, type Actor } from './actor.ts';
import { credentialOf } from './credential-queries.ts';
import { isGuardian } from './guardian-queries.ts';
import { personAtDoor } from './person-queries.ts';
import { openPostingsOf } from './posting-queries.ts';
import { mayAdmit, type Admission } from './posting-rules.ts';
import { comingIn } from './visitor.ts';
import { whoConfirms } from './who-confirms.ts';

const LASTS = { first: 60 * DAY, 'lost-factor': 7 * DAY } as const;

/**
 * Slips for staff: a first way in, or a new one for who lost a factor. Whoever can sign in already, by password or as a guardian, gets one that a
 * second person must confirm, and so does who is posted at another school too, by somebody of that one: else who issues it could take over alone.
 */
export async function issueSlips(app: App, actor: Actor, input: unknown): Promise<Cut<Slip[]>> {
  const { personIds } = parse(ChoosePeople, input);
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => cut(Slips, await slipsFor(app, db, actor, personIds, 'paper'), SEES.issuer));
}

/** One for each, with the schools that stand for it, or a refusal for all: who lets somebody in must stand above every posting that opens. */
export async function slipsFor(app: App, db: Db, actor: Actor, personIds: readonly string[], channel: NewActivation['channel']): Promise<(Slip & Pick<Admission, 'vouchedBy'>)[]> {
  const postings = await openPostingsOf(db, personIds, app.clock.now());
  const slips: (NewSlip & Pick<Slip, 'roles'> & Pick<Admission, 'vouchedBy'>)[] = [];
  for (const personId of new Set(personIds)) {
    const theirs = postings.filter(({ person_id }) => person_id === personId);
    const isKnown = theirs.some(({ school_id }) => school_id !== null && (actor.schoolIds.includes(school_id) || actor.areaSchoolIds.includes(school_id)));
    const places = theirs.map(({ role, school_id, area_code }) => ({ role, schoolId: school_id, areaCode: area_code }));
    const admission = isSelf(actor, personId) ? undefined : mayAdmit(actor, places);
    if (!admission) return isKnown ? forbid('issue-slip') : notFound();
    const { by, agreedAt, vouchedBy } = admission;
    const holdsOffice = theirs.some(({ school_id }) => school_id === null); // then nobody of a school stands for it
    const schoolId = holdsOffice ? null : (agreedAt ?? theirs[0]?.school_id ?? null);
    const slip = await issueSlip(app, db, { personId, schoolId, kind: 'staff', issuedBy: actor.personId, postingId: by.id, vouchedBy, channel, waits: agreedAt !== null });
    slips.push({ ...slip, vouchedBy, roles: places.map(({ role }) => role) });
  }
  return withConfirmers(db, slips, app.clock.now());
}

/** A slip just written, its code in clear. */
interface NewSlip extends Omit<Slip, 'roles' | 'confirmers'> {
  readonly activationId: string;
  readonly purpose: NewActivation['purpose'];
}
/** Slips as they are handed out: those that wait for a second person say who that may be. */
export async function withConfirmers<S extends NewSlip>(db: Db, slips: readonly S[], now: Date): Promise<(S & Slip)[]> {
  const waiting = slips.filter(({ purpose }) => purpose === 'lost-factor').map(({ activationId }) => activationId);
  const confirmers = await whoConfirms(db, waiting, now);
  return slips.map((slip) => ({ ...slip, confirmers: confirmers.get(slip.activationId) ?? null }));
}

/** Writes one slip, its authorization decided before. It ends those that the person had. @throws may-not-issue-slip to a pupil who is in as staff somewhere */
export async function issueSlip(
  app: App,
  db: Db,
  slip: {
    personId: string;
    schoolId: number | null;
    kind: 'staff' | 'pupil';
    issuedBy: string | null;
    postingId: string | null;
    /** Schools that stand for the password that it brings: it opens what these have. */
    vouchedBy: readonly number[];
    code?: string;
    channel?: NewActivation['channel'];
    /** Also a first one needs a second person's word. */
    waits?: boolean;
  },
): Promise<NewSlip> {
  const { channel = 'paper' } = slip;
  const now = app.clock.now();
  const person = (await personAtDoor(db, slip.personId)) ?? notFound();
  const credential = await credentialOf(db, slip.personId);
  if (credential?.kind === 'staff' && slip.kind === 'pupil') forbid('issue-slip'); // it would take a teacher's account away
  const isIn = credential !== undefined || (await isGuardian(db, slip.personId)); // a guardian is in by phone already
  const purpose = isIn || slip.waits ? 'lost-factor' : 'first';
  await endActivationsOf(db, slip.personId, now);
  const id = newId();
  const code = slip.code ?? newDigits(12);
  const expiresAt = after(now, LASTS[purpose]);
  await insertActivation(db, {
    id,
    school_id: slip.schoolId,
    person_id: slip.personId,
    kind: slip.kind,
    purpose,
    channel,
    code_hash: app.secrets.hash('activation', code),
    issued_by: slip.issuedBy,
    vouched_by: [...slip.vouchedBy],
    issued_at: now,
    expires_at: expiresAt,
  });
  const viewer = { ...comingIn({ channel }, slip.issuedBy ?? slip.personId), postingId: slip.postingId };
  await record(db, viewer, 'accounts.slip-issued', { schoolId: slip.schoolId, subject: `activation:${id}`, body: { purpose }, occurredAt: now });
  return { activationId: id, purpose, personId: slip.personId, name: { given: person.given_name, patronymic: person.patronymic }, code, expiresAt };
}
