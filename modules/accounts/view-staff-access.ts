import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { KnownPerson } from '@khamtdaa/contract/postings';
import { AskSchoolStaff, SchoolStaff } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { inPosting, postingAt, type Actor } from './actor.ts';
import { byPerson, knownPeople, postedPerson, waitingAmong } from './posted-people.ts';
import { mayPost, SCHOOL_ROLES } from './posting-rules.ts';
import { postedByName, schoolToday, staffOfSchool, staffWithAccess, type PostedRow } from './posting-queries.ts';
import { comingIn } from './visitor.ts';

/**
 * Who is posted at a school, how each stands with signing in, and whom the viewer may post: everybody for its director and
 * training manager; for who posts directors, the director only.
 */
export async function viewStaffAccess(app: App, actor: Actor, input: unknown): Promise<Cut<SchoolStaff>> {
  const { schoolId, name } = parse(AskSchoolStaff, input);
  const management = postingAt(actor, schoolId, 'director', 'training_manager');
  const mayGive = SCHOOL_ROLES.filter((role) => mayPost(actor, { role, schoolId, areaCode: null }));
  if (!management && mayGive.length === 0) return actor.schoolIds.includes(schoolId) ? forbid('see-staff-access') : notFound();
  const now = app.clock.now();
  const own = management ? await inTransaction(app, inPosting(actor, management), (db) => staffOfSchool(db, schoolId)) : [];
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const school = (await schoolToday(db, schoolId, now)) ?? notFound();
    const rows = await staffWithAccess(db, schoolId, now);
    const seen = byPerson(rows).filter((theirs) => management !== undefined || theirs.some(({ role }) => mayGive.includes(role)));
    const waiting = await waitingAmong(db, actor, rows, now);
    const asked = name === '' ? seen : await namedIn(db, schoolId, name, seen);
    const isOverseer = actor.areaSchoolIds.includes(schoolId);
    const posted = management || isOverseer ? knownPeople(rows) : [];
    const unposted: KnownPerson[] = own
      .filter(({ id }) => !posted.some(({ personId }) => personId === id))
      .map(({ id, given_name, patronymic }) => ({ personId: id, name: { given: given_name, patronymic }, roles: [] }));
    return cut(
      SchoolStaff,
      {
        schoolId,
        schoolName: school.name,
        staff: asked.flatMap((theirs) => postedPerson(actor, theirs, waiting)),
        mayGive,
        known: [...posted, ...unposted].filter(({ roles }) => mayGive.some((role) => !roles.includes(role))),
      },
      SEES.staff,
    );
  });
}

async function namedIn(db: Db, schoolId: number, name: string, people: readonly PostedRow[][]): Promise<PostedRow[][]> {
  const named = await postedByName(db, schoolId, name);
  return people.filter(([first]) => first !== undefined && named.has(first.person_id));
}
