import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Offices } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import { isSelf, postingAs, type Actor } from './actor.ts';
import { byPerson, knownPeople, postedPerson, waitingAmong } from './posted-people.ts';
import { admitsAs, OFFICE_ROLES, postsAs } from './posting-rules.ts';
import { areasBelow, officesWithAccess } from './posting-queries.ts';
import { comingIn } from './visitor.ts';

/** Officers, analysts and operators whom the viewer posts or lets in; an officer's are those of the own area. */
export async function viewOffices(app: App, actor: Actor): Promise<Cut<Offices>> {
  const roles = OFFICE_ROLES.filter((role) => admitsAs(actor, role));
  if (roles.length === 0) return actor.kind === 'staff' ? forbid('see-offices') : notFound();
  const ofArea = postingAs(actor, 'ministry_analyst', 'operator') ? null : (postingAs(actor, 'area_officer')?.areaCode ?? null);
  const mayGive = OFFICE_ROLES.filter((role) => postsAs(actor, role));
  const now = app.clock.now();
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const rows = await officesWithAccess(db, roles, ofArea, now);
    const areas = mayGive.includes('area_officer') ? await areasBelow(db, ofArea) : [];
    const waiting = await waitingAmong(db, actor, rows, now);
    const offices = {
      people: byPerson(rows).flatMap((theirs) => postedPerson(actor, theirs, waiting)),
      mayGive,
      known: knownPeople(rows.filter(({ role, person_id }) => postsAs(actor, role) && !isSelf(actor, person_id))),
      areas,
      postsDirectors: postsAs(actor, 'director'),
    };
    return cut(Offices, offices, SEES.staff);
  });
}
