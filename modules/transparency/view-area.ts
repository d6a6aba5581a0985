import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { AreaFigures } from '@khamtdaa/contract/figures';
import { forbidToStaff, inPosting, postingAs, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import { findArea } from './area-queries.ts';
import { schoolsOfArea } from './figure-queries.ts';
import { countsOf } from './figure-rules.ts';

/** The schools of an officer's area: counts, never a pupil. */
export async function viewArea(app: App, actor: Actor): Promise<Cut<AreaFigures>> {
  const posting = postingAs(actor, 'area_officer') ?? forbidToStaff(actor, 'view-area');
  const areaCode = posting.areaCode ?? notFound();
  return inTransaction(app, inPosting(actor, posting), async (db) => {
    const [area, schools] = await Promise.all([findArea(db, areaCode), schoolsOfArea(db, areaCode, app.clock.now())]);
    const view = {
      area: area ?? notFound(),
      schools: schools.map((row) => ({
        code: row.schoolCode,
        name: row.schoolName,
        area: row.code === null || row.name === null || row.level === null || row.nameEn === null ? null : { code: row.code, name: row.name, level: row.level, nameEn: row.nameEn },
        ...countsOf(row),
        countedOn: row.counted_on,
        registersToday: row.registersToday ?? 0,
      })),
    };
    return cut(AreaFigures, AreaFigures.parse(view), SEES.staff);
  });
}
