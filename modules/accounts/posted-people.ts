import type { Confirmers } from '@khamtdaa/contract/accounts';
import type { AccessStanding, KnownPerson, PostedPerson } from '@khamtdaa/contract/postings';
import type { Db } from '@khamtdaa/platform/database';
import { isSelf, type Actor } from './actor.ts';
import { mayAdmit, mayPost } from './posting-rules.ts';
import type { PostedRow } from './posting-queries.ts';
import { slipsToSecond, type WaitingSlip } from './second-person.ts';
import { whoConfirms } from './who-confirms.ts';

const placeOf = ({ role, school_id, area_code }: PostedRow) => ({ role, schoolId: school_id, areaCode: area_code });
export const byPerson = (rows: readonly PostedRow[]): PostedRow[][] => [...Map.groupBy(rows, ({ person_id }) => person_id).values()];

/** Slips that wait for a second person: those that the viewer may confirm, and who may at all. */
export interface Waiting {
  readonly maySecond: ReadonlySet<string>;
  readonly confirmers: ReadonlyMap<string, Confirmers>;
}
export async function waitingAmong(db: Db, actor: Actor, rows: readonly PostedRow[], now: Date): Promise<Waiting> {
  const slips = rows.flatMap(slipWaiting);
  const [maySecond, confirmers] = await Promise.all([
    slipsToSecond(db, actor, slips, now),
    whoConfirms(
      db,
      slips.map(({ id }) => id),
      now,
    ),
  ]);
  return { maySecond, confirmers };
}

/** One person of a list of postings, and what the viewer may do about each. */
export function postedPerson(actor: Actor, theirs: readonly PostedRow[], { maySecond, confirmers }: Waiting): PostedPerson[] {
  const [first] = theirs;
  if (!first) return [];
  const isOneself = isSelf(actor, first.person_id);
  return [
    {
      personId: first.person_id,
      name: nameOf(first),
      postings: theirs.map((row) => ({
        postingId: row.posting_id,
        role: row.role,
        area: areaOf(row),
        beganOn: row.began_on,
        mayEnd: !isOneself && row.source === 'khamtdaa' && mayPost(actor, placeOf(row)) !== undefined,
      })),
      standing: standingOf(first),
      slip: slipOf(first),
      phone: first.phone,
      mayIssue: !isOneself && mayAdmit(actor, theirs.map(placeOf)) !== undefined,
      toConfirm: first.activation_id !== null && maySecond.has(first.activation_id) ? first.activation_id : null,
      confirmers: (first.activation_id !== null && confirmers.get(first.activation_id)) || null,
    },
  ];
}

export const knownPeople = (rows: readonly PostedRow[]): KnownPerson[] =>
  byPerson(rows).flatMap((theirs) => theirs.slice(0, 1).map((first) => ({ personId: first.person_id, name: nameOf(first), roles: theirs.map(({ role }) => role) })));

/** The slip for a lost factor that waits for a second person, if this row's person has one. */
const slipWaiting = ({ activation_id, purpose, confirmed_at, kind, slip_school_id, person_id, issued_by }: PostedRow): WaitingSlip[] =>
  activation_id !== null && kind !== null && purpose === 'lost-factor' && confirmed_at === null
    ? [{ id: activation_id, person_id, kind, school_id: slip_school_id, issued_by }]
    : [];

const nameOf = ({ given_name, patronymic }: { given_name: string; patronymic: string }) => ({ given: given_name, patronymic });

export const areaOf = ({ area_code, area_level, area_name, area_name_en }: Pick<PostedRow, 'area_code' | 'area_level' | 'area_name' | 'area_name_en'>) =>
  area_code === null || area_level === null || area_name === null || area_name_en === null ? null : { code: area_code, level: area_level, name: area_name, nameEn: area_name_en };

/** The slip that opens the account, or the one that ended or ran out before anybody came in by it. */
function slipOf(row: PostedRow): PostedPerson['slip'] {
  const tells = row.activation_id !== null || standingOf(row) === 'ended' || standingOf(row) === 'expired';
  if (!tells || row.channel === null || row.issued_at === null || row.expires_at === null) return null;
  return { channel: row.channel, issuedAt: row.issued_at, expiresAt: row.expires_at, endedAt: row.ended_at, fromSchool: row.from_school };
}

function standingOf(row: PostedRow): AccessStanding {
  if (row.activation_id !== null) return row.purpose === 'first' ? 'slip' : row.confirmed_at ? 'lost-confirmed' : 'lost';
  if (row.ended_at !== null) return 'ended'; // the latest one, so no newer slip took its place: a change of postings ended it
  if (row.sign_in_name === null) return row.expires_at === null ? 'none' : 'expired';
  if (row.school_id !== null && !row.vouched_by?.includes(row.school_id)) return 'elsewhere';
  return row.totp_confirmed_at ? 'active' : 'half';
}
