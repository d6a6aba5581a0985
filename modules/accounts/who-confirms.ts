import type { Confirmers } from '@khamtdaa/contract/accounts';
import type { Db } from '@khamtdaa/platform/database';
import { confirmersOf, type ConfirmersRow } from './second-person-queries.ts';
import { CONFIRM_AT_SCHOOL } from './second-person.ts';

/** Who could be the second person for slips that wait for one, so that their owner and their issuer know whom to ask. */
export async function whoConfirms(db: Db, activationIds: readonly string[], now: Date): Promise<ReadonlyMap<string, Confirmers>> {
  if (activationIds.length === 0) return new Map();
  const rows = await confirmersOf(db, activationIds, CONFIRM_AT_SCHOOL, now);
  return new Map(
    rows.map((row) => [
      row.id,
      { at: placeOf(row), people: row.people.map(({ given, patronymic, rank }) => ({ name: { given, patronymic }, role: CONFIRM_AT_SCHOOL[rank - 1] ?? 'teacher' })) },
    ]),
  );
}

function placeOf({ people, officerCan, ministryCan }: ConfirmersRow): Confirmers['at'] {
  if (people.length > 0) return 'school';
  if (officerCan) return 'area';
  return ministryCan ? 'ministry' : 'nobody';
}
