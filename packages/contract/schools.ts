import { z } from 'zod';

export const SCHOOLS_A_PAGE = 20;

export const FindSchools = z.object({
  /** Words of the name of a school, soum, district or aimag, in any order and as people type them. */
  query: z.string().trim().max(100).default(''),
  area: z
    .string()
    .regex(/^\d{2}(\d{2})?$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

export const Area = z.object({
  code: z.string().meta({ audience: 'public' }),
  level: z.enum(['capital', 'aimag', 'district', 'soum']).meta({ audience: 'public' }),
  name: z.string().meta({ audience: 'public' }),
  nameEn: z.string().meta({ audience: 'public' }),
});
export type Area = z.infer<typeof Area>;

const SchoolInList = z.object({
  code: z.string().meta({ audience: 'public' }),
  name: z.string().meta({ audience: 'public' }),
  /** The nearest first: soum, then its aimag. */
  areas: z.array(Area).meta({ audience: 'public' }),
  pupilCount: z.int().meta({ audience: 'public' }),
});
type SchoolInList = z.infer<typeof SchoolInList>;

export const FoundSchools = z.object({
  schools: z.array(SchoolInList).meta({ audience: 'public' }),
  total: z.int().meta({ audience: 'public' }),
  page: z.int().meta({ audience: 'public' }),
  pages: z.int().meta({ audience: 'public' }),
  /** The area that was asked for. */
  area: Area.nullable().meta({ audience: 'public' }),
  /** The capital and each aimag that has schools. */
  areas: z.array(Area.extend({ schools: z.int().meta({ audience: 'public' }) })).meta({ audience: 'public' }),
});

export const SchoolPage = SchoolInList.extend({
  languages: z.array(z.string()).meta({ audience: 'public' }),
  shifts: z.array(z.int()).meta({ audience: 'public' }),
  hasDormitory: z.boolean().meta({ audience: 'public' }),
  address: z.string().nullable().meta({ audience: 'public' }),
  phone: z.string().nullable().meta({ audience: 'public' }),
  email: z.string().nullable().meta({ audience: 'public' }),
  classCount: z.int().meta({ audience: 'public' }),
  staffCount: z.int().meta({ audience: 'public' }),
  /** The day of the import that counted; null before the first. */
  countedOn: z.string().nullable().meta({ audience: 'public' }),
});
export type SchoolPage = z.infer<typeof SchoolPage>;
