import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { conflict, notFound, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { decideMatchAs, findMatch } from './decide-guardians-queries.ts';

const FROM = { confirm: ['proposed', 'undone'], refuse: ['proposed'], undo: ['confirmed', 'refused'] } as const;
const TO = { confirm: 'confirmed', refuse: 'refused', undo: 'undone' } as const;

/** The two persons of a proposal, for who must decide whether it is theirs to answer. @throws match-not-found */
export const openMatch = async (db: Db, schoolId: number, matchId: string) => (await findMatch(db, schoolId, matchId)) ?? notFound('match-not-found');

/**
 * Says that two people are one, or are not, or that this was a mistake. While a match is confirmed each has the rights and the restrictions of both. So nobody decides about a
 * match of their own, nor undoes it: that would free them of a court's restriction.
 * @throws match-settled-already, decided-by-another
 */
export async function settleMatch(app: App, db: Db, actor: Actor, schoolId: number, match: Awaited<ReturnType<typeof openMatch>>, decision: keyof typeof TO): Promise<void> {
  const now = app.clock.now();
  if (!FROM[decision].some((standing) => standing === match.standing)) conflict('match-settled-already');
  if (isSelf(actor, match.person_id) || isSelf(actor, match.other_id)) refuse('decided-by-another');
  await decideMatchAs(db, schoolId, match.id, { standing: TO[decision], decided_by: actor.personId, decided_at: now });
  await record(db, actor, `accounts.match-${TO[decision]}`, {
    schoolId,
    subject: `match:${match.id}`,
    body: { personId: match.person_id, otherId: match.other_id },
    occurredAt: now,
  });
}
