import type { Confirmers, PostingRole } from '@khamtdaa/contract/accounts';
import { t, type Language } from '@khamtdaa/i18n';
import { fullName } from './full-name.ts';

/** Confirmers as who only holds a slip is told of them. */
export type ConfirmersAtDoor = Pick<Confirmers, 'at'> & { readonly roles: readonly PostingRole[] };

/** Whom to ask about a slip that waits for a second person. */
export function confirmerWords(language: Language, confirmers: Confirmers | ConfirmersAtDoor): string {
  const { slips, common } = t(language);
  const { at } = confirmers;
  if (at === 'nobody') return slips.nobodyConfirms;
  const atSchool =
    'roles' in confirmers ? confirmers.roles.map((role) => common.roles[role]) : confirmers.people.map(({ name, role }) => `${fullName(name)} (${common.roles[role]})`);
  const who = { school: atSchool, area: [common.roles.area_officer], ministry: [common.roles.ministry_analyst] };
  return slips.mayConfirm({ who: who[at].join(', ') });
}
