/** What OneRoster's CSV binding says about files and columns, and which of them become something here. */
export type Version = '1.1' | '1.2';

export const catalogue = {
  '1.2': [
    ...['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics', 'enrollments', 'lineItemLearningObjectiveIds', 'lineItems'],
    ...['lineItemScoreScales', 'orgs', 'resources', 'resultLearningObjectiveIds', 'results', 'resultScoreScales', 'roles', 'scoreScales', 'userProfiles', 'userResources', 'users'],
  ],
  '1.1': [
    ...[
      'academicSessions',
      'orgs',
      'courses',
      'classes',
      'users',
      'enrollments',
      'demographics',
      'resources',
      'courseResources',
      'classResources',
      'categories',
      'lineItems',
      'results',
    ],
  ],
} as const satisfies Record<Version, readonly string[]>;

export type Check =
  | 'id'
  | 'ids'
  | 'text'
  | 'day'
  | 'end-day'
  | 'boolean'
  | 'email'
  | 'phone'
  | 'register-number'
  | 'civil-id'
  | 'area'
  | 'grades'
  | 'year'
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: readonly string[] };

interface Column {
  readonly name: string;
  /** The staged column; without it the column is read by nobody. */
  readonly to?: string;
  readonly check?: Check;
  /** In which versions a blank or unreadable value is a fault; elsewhere it is left out with a warning. */
  readonly needed?: readonly Version[];
  /** Its name in older bundles. */
  readonly before?: readonly string[];
  /** A column of Mongolia's: allowed behind the standard's. */
  readonly ours?: true;
  /** Stands only in 1.1 bundles. */
  readonly old?: true;
}
export interface FileShape {
  readonly name: StagedFile;
  readonly columns: readonly Column[];
}

const both = ['1.1', '1.2'] as const;
const strict = ['1.2'] as const;
const head: Column[] = [{ name: 'sourcedId', to: 'source_id', check: 'id', needed: both }, { name: 'status', to: 'status' }, { name: 'dateLastModified' }];
const unused = (...names: string[]): Column[] => names.map((name) => ({ name }));
const languages = { oneOf: ['mn', 'kk', 'en'] };

const roles = [
  ...['aide', 'counselor', 'districtAdministrator', 'guardian', 'parent', 'principal', 'proctor', 'relative', 'siteAdministrator', 'student', 'systemAdministrator', 'teacher'],
  'ext:dormitoryTeacher',
];
const relations = ['father', 'mother', 'guardian', 'grandparent', 'sibling', 'relative', 'step-parent', 'dormitory-teacher', 'other'];

export type StagedFile = 'orgs' | 'academicSessions' | 'courses' | 'classes' | 'users' | 'demographics' | 'roles' | 'enrollments';

/** In the order in which they are read. */
export const shapes: readonly FileShape[] = [
  {
    name: 'orgs',
    columns: [
      ...head,
      { name: 'name', to: 'name', check: 'text', needed: both },
      { name: 'type', to: 'type', check: { oneOf: ['department', 'school', 'district', 'local', 'state', 'national'] }, needed: both },
      { name: 'identifier', to: 'identifier', check: 'text' },
      { name: 'parentSourcedId', to: 'parent', check: 'id' },
      { name: 'metadata.areaCode', to: 'area_code', check: 'area', ours: true },
      { name: 'metadata.languages', to: 'languages', check: { listOf: ['mn', 'kk', 'en', 'ru', 'zh', 'de', 'fr', 'ja', 'ko', 'tr', 'tyv'] }, ours: true },
      { name: 'metadata.timezone', to: 'timezone', check: { oneOf: ['Asia/Ulaanbaatar', 'Asia/Hovd'] }, ours: true },
      { name: 'metadata.dormitory', to: 'dormitory', check: 'boolean', ours: true },
      { name: 'metadata.address', to: 'address', check: 'text', ours: true },
      { name: 'metadata.phone', to: 'phone', check: 'phone', ours: true },
      { name: 'metadata.email', to: 'email', check: 'email', ours: true },
    ],
  },
  {
    name: 'academicSessions',
    columns: [
      ...head,
      { name: 'title', to: 'title', check: 'text', needed: both },
      { name: 'type', to: 'type', check: { oneOf: ['gradingPeriod', 'semester', 'schoolYear', 'term'] }, needed: both },
      { name: 'startDate', to: 'first_day', check: 'day', needed: both },
      { name: 'endDate', to: 'last_day', check: 'day', needed: both },
      { name: 'parentSourcedId', to: 'parent', check: 'id' },
      { name: 'schoolYear', to: 'school_year', check: 'year', needed: strict },
    ],
  },
  {
    name: 'courses',
    columns: [
      ...head,
      { name: 'schoolYearSourcedId', to: 'session', check: 'id', before: ['schoolYearId'] },
      { name: 'title', to: 'title', check: 'text', needed: both },
      { name: 'courseCode', to: 'code', check: 'text' },
      { name: 'grades', before: ['grade'] },
      { name: 'orgSourcedId', to: 'org', check: 'id', needed: strict },
      { name: 'subjects' },
      { name: 'subjectCodes', to: 'subject_codes', check: 'ids' },
    ],
  },
  {
    name: 'classes',
    columns: [
      ...head,
      { name: 'title', to: 'title', check: 'text', needed: both },
      { name: 'grades', to: 'grade', check: 'grades', before: ['grade'] },
      { name: 'courseSourcedId', to: 'course', check: 'id', needed: strict },
      { name: 'classCode' },
      { name: 'classType', to: 'kind', check: { oneOf: ['homeroom', 'scheduled'] }, needed: both },
      { name: 'location', to: 'room', check: 'text' },
      { name: 'schoolSourcedId', to: 'school', check: 'id', needed: both },
      { name: 'termSourcedIds', to: 'terms', check: 'ids', needed: strict },
      ...unused('subjects', 'subjectCodes', 'periods'),
      { name: 'metadata.shift', to: 'shift', check: { oneOf: ['1', '2', '3'] }, ours: true },
      { name: 'metadata.language', to: 'language', check: languages, ours: true },
    ],
  },
  {
    name: 'users',
    columns: [
      ...head,
      { name: 'enabledUser', to: 'enabled', check: 'boolean', needed: strict },
      { name: 'username', check: 'text', needed: strict },
      { name: 'userIds', before: ['userId'] },
      { name: 'givenName', to: 'given_name', check: 'text', needed: both },
      { name: 'familyName', to: 'family_name', check: 'text' },
      ...unused('middleName', 'identifier'),
      { name: 'email', to: 'email', check: 'email' },
      { name: 'sms', to: 'sms', check: 'phone' },
      { name: 'phone', to: 'phone', check: 'phone' },
      { name: 'agentSourcedIds', to: 'agents', check: 'ids', before: ['agents'] },
      ...unused('grades', 'password', 'userMasterIdentifier', 'preferredGivenName', 'preferredMiddleName', 'preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'),
      { name: 'role', to: 'old_role', check: { oneOf: [...roles, 'administrator'] }, needed: ['1.1'], old: true },
      { name: 'orgSourcedIds', to: 'old_orgs', check: 'ids', needed: ['1.1'], old: true },
      { name: 'metadata.clanName', to: 'clan_name', check: 'text', ours: true },
      { name: 'metadata.patronymic', to: 'patronymic', check: 'text', ours: true },
      { name: 'metadata.nameScript.given', to: 'script_given', check: 'text', ours: true },
      { name: 'metadata.nameScript.patronymic', to: 'script_patronymic', check: 'text', ours: true },
      { name: 'metadata.nameScript.clan', to: 'script_clan', check: 'text', ours: true },
      { name: 'metadata.registerNumber', to: 'register', check: 'register-number', ours: true },
      { name: 'metadata.civilId', to: 'civil', check: 'civil-id', ours: true },
      { name: 'metadata.language', to: 'language', check: languages, ours: true },
      { name: 'metadata.dormitory', to: 'dormitory', check: 'boolean', ours: true },
      { name: 'metadata.areaCode', to: 'home_area', check: 'area', ours: true },
      { name: 'metadata.relation', to: 'relation', check: { listOf: relations }, ours: true },
    ],
  },
  {
    name: 'demographics',
    columns: [
      { name: 'sourcedId', to: 'source_id', check: 'id', needed: both, before: ['userSourcedId'] },
      { name: 'status', to: 'status' },
      { name: 'dateLastModified' },
      { name: 'birthDate', to: 'birth_date', check: 'day', before: ['birthdate'] },
      { name: 'sex', to: 'sex', check: { oneOf: ['female', 'male', 'other', 'unspecified'] } },
      ...unused('americanIndianOrAlaskaNative', 'asian', 'blackOrAfricanAmerican', 'nativeHawaiianOrOtherPacificIslander', 'white', 'demographicRaceTwoOrMoreRaces'),
      ...unused('hispanicOrLatinoEthnicity', 'countryOfBirthCode', 'stateOfBirthAbbreviation', 'cityOfBirth', 'publicSchoolResidenceStatus'),
    ],
  },
  {
    name: 'roles',
    columns: [
      ...head,
      { name: 'userSourcedId', to: 'user_id', check: 'id', needed: both },
      { name: 'roleType', to: 'role_type', check: { oneOf: ['primary', 'secondary'] }, needed: both },
      { name: 'role', to: 'role', check: { oneOf: roles }, needed: both },
      { name: 'beginDate', to: 'began_on', check: 'day' },
      { name: 'endDate', to: 'ended_on', check: 'end-day' },
      { name: 'orgSourcedId', to: 'school', check: 'id', needed: both },
      { name: 'userProfileSourcedId' },
    ],
  },
  {
    name: 'enrollments',
    columns: [
      ...head,
      { name: 'classSourcedId', to: 'class', check: 'id', needed: both },
      { name: 'schoolSourcedId', to: 'school', check: 'id', needed: both },
      { name: 'userSourcedId', to: 'user_id', check: 'id', needed: both },
      { name: 'role', to: 'role', check: { oneOf: ['student', 'teacher', 'administrator', 'proctor'] }, needed: both },
      { name: 'primary', to: 'is_primary', check: 'boolean' },
      { name: 'beginDate', to: 'began_on', check: 'day' },
      { name: 'endDate', to: 'ended_on', check: 'end-day' },
    ],
  },
];

const byName = new Map<string, FileShape>(shapes.map((shape) => [shape.name, shape]));
export const shapeOf = (file: string): FileShape | undefined => byName.get(file);

/** The header row that 1.2 demands, without what may stand behind it. */
export const strictHeader = (shape: FileShape): string[] => shape.columns.filter(({ ours, old }) => !ours && !old).map(({ name }) => name);

/** userProfiles is read by nobody (it carries passwords), but its header is checked like the others'. */
export const userProfilesHeader = [
  'sourcedId',
  'status',
  'dateLastModified',
  'userSourcedId',
  'profileType',
  'vendorId',
  'applicationId',
  'description',
  'credentialType',
  'username',
  'password',
];

export const stagedColumns = (shape: FileShape): string[] => shape.columns.flatMap(({ to }) => (to && to !== 'status' ? [to] : []));
