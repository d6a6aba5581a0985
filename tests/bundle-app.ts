import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyReport, reportFile } from '@khamtdaa/modules/ems';
import type { ImportAsk, ImportView } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { loadReferenceData } from '../database/reference/index.ts';
import { textsOf, zipOf, type Files } from './bundle.ts';
import { testApp, type TestApp } from './test-database.ts';

export interface BundleApp extends TestApp {
  report(files: Files, source?: string): Promise<ImportView>;
  agree(view: ImportView, flags?: Partial<Record<ImportAsk, boolean>>): Promise<ImportView>;
  /** Report and change in one go, as the operator. */
  bring(files: Files, flags?: Partial<Record<ImportAsk, boolean>>): Promise<ImportView>;
  rows(query: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
}

/** A test database with areas and subjects, a data folder of its own, and the operator's way of importing. */
export async function bundleApp(): Promise<BundleApp> {
  const t = await testApp();
  const app: App = { ...t.app, config: { ...t.app.config, dataDir: mkdtempSync(join(tmpdir(), 'khamtdaa-ems-')) } };
  await loadReferenceData(t.ownerUrl);
  const report = async (files: Files, source?: string) => reportFile(app, await zipOf(textsOf(files, source)));
  const agree: BundleApp['agree'] = (view, flags = {}) => applyReport(app, view, flags);
  return {
    ...t,
    app,
    report,
    agree,
    bring: async (files, flags) => agree(await report(files), flags),
    rows: async (query, ...values) => (await t.owner.query<Record<string, unknown>>(query, values)).rows,
  };
}

/** new, changed and gone of one kind at one school. */
export function counted(view: ImportView, school: string, kind: string): number[] | undefined {
  const found = view.schools.find(({ sourceId }) => sourceId === school)?.counts.find((entry) => entry.kind === kind);
  return found && [found.new, found.changed, found.gone];
}
export const faultsOf = (view: ImportView): string[] =>
  view.findings.filter(({ severity }) => severity === 'fault').map(({ file, row, column, rule }) => `${file}:${row} ${column} ${rule}`);
export const warningsOf = (view: ImportView): string[] =>
  view.findings.filter(({ severity }) => severity === 'warning').map(({ file, row, column, rule }) => `${file}:${row} ${column} ${rule}`);
