import { EndPosting } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { addDays } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { mayPost } from './posting-rules.ts';
import { endPostingOn, openPosting } from './posting-queries.ts';
import { endActivationsOf } from './activation-queries.ts';
import { endSessionsOf } from './session-queries.ts';
import { comingIn } from './visitor.ts';

/** Ends a posting with yesterday, and every session of its holder with it. What the EMS posted, the EMS ends; nobody ends their own, so that none is left without. */
export async function endPosting(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(EndPosting, input);
  const { postingId } = request;
  const now = app.clock.now();
  const acting = { ...comingIn(actor, actor.personId), idempotencyKey: actor.idempotencyKey };
  await inTransaction(
    app,
    acting,
    async (db) => {
      const posting = (await openPosting(db, postingId, now)) ?? notFound();
      const by = mayPost(actor, { role: posting.role, schoolId: posting.school_id, areaCode: posting.area_code });
      if (!by) return actor.schoolIds.includes(posting.school_id ?? -1) ? forbid('post') : notFound();
      if (isSelf(actor, posting.person_id)) refuse('posting-of-oneself');
      if (posting.source !== 'khamtdaa') refuse('posting-of-the-ems');
      await endPostingOn(db, postingId, addDays(posting.today, -1));
      await endActivationsOf(db, posting.person_id, now);
      await endSessionsOf(db, posting.person_id, 'posting-ended', now);
      return record(db, { ...acting, postingId: by.id }, 'accounts.posting-ended', {
        schoolId: posting.school_id,
        subject: `posting:${postingId}`,
        body: { role: posting.role },
        occurredAt: now,
      });
    },
    { useCase: 'accounts.end-posting', request, now: app.clock.now() },
  );
}
