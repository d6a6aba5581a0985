import { z } from 'zod';
import { Area } from './schools.ts';

const school = { audience: 'school' } as const;

/** No figure for fewer people than this. */
export const FEWEST = 10;
/** null: fewer than ten people, not shown. */
const Figure = z.int().nullable().meta(school);

const counts = { pupils: Figure, classes: z.int().meta(school), staff: Figure, guardians: Figure };

export const AreaFigures = z.object({
  area: Area.meta(school),
  schools: z
    .array(
      z.object({
        code: z.string().meta(school),
        name: z.string().meta(school),
        /** The school's soum or district. */
        area: Area.nullable().meta(school),
        ...counts,
        /** The day of the import that counted; null before the first. */
        countedOn: z.string().nullable().meta(school),
        /** Registers taken on the school's today. */
        registersToday: z.int().meta(school),
      }),
    )
    .max(1000)
    .meta(school),
});
export type AreaFigures = z.infer<typeof AreaFigures>;

export const NationFigures = z.object({
  /** The capital first, then the aimags by name; those without a school are left out. */
  areas: z
    .array(z.object({ area: Area.meta(school), schools: z.int().meta(school), ...counts }))
    .max(50)
    .meta(school),
  schools: z.int().meta(school),
  ...counts,
});
export type NationFigures = z.infer<typeof NationFigures>;
