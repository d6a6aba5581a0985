import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Invited } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { dayIn } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { newId, newToken } from '@khamtdaa/platform/ids';
import { z } from 'zod';
import { issueSlip } from './issue-slips.ts';
import { insertPerson } from './person-queries.ts';
import { insertPosting, isArea } from './posting-queries.ts';

const Name = z.string().trim().min(1).max(60);
const Invitation = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['operator', 'ministry_analyst']), name: Name }),
  z.object({ role: z.literal('area_officer'), name: Name, area: z.string().regex(/^\d{2}(\d{2})?$/) }),
]);

/** The first administrators, by who runs the machine: a new person, their posting, and a one-time path to their way in. Refuses: area-not-found. */
export async function invite(app: App, input: unknown): Promise<Cut<z.output<typeof Invited>>> {
  const invitation = parse(Invitation, input);
  const now = app.clock.now();
  return inTransaction(app, atTheDoor('system'), async (db) => {
    const area = invitation.role === 'area_officer' ? invitation.area : null;
    if (area !== null && !(await isArea(db, area))) notFound('area-not-found');
    const personId = newId();
    await insertPerson(db, { id: personId, school_ids: [], origin: 'khamtdaa', given_name: invitation.name, patronymic: '', language: 'mn', language_chosen: false });
    await insertPosting(db, {
      id: newId(),
      person_id: personId,
      role: invitation.role,
      school_id: null,
      area_code: area,
      began_on: dayIn('Asia/Ulaanbaatar', now),
      posted_by: null,
      created_at: now,
    });
    const { code, expiresAt } = await issueSlip(app, db, { personId, schoolId: null, kind: 'staff', issuedBy: null, postingId: null, vouchedBy: [], code: newToken() });
    return cut(Invited, { path: `/activate?code=${code}`, expiresAt }, SEES.issuer);
  });
}
