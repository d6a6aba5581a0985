import { postingAs, type Actor, type Posting } from '@khamtdaa/modules/accounts';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import type { ImportRow } from './import-queries.ts';
import type { Importer } from './importer.ts';

/** The posting with which somebody brings in a bundle: a school's management or the area's officer, after the second factor. */
export function importPosting(actor: Actor): (Posting & { role: Importer['role'] }) | undefined {
  if (actor.needsSecondFactor) return undefined;
  const posting = postingAs(actor, 'training_manager', 'director', 'area_officer');
  return posting as (Posting & { role: Importer['role'] }) | undefined;
}

/** Staff are told that they may not; others, that there is nothing. */
export const mayNotImport = (actor: Actor): never => (actor.kind === 'staff' ? forbid('import') : notFound());

export const importerFrom = ({ role, schoolId, areaCode }: Posting & { role: Importer['role'] }): Importer => ({ role, schoolId, areaCode });

/** An import is seen by who brought it, by the management of the one school it belongs to, and by the officer of that school's area. */
export const maySeeImport = (actor: Actor, { uploaded_by, school_id }: ImportRow): boolean =>
  importPosting(actor) !== undefined && (uploaded_by === actor.personId || (school_id !== null && (isManagement(actor, school_id) || actor.areaSchoolIds.includes(school_id))));

/** It is confirmed with the posting with which it was brought. */
export const mayConfirmImport = (actor: Actor, row: ImportRow): boolean =>
  row.uploaded_by === actor.personId && actor.postings.some(({ id }) => id === row.posting_id) && !actor.needsSecondFactor;

export const isManagement = (actor: Actor, schoolId: number): boolean =>
  actor.postings.some((posting) => posting.schoolId === schoolId && (posting.role === 'training_manager' || posting.role === 'director'));
