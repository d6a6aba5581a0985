import type { Actor, Posting } from '@khamtdaa/modules/accounts';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import type { ImportRow } from './import-queries.ts';
import type { Importer } from './importer.ts';

export type ImportPosting = Posting & { readonly role: Importer['role'] };
const canImport = (posting: Posting): posting is ImportPosting => posting.role === 'training_manager' || posting.role === 'director' || posting.role === 'area_officer';

/** The postings with which somebody brings in bundles, one for each school or area: its management or its officer, after the second factor. */
export function importPostings(actor: Actor): readonly ImportPosting[] {
  if (actor.needsSecondFactor) return [];
  const byPlace = Map.groupBy(actor.postings.filter(canImport), ({ schoolId, areaCode }) => schoolId ?? areaCode);
  return [...byPlace.values()].flatMap((postings) => postings.slice(0, 1));
}

/** Staff are told that they may not; others, that there is nothing. */
export const mayNotImport = (actor: Actor): never => (actor.kind === 'staff' ? forbid('import') : notFound());

export const importerFrom = ({ role, schoolId, areaCode }: ImportPosting): Importer => ({ role, schoolId, areaCode });

/** An import is seen by who brought it, by the management of the one school it belongs to, and by the officer of that school's area. */
export const maySeeImport = (actor: Actor, { uploaded_by, school_id }: ImportRow): boolean =>
  importPostings(actor).length > 0 && (uploaded_by === actor.personId || (school_id !== null && (isManagement(actor, school_id) || actor.areaSchoolIds.includes(school_id))));

/** It is confirmed with the posting with which it was brought. */
export const mayConfirmImport = (actor: Actor, row: ImportRow): boolean =>
  row.uploaded_by === actor.personId && actor.postings.some(({ id }) => id === row.posting_id) && !actor.needsSecondFactor;

export const isManagement = (actor: Actor, schoolId: number): boolean =>
  actor.postings.some((posting) => posting.schoolId === schoolId && (posting.role === 'training_manager' || posting.role === 'director'));
