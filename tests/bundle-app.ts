import { createReadStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@khamtdaa/modules/accounts';
import { applyReport, confirmImport, emsApply, emsReport, reportFile, uploadPackage, viewImport } from '@khamtdaa/modules/ems';
import type { ImportAsk, ImportView } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { loadReferenceData } from '../database/reference/index.ts';
import { textsOf, zipOf, type Files } from './bundle.ts';
import type { TestPerson } from './people.ts';
import { testApp, type TestApp } from './test-database.ts';

export interface BundleApp extends TestApp {
  report(files: Files, source?: string): Promise<ImportView>;
  agree(view: ImportView, flags?: Partial<Record<ImportAsk, boolean>>): Promise<ImportView>;
  /** Report and change in one go, as the operator. */
  bring(files: Files, flags?: Partial<Record<ImportAsk, boolean>>): Promise<ImportView>;
  /** Somebody posted uploads a bundle, and sees its report. @param asked what the form says beside the file */
  upload(by: Actor, files: Files, over?: { readonly source?: string; readonly asked?: object }): Promise<ImportView>;
  /** They confirm it, and see what became of it. */
  confirm(by: Actor, view: ImportView, flags?: Partial<Record<ImportAsk, boolean>>): Promise<ImportView>;
  /** Whom a bundle calls so. */
  personOf(sourceId: string): Promise<TestPerson>;
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
    async upload(by, files, { source, asked = {} } = {}) {
      const { importId } = await uploadPackage(app, by, async () => ({ asked, file: { stream: createReadStream(await zipOf(textsOf(files, source))), fileName: 'bundle.zip' } }));
      await emsReport(app).handle({ importId });
      return viewImport(app, by, { importId });
    },
    async confirm(by, { id: importId, reportHash }, flags = {}) {
      await confirmImport(app, by, { importId, reportHash, ...flags });
      await emsApply(app).handle({ importId });
      return viewImport(app, by, { importId });
    },
    async personOf(sourceId) {
      const called = `select p.id, p.given_name as "givenName", p.patronymic from person p join person_source s on s.person_id = p.id where s.source_id = $1`;
      return (await t.owner.query<TestPerson>(called, [sourceId])).rows[0]!;
    },
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
