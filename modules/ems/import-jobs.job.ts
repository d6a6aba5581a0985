import type { App } from '@khamtdaa/platform/app';
import { after, DAY } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { z } from 'zod';
import { applyImport } from './apply-import.ts';
import { forgetImport } from './drop-import.ts';
import { finishStale, listStaleImports } from './import-queries.ts';
import { makeReport } from './make-report.ts';

const About = z.object({ importId: z.uuid() });

/** Two at a time, of two people: a bundle of a whole aimag lets a school's go beside it. Schools are compared and changed one after the other all the same. */
const BESIDE = { batchSize: 1, people: 2 };

export const emsReport = (app: App): JobDefinition => ({ queue: 'ems-report', ...BESIDE, handle: (data) => makeReport(app, About.parse(data).importId) });
export const emsApply = (app: App): JobDefinition => ({
  queue: 'ems-apply',
  ...BESIDE,
  handle: async (data) => {
    const { importId } = About.parse(data);
    await applyImport(app, importId);
    await makeReport(app, importId); // where one is waited for
  },
});

/** What nobody confirmed within a day is put aside, and what could not be finished in one has failed: an uploaded file is not left lying. */
export async function forgetStaleImports(app: App): Promise<void> {
  const now = app.clock.now();
  const stale = await inTransaction(app, jobFor(null), (db) => listStaleImports(db, after(now, -DAY)));
  for (const { id, standing } of stale) {
    const to = standing === 'waiting' || standing === 'reported' ? 'dropped' : 'failed';
    const ended = await inTransaction(app, jobFor(null), (db) => finishStale(db, id, standing, to, now));
    if (ended) await forgetImport(app, id);
  }
}
