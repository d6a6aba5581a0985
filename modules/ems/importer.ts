import { zipLimits, type ZipLimits } from './open-zip.ts';

/** With whose posting an import acts, and how far that reaches. */
export interface Importer {
  readonly role: 'training_manager' | 'director' | 'area_officer' | 'operator';
  readonly schoolId: number | null;
  readonly areaCode: string | null;
}

/** One run over one bundle. */
export interface Run {
  readonly importId: string;
  readonly importer: Importer;
  /** Who brought the file; nobody is the operator at the machine. */
  readonly uploadedBy: string | null;
  readonly source: string;
  readonly version: '1.1' | '1.2';
  readonly now: Date;
  /** Schools within the importer's posting; null is every school. */
  readonly scope: readonly number[] | null;
  /** A second pass over rows that were reported before: nothing is found again. */
  readonly quiet?: boolean;
}

/** Who stands above whom. Directors and officers are posted by the area or the ministry. */
export const rank = {
  teacher: 1,
  dormitory_teacher: 1,
  social_worker: 1,
  council_member: 1,
  training_manager: 2,
  director: 3,
  area_officer: 4,
  ministry_analyst: 4,
  operator: 5,
} as const;

/** The highest rank that an import of this posting may bring: nobody's own importer makes a director but the area or the ministry. */
export const highestRank = ({ role }: Importer): number => (role === 'area_officer' || role === 'operator' ? rank.director : rank.training_manager);

/** Roles of a bundle that become postings. */
export const postingOf: Readonly<Record<string, keyof typeof rank>> = {
  teacher: 'teacher',
  'ext:dormitoryTeacher': 'dormitory_teacher',
  counselor: 'social_worker',
  siteAdministrator: 'training_manager',
  principal: 'director',
};

/**
 * How much a bundle may hold. Of a few megabytes some hundred million rows come out, which would be staged for hours and fill the disk. A large school has 3,000 pupils
 * and 50,000 enrolments, a large area fifty times as many.
 */
export function limitsFor({ role }: Importer): ZipLimits {
  if (role === 'operator') return zipLimits;
  return role === 'area_officer' ? { ...zipLimits, rows: 5_000_000 } : { ...zipLimits, rows: 100_000, totalBytes: 512 * 1024 ** 2 };
}
