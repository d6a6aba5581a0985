import type { Relation } from '@khamtdaa/contract/accounts';
import { byName } from '@khamtdaa/i18n';

const NEAREST_FIRST: readonly Relation[] = ['mother', 'father', 'step-parent', 'guardian', 'grandparent', 'sibling', 'relative', 'dormitory-teacher', 'other'];

interface BesideChild {
  readonly relation: Relation;
  readonly given_name: string;
  readonly patronymic: string;
  readonly guardian_id: string;
}
/** The order of those beside one child: who is nearest, then by name. When they were entered tells nothing: a bundle brings a whole school at one moment. */
export const byRelation = (one: BesideChild, other: BesideChild): number =>
  NEAREST_FIRST.indexOf(one.relation) - NEAREST_FIRST.indexOf(other.relation) || byName(one, other) || one.guardian_id.localeCompare(other.guardian_id);
