import type { App } from '@khamtdaa/platform/app';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { shapes, stagedColumns, type FileShape } from './bundle-shape.ts';
import { SHOWN_AT_MOST, type Finding } from './findings.ts';
import type { FilePlan, Package } from './read-package.ts';
import { readRows, type Row } from './read-rows.ts';
import { enterImport, insertFindings, insertStaged, type StagedBatch } from './stage-queries.ts';

const BATCH = 5000;

/** Keeps the first findings and counts all of them. */
export class FindingBox {
  faults = 0;
  warnings = 0;
  #kept = { fault: 0, warning: 0 };
  #waiting: Finding[] = [];
  readonly add = (finding: Finding) => {
    if (finding.severity === 'fault') this.faults++;
    else this.warnings++;
    if (++this.#kept[finding.severity] <= SHOWN_AT_MOST) this.#waiting.push(finding);
  };
  /** Warnings that are staged with their row are kept with their school. */
  countStaged(warnings: number): void {
    this.warnings += warnings;
  }
  take(): Finding[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}

/** @param rows of all files so far */
type Progress = (rows: number) => Promise<void>;

/**
 * Streams every file of a bundle into its staging table, in batches, so that memory does not grow with the bundle. Register numbers and
 * civil ids are sealed and hashed here and go no further as text. A refused package is only read for its faults.
 */
export async function stageBundle(app: App, importId: string, bundle: Package, box: FindingBox, progress: Progress): Promise<void> {
  bundle.findings.forEach(box.add);
  let rows = 0;
  const count = (more: number) => progress((rows += more));
  for (const shape of shapes) {
    const plan = bundle.files.get(shape.name);
    if (!plan) continue;
    await stageFile(app, importId, bundle, plan, box, count);
  }
  await flush(app, importId, undefined, undefined, box);
}

async function stageFile(app: App, importId: string, bundle: Package, plan: FilePlan, box: FindingBox, count: Progress) {
  const columns = columnsOf(plan.shape);
  let batch = emptyBatch(columns);
  const send = async () => {
    await flush(app, importId, bundle.refused ? undefined : plan.shape, batch, box);
    await count(batch.lines.length);
    batch = emptyBatch(columns);
  };
  for await (const row of readRows(bundle, plan, box.add)) {
    if (bundle.refused) row.odd.forEach(box.add);
    else box.countStaged(row.odd.length);
    addRow(app, batch, columns, row);
    if (batch.lines.length >= BATCH) await send();
  }
  await send();
}

const columnsOf = (shape: FileShape): string[] =>
  stagedColumns(shape).flatMap((name) => (name === 'register' ? ['register_hash', 'register_sealed'] : name === 'civil' ? ['civil_hash'] : [name]));
const emptyBatch = (columns: readonly string[]): StagedBatch => ({ columns, lines: [], faults: [], odd: [], values: columns.map(() => []) });

function addRow(app: App, batch: StagedBatch, columns: readonly string[], { row, faults, odd, cells }: Row) {
  batch.lines.push(row);
  batch.faults.push(Math.min(faults, 1000));
  batch.odd.push(odd.length === 0 ? null : JSON.stringify(odd.map(({ column, value, rule }) => ({ column, value, rule }))));
  const register = cells['register'];
  const civil = cells['civil'];
  columns.forEach((name, place) => {
    let value: string | Buffer | null = cells[name] ?? null;
    if (name === 'register_hash') value = register ? app.secrets.hash('register-number', register) : null;
    if (name === 'register_sealed') value = register ? app.secrets.seal(register) : null;
    if (name === 'civil_hash') value = civil ? app.secrets.hash('civil-id', civil) : null;
    batch.values[place]?.push(value);
  });
}

async function flush(app: App, importId: string, shape: FileShape | undefined, batch: StagedBatch | undefined, box: FindingBox) {
  const findings = box.take();
  const staging = shape && batch && batch.lines.length > 0;
  if (!staging && findings.length === 0) return;
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, importId);
    if (staging) await insertStaged(db, shape.name, batch);
    await insertFindings(db, importId, findings);
  });
}
