import { StaffAccess, type StaffMember } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import { dayIn, type Zone } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import { hiddenUnlessStaff, postingAt, type Actor, type PostingRole } from './actor.ts';
import { mayAdmit, mayPost } from './posting-rules.ts';
import { schoolToday, staffWithAccess } from './posting-queries.ts';
import { comingIn } from './visitor.ts';

/** Everybody posted at a school, and how each stands with signing in: for its director and training manager. */
export async function viewStaffAccess(app: App, actor: Actor, schoolId: number): Promise<Cut<StaffAccess>> {
  hiddenUnlessStaff(actor, schoolId);
  if (!postingAt(actor, schoolId, 'director', 'training_manager')) forbid('see-staff-access');
  const now = app.clock.now();
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const school = (await schoolToday(db, schoolId)) ?? notFound();
    const rows = await staffWithAccess(db, schoolId, dayIn(school.timezone as Zone, now), now);
    const staff = [...Map.groupBy(rows, ({ person_id }) => person_id).values()].flatMap((theirs): StaffMember[] => {
      const [first] = theirs;
      if (!first) return [];
      const places = theirs.map(({ role }) => ({ role: role as PostingRole, schoolId, areaCode: null }));
      const waits = first.activation_id !== null && first.purpose === 'lost-factor' && first.confirmed_at === null;
      return [
        {
          personId: first.person_id,
          name: { given: first.given_name, patronymic: first.patronymic },
          roles: [...new Set(places.map(({ role }) => role))],
          standing: standingOf(first),
          slipUntil: first.expires_at,
          mayIssue: first.person_id !== actor.personId && mayAdmit(actor, places) !== undefined,
          toConfirm: waits && first.issued_by !== actor.personId && first.person_id !== actor.personId ? first.activation_id : null,
          mayEnd: theirs
            .filter(({ source, role }) => source === 'khamtdaa' && mayPost(actor, { role: role as PostingRole, schoolId, areaCode: null }))
            .map(({ posting_id, role }) => ({ postingId: posting_id, role: role as PostingRole })),
        },
      ];
    });
    return cut(StaffAccess, { schoolName: school.name, staff }, SEES.staff);
  });
}

function standingOf(row: {
  sign_in_name: string | null;
  totp_confirmed_at: Date | null;
  activation_id: string | null;
  purpose: string | null;
  confirmed_at: Date | null;
}): StaffMember['standing'] {
  if (row.activation_id !== null) return row.purpose === 'first' ? 'slip' : row.confirmed_at ? 'lost-confirmed' : 'lost';
  if (row.sign_in_name === null) return 'none';
  return row.totp_confirmed_at ? 'active' : 'half';
}
