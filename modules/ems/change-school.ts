import { carryRestrictions, takeTurn } from '@khamtdaa/modules/accounts';
import type { Db } from '@khamtdaa/platform/database';
import { changePeople, changePhones, countNames, proposeMatches } from './change-people-queries.ts';
import { countStanding, enterSchool, finishSchool, hasTerms, nameExamples, saveSchool, type Changed, type Kind, type Target } from './change-queries.ts';
import { changeGuardianships, changePostings, countErased, countKeptPostings } from './change-rights-queries.ts';
import { changeClasses, changeCourses, changeEnrolments, changePupils, changeStaff, changeTerms } from './change-roster-queries.ts';
import type { SchoolRow } from './import-queries.ts';
import type { Run } from './importer.ts';

export interface SchoolChange {
  readonly schoolId: number;
  readonly isNew: boolean;
  /** Before the change. */
  readonly version: number;
  readonly isChanged: boolean;
  readonly changes: readonly (Changed & { readonly stood: number | null })[];
  readonly matches: number;
  readonly keptPostings: number;
  /** Guardians in the bundle who were erased here. */
  readonly erased: number;
  /** Without a term nobody knows of a break. */
  readonly hasTerms: boolean;
  readonly manyGone: boolean;
  readonly manyRenamed: boolean;
}

/** More than a fifth: then somebody has to agree to it apart. */
export const isMany = (some: number, stood: number): boolean => some > stood * 0.2;
/** So few names are corrected at once in a small school. */
const FEW_NAMES = 20;

/** In this order each step finds what it points to. */
const steps = [changeTerms, changeCourses, changeClasses, changePeople, changePupils, changeStaff, changeEnrolments, changePostings, changeGuardianships, changePhones];

/**
 * Brings one school to what the bundle says, in the caller's transaction. A report runs it and rolls back, so what is confirmed is
 * what is done. Needs resolvePeople.
 */
export async function changeSchool(db: Db, run: Run, school: string): Promise<SchoolChange> {
  await takeTurn(db);
  const { id: schoolId, day, isNew, changed, version } = await saveSchool(db, run, school);
  await enterSchool(db, schoolId);
  const target: Target = { run, school, schoolId, isNew, day };
  const stood = await countStanding(db, target);
  const names = await countNames(db, target);
  const changes: (Changed & { stood: number | null })[] = [];
  for (const step of steps) {
    const change = await step(db, target);
    changes.push({ ...change, stood: stood[change.kind] ?? null });
  }
  const matches = await proposeMatches(db, target);
  const carried = await carryRestrictions(db, { schoolId, day, now: run.now });
  const isChanged = isNew || changed || matches > 0 || carried > 0 || changes.some((change) => change.new + change.changed + change.gone > 0);
  if (isChanged) await finishSchool(db, target);
  const manyGone = changes.some(({ gone, stood: before }) => before !== null && isMany(gone, before));
  const manyRenamed = names.renamed > FEW_NAMES && isMany(names.renamed, names.stood);
  const said = { keptPostings: await countKeptPostings(db, target), erased: await countErased(db, target), hasTerms: await hasTerms(db, target) };
  return { schoolId, isNew, version, isChanged, changes, matches, manyGone, manyRenamed, ...said };
}

/** Rows that belong to the school alone. People and phones may have come with another school of the same bundle since the report. */
const ownKinds: ReadonlySet<Kind> = new Set(['terms', 'courses', 'classes', 'pupils', 'staff', 'enrolments', 'postings', 'guardianships']);
/** Whether a change is the one that was confirmed: of the same state of the school, and doing as much to each of its own kinds. */
export function isAsReported({ isNew, version, changes }: SchoolChange, reported: Pick<SchoolRow, 'roster_version' | 'counts'>): boolean {
  const said = new Map(reported.counts.kinds?.map((count) => [count.kind, count]));
  const isSaid = ({ kind, new: added, changed, gone }: Changed) => {
    const count = said.get(kind);
    return count?.new === added && count.changed === changed && count.gone === gone;
  };
  return (isNew ? null : version) === reported.roster_version && changes.filter(({ kind }) => ownKinds.has(kind)).every(isSaid);
}

/** Counts of phones would tell a school which guardian is known elsewhere. */
export const isUntold = (kind: string): boolean => kind === 'phones';
export const toldChanges = ({ changes }: SchoolChange, run: Run) => changes.filter(({ kind }) => run.scope === null || !isUntold(kind));

const people: ReadonlySet<Kind> = new Set(['people', 'pupils', 'staff']);
export const keepExampleNames = (db: Db, run: Run, school: string, { changes, schoolId }: SchoolChange) =>
  nameExamples(
    db,
    run.importId,
    schoolId,
    school,
    changes.filter(({ kind }) => people.has(kind)).flatMap(({ examples }) => examples.map(({ sourceId }) => sourceId)),
  );
