import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportView, type ImportAsk, type ImportProgress, type ImportSummary } from '@khamtdaa/contract/ems';
import { isUntold } from './change-school.ts';
import { mayBeShownToAll } from './findings.ts';
import type { FindingRow, ImportRow, SchoolRow } from './import-queries.ts';

export const summaryOf = (row: ImportRow, now: Date): ImportSummary => ({
  id: row.id,
  kind: row.kind,
  standing: row.standing,
  fileName: row.file_name,
  fromDay: row.from_day,
  source: row.source,
  version: row.version,
  faults: row.faults,
  warnings: row.warnings,
  uploadedAt: row.uploaded_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  progress: progressOf(row, now),
});

/** A report ends with comparing, a change with applying: at their pace the end can be told. Before them nobody knows what is still to come. */
export function progressOf({ progress_step: step, progress_done: done, progress_all: all, step_began_at: began }: ImportRow, now: Date): ImportProgress {
  const isLast = step === 'compare' || step === 'apply';
  const spent = began === null ? 0 : (now.getTime() - began.getTime()) / 1000;
  const canTell = isLast && done > 0 && done < all && spent >= 2;
  return { step: step === '' ? null : step, done, all, secondsLeft: canTell ? Math.ceil((spent / done) * (all - done)) : null };
}

export function asksOf(row: ImportRow, schools: readonly SchoolRow[]): ImportAsk[] {
  const going = schools.filter(({ standing }) => standing === 'ready');
  const asks: Readonly<Record<ImportAsk, boolean>> = {
    withoutFaultySchools: row.faults > 0,
    evenIfManyGone: going.some(({ many_gone }) => many_gone),
    evenIfManyRenamed: going.some(({ many_renamed }) => many_renamed),
  };
  return (Object.keys(asks) as ImportAsk[]).filter((ask) => asks[ask]);
}

/** Whether the report still says what would happen: every school stands as it stood. */
export const isCurrent = (schools: readonly SchoolRow[]): boolean =>
  schools.every(({ roster_version, version_now, standing }) => standing !== 'ready' || roster_version === version_now);

export interface ImportParts {
  readonly row: ImportRow;
  readonly now: Date;
  readonly schools: readonly SchoolRow[];
  readonly findings: readonly FindingRow[];
  readonly names: readonly { readonly school_id: number; readonly source_id: string; readonly name: string }[];
}

export interface ImportViewer {
  /** Elsewhere neither names nor what cells say of people are shown. */
  readonly isPosted: (schoolId: number) => boolean;
  readonly mayConfirm: boolean;
  readonly isOperator: boolean;
}

/** Of an import that was put aside or failed, a school still stands as the report left it: ready for what does not come any more. */
const standingOf = ({ standing }: SchoolRow, ofImport: ImportRow['standing']): ImportView['schools'][number]['standing'] =>
  standing === 'ready' && (ofImport === 'dropped' || ofImport === 'failed') ? 'dropped' : standing;

const wasLeftOut = ({ standing }: Pick<SchoolRow, 'standing'>) => standing === 'refused' || standing === 'moved';

export function viewOf({ row, now, schools, findings, names }: ImportParts, { isPosted, mayConfirm, isOperator }: ImportViewer): Cut<ImportView> {
  const isTold = ({ kind }: { kind: string }) => isOperator || !isUntold(kind);
  const nameOf = (schoolId: number | null, sourceId: string) =>
    schoolId !== null && isPosted(schoolId) ? (names.find((name) => name.school_id === schoolId && name.source_id === sourceId)?.name ?? null) : null;
  const mayReadCell = (finding: FindingRow) => mayBeShownToAll(finding.column_name, finding.rule) || (finding.school_ids.length > 0 && finding.school_ids.every(isPosted));
  const view = {
    ...summaryOf(row, now),
    reportHash: row.standing === 'reported' ? row.report_hash : null,
    mayConfirm: mayConfirm && row.standing === 'reported' && schools.some(({ standing }) => standing === 'ready'),
    isRenewed: row.standing === 'reported' && row.confirmed_at !== null,
    asks: row.standing === 'reported' ? asksOf(row, schools) : [],
    schools: schools
      .toSorted((a, b) => Number(wasLeftOut(b)) - Number(wasLeftOut(a)))
      .map((school) => ({
        sourceId: school.source_id,
        schoolId: school.school_id,
        code: school.code,
        name: school.name,
        isNew: school.school_id === null,
        standing: standingOf(school, row.standing),
        faults: school.faults,
        warnings: school.warnings,
        manyGone: school.many_gone,
        manyRenamed: school.many_renamed,
        inConflict: school.counts.inConflict ?? 0,
        counts: (school.counts.kinds ?? []).filter(isTold) as ImportView['schools'][number]['counts'],
        examples: school.examples.filter(isTold).map((example) => ({ ...example, name: nameOf(school.school_id, example.sourceId) })) as ImportView['schools'][number]['examples'],
      })),
    notInBundle: row.not_in_bundle,
    findings: findings.map((finding) => ({
      severity: finding.severity,
      file: finding.file,
      row: finding.line,
      column: finding.column_name,
      value: finding.value === null ? '' : mayReadCell(finding) ? finding.value : null,
      rule: finding.rule,
    })),
  };
  return cut(ImportView, view, SEES.staff);
}
