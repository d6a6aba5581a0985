import { DEMO_SOURCE } from './source.ts';

/** Where a person of the demonstration stands: known to the bundle's source, or posted here with a fixed id. */
export type DemoPlace = { readonly source: string; readonly sourceId: string } | { readonly id: string };

const fromBundle = (sourceId: string) => ({ source: DEMO_SOURCE, sourceId }) as const;
/** Ids of the shape of version 7, from before any other row. */
export const fixedId = (n: number): string => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** People whom no bundle carries. */
export const fixedIds = { areaOfficer: fixedId(1), ministryAnalyst: fixedId(2), claimant: fixedId(3), refusedClaimant: fixedId(4) } as const;

/** The twelve as whom /demo signs in. */
export const demoPeople = {
  'guardian-two-schools': fromBundle('case-two-schools-mother'),
  'guardian-herder': fromBundle('case-herder-father'),
  'guardian-divorced': fromBundle('case-divorced-father'),
  caretaker: fromBundle('case-caretaker'),
  pupil: fromBundle('case-two-schools-son'),
  teacher: fromBundle('case-teacher'),
  'class-teacher': fromBundle('case-class-teacher'),
  'training-manager': fromBundle('case-training-manager'),
  director: fromBundle('case-director'),
  'area-officer': { id: fixedIds.areaOfficer },
  'ministry-analyst': { id: fixedIds.ministryAnalyst },
  'council-member': fromBundle('case-council-member'),
} as const satisfies Record<string, DemoPlace>;

export type DemoPerson = keyof typeof demoPeople;
export const isDemoPerson = (name: string): name is DemoPerson => Object.hasOwn(demoPeople, name);
