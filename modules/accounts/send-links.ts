import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ChoosePeople, LinksSent } from '@khamtdaa/contract/postings';
import { t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { addressOf } from '@khamtdaa/platform/config';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, refuse } from '@khamtdaa/platform/errors';
import type { Actor } from './actor.ts';
import { slipsFor } from './issue-slips.ts';
import { linkPhones } from './person-queries.ts';
import { queueSms } from './queue-sms.ts';
import { comingIn } from './visitor.ts';

/**
 * The slip as a message: its twelve digits behind a link, to the one phone that is known best. Lasts and counts as the paper does, and after a
 * lost factor waits for a second person in the same way. Refuses: sms-off, staff-phone-missing, may-not-issue-slip.
 */
export async function sendLinks(app: App, actor: Actor, input: unknown): Promise<Cut<LinksSent>> {
  const { personIds } = parse(ChoosePeople, input);
  if (app.sms.kind === 'none') refuse('sms-off');
  const acting = { ...comingIn(actor, actor.personId), idempotencyKey: actor.idempotencyKey };
  return inTransaction(
    app,
    acting,
    async (db) => {
      const slips = await slipsFor(app, db, actor, personIds, 'sms');
      const phones = await linkPhones(db, slips);
      if (slips.some(({ personId }) => !phones.has(personId))) refuse('staff-phone-missing', { fields: { personIds: 'staff-phone-missing' } });
      for (const { personId, code } of slips) {
        const { number, language } = phones.get(personId) ?? notFound();
        await queueSms(app, db, { number, text: t(language).sms.activation({ link: `${addressOf(app.config)}/activate?code=${code}` }), purpose: 'activation' });
      }
      return cut(LinksSent, { sent: slips.length, toConfirm: slips.filter(({ confirmers }) => confirmers !== null).length }, SEES.staff);
    },
    { useCase: 'accounts.send-links', request: { personIds }, now: app.clock.now() },
  );
}
