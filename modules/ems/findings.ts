/** What is wrong with a bundle. Rows count as a spreadsheet shows them: the header is row 1; 0 means the file as a whole. */
export interface Finding {
  readonly severity: 'fault' | 'warning';
  readonly file: string;
  readonly row: number;
  readonly column: string;
  /** As it stands in the file, shortened; null where it may not be shown. */
  readonly value: string | null;
  readonly rule: Rule;
  /** sourcedId of the row, by which its school is found. */
  readonly key?: string | null;
}

/** Faults of the package refuse the whole of it: nothing in it can be relied on. */
type PackageRule =
  | 'not-a-zip'
  | 'sent-a-table'
  | 'sent-a-zip'
  | 'sent-a-workbook'
  | 'too-many-entries'
  | 'too-many-rows'
  | 'too-many-links'
  | 'entry-outside'
  | 'entry-is-link'
  | 'entry-encrypted'
  | 'entry-twice'
  | 'entry-too-large'
  | 'entry-lies-about-size'
  | 'package-too-large'
  | 'packed-too-tightly'
  | 'manifest-missing'
  | 'manifest-unreadable'
  | 'property-missing'
  | 'property-unknown'
  | 'property-twice'
  | 'property-value'
  | 'delta-not-accepted'
  | 'file-unknown'
  | 'file-missing'
  | 'file-not-announced'
  | 'header-differs'
  | 'column-missing'
  | 'column-twice'
  | 'not-csv'
  | 'not-commas';

type RowRule =
  | 'needed'
  | 'too-long'
  | 'not-utf8'
  | 'control-character'
  | 'cell-count'
  | 'bulk-blank'
  | 'not-a-day'
  | 'not-a-boolean'
  | 'not-in-vocabulary'
  | 'not-a-phone'
  | 'not-an-email'
  | 'not-a-register-number'
  | 'not-a-civil-id'
  | 'not-an-area'
  | 'not-a-grade'
  | 'days-in-wrong-order'
  | 'times-in-wrong-order'
  | 'registers-taken'
  | 'list-of-other-length'
  | 'duplicate'
  | 'points-to-nothing'
  | 'points-to-other-school'
  | 'not-one-primary-role'
  | 'role-missing'
  | 'role-above'
  | 'not-a-guardian'
  | 'same-person-twice'
  | 'known-outside'
  | 'known-by-other-names'
  | 'now-somebody-else'
  | 'pupil-and-staff'
  | 'owned-by-another-source'
  | 'person-above'
  | 'organisation-outside'
  | 'area-outside'
  | 'organisation-of-another-source'
  | 'code-taken'
  | 'not-a-time'
  | 'out-of-range'
  | 'class-unknown'
  | 'teacher-unknown'
  | 'period-taken'
  | 'lessons-overlap'
  | 'teacher-twice'
  | 'teacher-elsewhere';

type WarningRule =
  | 'column-unknown'
  | 'column-mapped'
  | 'column-left-out'
  | 'file-left-out'
  | 'property-absent'
  | 'row-deleted'
  | 'role-left-out'
  | 'posting-above-kept'
  | 'guardian-erased'
  | 'current-year-used'
  | 'no-terms'
  | 'course-made-from-title'
  | 'code-made'
  | 'subject-unknown';

export type Rule = PackageRule | RowRule | WarningRule;

export const SHOWN_AT_MOST = 1000;
const VALUE_AT_MOST = 80;

/** Columns whose values appear in no report. */
const hidden = new Set(['password', 'metadata.registerNumber', 'metadata.civilId']);
const looksSecret = /passw|register|civil|сери|нууц/i;

export const shownValue = (column: string, value: string): string =>
  hidden.has(column) || looksSecret.test(column) ? '•••' : value.length > VALUE_AT_MOST ? `${value.slice(0, VALUE_AT_MOST)}…` : value.replaceAll('\0', '�');

/** Columns whose values tell nothing about a person: shown to those who hold no posting at the school, too. */
const impersonal = new Set([
  ...['sourcedId', 'status', 'dateLastModified', 'type', 'role', 'roleType', 'primary', 'beginDate', 'endDate', 'classType', 'grades', 'schoolYear', 'startDate'],
  ...['userSourcedId', 'orgSourcedId', 'classSourcedId', 'schoolSourcedId', 'courseSourcedId', 'termSourcedIds', 'agentSourcedIds', 'parentSourcedId', 'orgSourcedIds', 'agents'],
  ...[
    'schoolYearSourcedId',
    'identifier',
    'subjectCodes',
    'enabledUser',
    'metadata.shift',
    'metadata.language',
    'metadata.languages',
    'metadata.timezone',
    'propertyName',
    'value',
    '',
  ],
]);
/** Rules whose value is no cell of the file but the class that they are about. */
const namingAClass: ReadonlySet<string> = new Set<Rule>(['teacher-elsewhere', 'registers-taken']);
export const mayBeShownToAll = (column: string, rule: string) => impersonal.has(column) || namingAClass.has(rule);
