import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { NationFigures } from '@khamtdaa/contract/figures';
import { forbidToStaff, inPosting, postingAs, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { sumsByAimag } from './figure-queries.ts';
import { countsOf } from './figure-rules.ts';

/** Figures by aimag for the ministry's analyst; a figure for fewer than ten people is not shown. */
export async function viewNation(app: App, actor: Actor): Promise<Cut<NationFigures>> {
  const posting = postingAs(actor, 'ministry_analyst') ?? forbidToStaff(actor, 'view-nation');
  const rows = await inTransaction(app, inPosting(actor, posting), sumsByAimag);
  const counted = rows.map(({ code, level, name, nameEn, schools, ...row }) => ({
    area: { code, level, name, nameEn },
    schools,
    counts: row,
  }));
  const sum = (of: keyof (typeof counted)[number]['counts']) => counted.reduce((total, { counts }) => total + counts[of], 0);
  const view = {
    areas: counted.map(({ counts, ...row }) => ({ ...row, ...countsOf(counts) })),
    schools: counted.reduce((total, { schools }) => total + schools, 0),
    ...countsOf({ pupil_count: sum('pupil_count'), class_count: sum('class_count'), staff_count: sum('staff_count'), guardian_count: sum('guardian_count') }),
  };
  return cut(NationFigures, NationFigures.parse(view), SEES.staff);
}
