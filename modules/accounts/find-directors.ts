import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { DirectorsPage, FindDirectors, SCHOOLS_OF_DIRECTORS_A_PAGE } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { postingAs, type Actor } from './actor.ts';
import { countSchoolsOf, schoolsWithDirectors } from './director-queries.ts';
import { postsAs } from './posting-rules.ts';
import { comingIn } from './visitor.ts';

/** Schools with who directs them, for who posts directors: an officer's own area, the ministry's every one. */
export async function findDirectors(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof DirectorsPage>>> {
  const { query, page } = parse(FindDirectors, input);
  if (!postsAs(actor, 'director')) return actor.kind === 'staff' ? forbid('see-directors') : notFound();
  const schoolIds = postingAs(actor, 'ministry_analyst') ? null : actor.areaSchoolIds;
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const [rows, total] = await Promise.all([
      schoolsWithDirectors(db, schoolIds, query, app.clock.now(), SCHOOLS_OF_DIRECTORS_A_PAGE, (page - 1) * SCHOOLS_OF_DIRECTORS_A_PAGE),
      countSchoolsOf(db, schoolIds, query),
    ]);
    const schools = rows.map(({ id, name, area_code, area_level, area_name, area_name_en, directors }) => ({
      schoolId: id,
      name,
      area:
        area_code === null || area_level === null || area_name === null || area_name_en === null
          ? null
          : { code: area_code, level: area_level, name: area_name, nameEn: area_name_en },
      directors,
    }));
    return cut(DirectorsPage, { schools, total, page, pages: Math.max(1, Math.ceil(total / SCHOOLS_OF_DIRECTORS_A_PAGE)) }, SEES.staff);
  });
}
