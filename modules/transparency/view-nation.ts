import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { NationFigures } from '@khamtdaa/contract/figures';
import { forbidToStaff, inPosting, postingAs, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { sumsByAimag } from './figure-queries.ts';
import { countsOf, totalsOf } from './figure-rules.ts';

/** Figures by aimag for the ministry's analyst; a figure for fewer than ten people is not shown. */
export async function viewNation(app: App, actor: Actor): Promise<Cut<NationFigures>> {
  const posting = postingAs(actor, 'ministry_analyst') ?? forbidToStaff(actor, 'view-nation');
  const rows = await inTransaction(app, inPosting(actor, posting), sumsByAimag);
  const counted = rows.map(({ code, level, name, nameEn, schools, ...row }) => ({
    area: { code, level, name, nameEn },
    schools,
    counts: row,
  }));
  const view = {
    areas: counted.map(({ counts, ...row }) => ({ ...row, ...countsOf(counts) })),
    schools: counted.reduce((total, { schools }) => total + schools, 0),
    ...totalsOf(counted.map(({ counts }) => counts)),
  };
  return cut(NationFigures, NationFigures.parse(view), SEES.staff);
}
