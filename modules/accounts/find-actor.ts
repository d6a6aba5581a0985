import type { Right } from '@khamtdaa/contract/accounts';
import type { App } from '@khamtdaa/platform/app';
import { MINUTE, type Zone } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction, readOne, type Channel } from '@khamtdaa/platform/database';
import type { Actor, Child } from './actor.ts';
import { holdsOn, isAsGuardian, rightsFrom, rightsThatStand } from './guardianship-rules.ts';
import { sessionByToken, touchSession, type SessionRow } from './session-queries.ts';

const SEEN_EVERY = 5 * MINUTE;

/** Who holds this session token, with today's postings and rights; undefined when it opens nothing (any more). */
export async function findActor(app: App, token: string, channel: Channel, idempotencyKey?: string): Promise<Actor | undefined> {
  const now = app.clock.now();
  const row = await readOne(app, atTheDoor(channel), sessionByToken(app.secrets.hash('session', token), now));
  if (!row) return undefined;
  const { found } = row;
  if (now.getTime() - Date.parse(found.seenAt) > SEEN_EVERY) await inTransaction(app, atTheDoor(channel), (db) => touchSession(db, found.sessionId, now));
  return actorFrom(found, channel, idempotencyKey);
}

function actorFrom(row: SessionRow, channel: Channel, idempotencyKey: string | undefined): Actor {
  const needsSecondFactor = row.kind === 'staff' && !row.secondFactor;
  const assurance = row.phoneStanding === 'reported' ? 'reported' : 'full';
  const children = needsSecondFactor ? [] : row.kind === 'pupil' ? ownRecord(row) : childrenFrom(row, assurance);
  const postings = needsSecondFactor ? [] : row.postings;
  const amongPeople = postings.filter(({ role }) => role !== 'council_member');
  return {
    login: 'web',
    channel,
    idempotencyKey,
    sessionId: row.sessionId,
    personId: row.personId,
    alsoIds: row.alsoIds,
    kind: row.kind,
    name: { given: row.givenName, patronymic: row.patronymic },
    language: row.language,
    timezone: zoneOf(row),
    assurance,
    needsSecondFactor,
    postings,
    postingId: null,
    children,
    waiting: assurance === 'full' ? [] : rightsMissing(children, childrenFrom(row, 'full')),
    keptPupilIds: keptFrom(row),
    schoolIds: [...new Set(amongPeople.map(({ schoolId }) => schoolId).filter((id) => id !== null))],
    pupilIds: [...new Set(children.map(({ pupilId }) => pupilId))],
    childSchoolIds: [...new Set(children.map(({ schoolId }) => schoolId))],
    areaSchoolIds: [...new Set(postings.flatMap(({ areaSchoolIds }) => areaSchoolIds ?? []))],
  };
}

/** A posting's, else that of a child's school, else that of a pupil's own; an office of the nation has the capital's. */
const zoneOf = ({ postings, guardianships, ownTimezone }: SessionRow): Zone =>
  postings.find(({ timezone }) => timezone !== null)?.timezone ?? guardianships[0]?.timezone ?? ownTimezone ?? 'Asia/Ulaanbaatar';

const ownRecord = (row: SessionRow): Child[] =>
  row.ownSchoolIds.map((schoolId) => ({
    schoolId,
    pupilId: row.personId,
    rights: ['attendance', 'marks'],
    isDelegated: false,
    isClaimed: false,
    isInCharge: false,
    learnsHome: true,
    rowIds: [],
  }));

/**
 * Children over whom at least one right holds today; a child with none is not there at all. Where a school has no court restriction about this guardian, not even an
 * ended one, those of other schools about the same child count: one may not have been carried over yet, or may mean them by a match alone.
 */
function childrenFrom(row: SessionRow, assurance: 'full' | 'reported'): Child[] {
  const kept = keptFrom(row);
  const byChild = Map.groupBy(row.guardianships, ({ schoolId, pupilId }) => `${schoolId}/${pupilId}`);
  return [...byChild.values()].flatMap((rows) => {
    const [first] = rows;
    const others = rows.some(isRestriction) ? [] : row.guardianships.filter((other) => isRestriction(other) && other.pupilId === first?.pupilId);
    const rights = rightsFrom([...rows, ...others], assurance);
    if (!first || rights.length === 0) return [];
    const grants = rows.filter((row) => row.effect === 'grant' && holdsOn(row) && rightsThatStand(row).length > 0);
    const isClaimed = grants.some(({ standing }) => standing === 'claimed') && !grants.some(({ standing }) => standing === 'confirmed');
    const own = rows.filter((row) => holdsOn(row) && (isRestriction(row) || (row.source !== 'delegation' && row.standing === 'confirmed')));
    const isInCharge = assurance === 'full' && own.some(isAsGuardian) && rightsFrom([...own, ...others], 'full').length > 0;
    const learnsHome = isInCharge && !kept.includes(first.pupilId);
    const isDelegated = grants.every(({ source }) => source === 'delegation');
    return [{ schoolId: first.schoolId, pupilId: first.pupilId, rights, isDelegated, isClaimed, isInCharge, learnsHome, rowIds: rows.map(({ id }) => id) }];
  });
}

/** Rights over some child that come later and are not there now. */
const rightsMissing = (now: readonly Child[], later: readonly Child[]): Right[] => {
  const isOpen = (right: Right, { schoolId, pupilId }: Child) => now.some((child) => child.schoolId === schoolId && child.pupilId === pupilId && child.rights.includes(right));
  return [...new Set(later.flatMap((child) => child.rights.filter((right) => !isOpen(right, child))))];
};

/** Pupils about whom some restriction of the person holds. */
const keptFrom = ({ guardianships }: SessionRow) => guardianships.filter((row) => isRestriction(row) && holdsOn(row)).map(({ pupilId }) => pupilId);

const isRestriction = ({ effect }: SessionRow['guardianships'][number]) => effect === 'restrict';
