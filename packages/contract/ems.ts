import { z } from 'zod';
import { OptionalDay } from './sign-in.ts';
import { SchoolId } from './timetable.ts';

const school = { audience: 'school' } as const;

export const ImportStanding = z.enum(['waiting', 'reporting', 'reported', 'unchanged', 'refused', 'confirmed', 'applying', 'done', 'failed', 'dropped']);
export type ImportStanding = z.infer<typeof ImportStanding>;

const ImportKind = z.enum(['terms', 'courses', 'classes', 'people', 'pupils', 'staff', 'enrolments', 'postings', 'guardianships', 'phones', 'lessons']);
type ImportKind = z.infer<typeof ImportKind>;

/** What a person has to agree to besides, where a report says so. */
const ImportAsk = z.enum(['withoutFaultySchools', 'evenIfManyGone', 'evenIfManyRenamed']);
export type ImportAsk = z.infer<typeof ImportAsk>;

/** Warnings about one school that are kept for its class teachers; all are counted. */
export const WARNINGS_KEPT = 5000;

const MEGABYTE = 1024 ** 2;
/** Bytes of one file. A form is read into memory whole; the bundle of the whole nation has 53 MB. */
export const UPLOAD_AT_MOST = { bundle: 64 * MEGABYTE, timetable: 8 * MEGABYTE } as const;
/** What a form adds to its file. */
export const UPLOAD_FRAME = 64 * 1024;

/** Rules are translated by packages/i18n under `ems.rules`. */
export const ImportFinding = z.object({
  severity: z.enum(['fault', 'warning']).meta(school),
  /** '' is the package itself. */
  file: z.string().meta(school),
  /** As a spreadsheet counts: the header is row 1; 0 is the file as a whole. */
  row: z.int().meta(school),
  column: z.string().meta(school),
  /** As it stands in the file; '' where nothing does. null: not for this viewer. */
  value: z.string().nullable().meta(school),
  rule: z.string().meta(school),
});
export type ImportFinding = z.infer<typeof ImportFinding>;

export const ImportCount = z.object({
  kind: ImportKind.meta(school),
  new: z.int().meta(school),
  changed: z.int().meta(school),
  gone: z.int().meta(school),
  /** How many stood before; null where a share says nothing. */
  stood: z.int().nullable().meta(school),
});
export type ImportCount = z.infer<typeof ImportCount>;

const ImportExample = z.object({
  kind: ImportKind.meta(school),
  change: z.enum(['new', 'changed', 'gone']).meta(school),
  sourceId: z.string().meta(school),
  /** null for those who hold no posting at the school. */
  name: z.string().nullable().meta(school),
});

export const ImportSchool = z.object({
  sourceId: z.string().meta(school),
  schoolId: z.int().nullable().meta(school),
  code: z.string().nullable().meta(school),
  name: z.string().nullable().meta(school),
  isNew: z.boolean().meta(school),
  /** 'moved': it changed since the report, so it was not brought in. 'dropped': it was ready, and the import ended before it was brought in. */
  standing: z.enum(['checked', 'refused', 'unchanged', 'ready', 'applied', 'moved', 'dropped']).meta(school),
  faults: z.int().meta(school),
  warnings: z.int().meta(school),
  /** More than a fifth of something would go: it needs `evenIfManyGone`. */
  manyGone: z.boolean().meta(school),
  /** More than a fifth of its people, and more than a few, would have another name: it needs `evenIfManyRenamed`. */
  manyRenamed: z.boolean().meta(school),
  /** Identities in question, and pairs that may be one person. */
  inConflict: z.int().meta(school),
  counts: z.array(ImportCount).meta(school),
  examples: z.array(ImportExample).meta(school),
});
export type ImportSchool = z.infer<typeof ImportSchool>;

/** 'read' counts rows, 'check' rules, the others schools. A report reads, checks, finds people and compares; a change applies. */
export const ImportStep = z.enum(['read', 'check', 'people', 'compare', 'apply']);
export type ImportStep = z.infer<typeof ImportStep>;
export const ImportProgress = z.object({
  /** null: not at work yet. */
  step: ImportStep.nullable().meta(school),
  done: z.int().meta(school),
  /** 0: nobody knows how many there are. */
  all: z.int().meta(school),
  /** Until the whole work ends; null while nobody can tell. */
  secondsLeft: z.int().nullable().meta(school),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

const summary = {
  id: z.uuid().meta(school),
  kind: z.enum(['bundle', 'timetable']).meta(school),
  standing: ImportStanding.meta(school),
  fileName: z.string().meta(school),
  /** From when a timetable is to hold, where a day was chosen. */
  fromDay: z.iso.date().nullable().meta(school),
  source: z.string().meta(school),
  version: z.string().meta(school),
  faults: z.int().meta(school),
  warnings: z.int().meta(school),
  uploadedAt: z.iso.datetime().meta(school),
  finishedAt: z.iso.datetime().nullable().meta(school),
  progress: ImportProgress.meta(school),
};
export const ImportSummary = z.object(summary);
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportList = z.object({
  imports: z.array(ImportSummary).meta(school),
  /** The viewer's postings that bring in bundles, each by the name of its school or area. */
  bundleFor: z.array(z.object({ postingId: z.uuid().meta(school), name: z.string().meta(school) })).meta(school),
  /** Schools whose timetable the viewer brings in. */
  timetableOf: z.array(z.object({ schoolId: z.int().meta(school), name: z.string().meta(school) })).meta(school),
});
export type ImportList = z.infer<typeof ImportList>;

export const ImportView = z.object({
  ...summary,
  /** What a confirmation names; null while there is nothing to confirm. */
  reportHash: z.string().nullable().meta(school),
  mayConfirm: z.boolean().meta(school),
  /** What stands changed since the report that was confirmed: this one was made instead. */
  isRenewed: z.boolean().meta(school),
  asks: z.array(ImportAsk).meta(school),
  /** Those that were not brought in come first. */
  schools: z.array(ImportSchool).meta(school),
  /** Schools that the same person's bundle before this one held and this one lacks: they stay as they are. */
  notInBundle: z
    .object({ count: z.int().meta(school), examples: z.array(z.object({ sourceId: z.string().meta(school), name: z.string().meta(school) })).meta(school) })
    .meta(school),
  /** At most 1,000 of each severity; `faults` and `warnings` count all. */
  findings: z.array(ImportFinding).meta(school),
});
export type ImportView = z.infer<typeof ImportView>;

export const ImportTaken = z.object({ importId: z.uuid().meta(school) });
export const ImportAgreed = z.object({ outcome: z.enum(['applying', 'new-report']).meta(school) });

/** As whom a bundle is brought in: asked of who could do so for several schools or areas. */
export const UploadPackage = z.object({ postingId: z.uuid() });
/** The first line of a timetable's file. */
export const TIMETABLE_COLUMNS = ['class', 'weekday', 'period', 'from', 'to', 'subject', 'teacher', 'room', 'shift'] as const;
/** Without a day: from the school's today. */
export const UploadTimetable = z.object({ schoolId: SchoolId, fromDay: OptionalDay.optional() });
export const NameImport = z.object({ importId: z.uuid() });
export const ConfirmImport = z.object({
  importId: z.uuid(),
  reportHash: z.string().min(1).max(100),
  withoutFaultySchools: z.boolean().default(false),
  evenIfManyGone: z.boolean().default(false),
  evenIfManyRenamed: z.boolean().default(false),
});

export const ListClassWarnings = z.object({ classId: z.uuid() });
const ClassWarning = z.object({
  /** null: the class itself. */
  personId: z.uuid().nullable().meta(school),
  name: z
    .object({ given: z.string().meta(school), patronymic: z.string().meta(school) })
    .nullable()
    .meta(school),
  column: z.string().meta(school),
  value: z.string().nullable().meta(school),
  rule: z.string().meta(school),
});
export const ClassWarnings = z.object({ warnings: z.array(ClassWarning).meta(school) });
export type ClassWarnings = z.infer<typeof ClassWarnings>;
