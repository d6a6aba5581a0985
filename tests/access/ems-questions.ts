import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Actor } from '@khamtdaa/modules/accounts';
import { confirmImport, dropImport, listClassWarnings, listImports, uploadPackage, uploadTimetable, viewImport } from '@khamtdaa/modules/ems';
import { aReport } from './arranged.ts';
import type { World } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'khamtdaa-access-'));
const appOf = (w: World) => ({ ...w.t.app, config: { ...w.t.app.config, dataDir } });

/** Of reports that wait one person may have a few: those of other questions are put aside. */
async function sent(w: World, text: string) {
  await w.t.owner.query(`update ems_import set standing = 'dropped', finished_at = now() where finished_at is null`);
  return { stream: Readable.from([Buffer.from(text)]), fileName: 'sent' };
}

export const emsQuestions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  'ems.uploadPackage': (w, actor) => uploadPackage(appOf(w), actor, async () => ({ asked: { postingId: actor.postings[0]?.id }, file: await sent(w, 'PK') })),
  'ems.uploadTimetable': (w, actor) => uploadTimetable(appOf(w), actor, async () => ({ asked: { schoolId: w.school.id }, file: await sent(w, 'class') })),
  'ems.listClassWarnings': (w, actor) => listClassWarnings(appOf(w), actor, { classId: w.sixA.id }),
  'ems.listImports': (w, actor) => listImports(appOf(w), actor),
  'ems.viewImport': async (w, actor) => viewImport(appOf(w), actor, await aReport(w)),
  'ems.confirmImport': async (w, actor) => confirmImport(appOf(w), actor, { ...(await aReport(w)), reportHash: 'hash' }),
  'ems.dropImport': async (w, actor) => dropImport(appOf(w), actor, await aReport(w)),
};
