import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';

export type Cells = Readonly<Record<string, string>>;
export type Files = Record<string, Cells[]>;

const HEADERS: Readonly<Record<string, string>> = {
  orgs: 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.areaCode,metadata.timezone',
  academicSessions: 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
  courses: 'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods,metadata.shift,metadata.language',
  users:
    'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.clanName,metadata.registerNumber,metadata.language,metadata.relation,metadata.dormitory',
  demographics:
    'sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
  roles: 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
  enrollments: 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
};
const NEVER = ['categories', 'classResources', 'courseResources', 'lineItemLearningObjectiveIds', 'lineItems', 'lineItemScoreScales', 'resources', 'resultLearningObjectiveIds'];
const ABSENT = [...NEVER, 'results', 'resultScoreScales', 'scoreScales', 'userProfiles', 'userResources'];

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lines = (header: string, rows: readonly Cells[]) =>
  rows
    .map(
      (row) =>
        `${header
          .split(',')
          .map((name) => cell(row[name] ?? ''))
          .join(',')}\n`,
    )
    .join('');
const csv = (header: string, rows: readonly Cells[]) => `${header}\n${lines(header, rows)}`;

/** One file's rows without its header: for bundles too large to be held at once. */
export const linesOf = (file: string, rows: readonly Cells[]): string => lines(HEADERS[file] ?? '', rows);

/** The texts of a 1.2 bundle's files. */
export function textsOf(files: Files, source = 'esis'): Record<string, string> {
  const present = Object.keys(HEADERS);
  const properties = [
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...present.map((name) => [`file.${name}`, 'bulk']),
    ...ABSENT.map((name) => [`file.${name}`, 'absent']),
    ['source.systemCode', source],
  ];
  const texts: Record<string, string> = {
    'manifest.csv': csv(
      'propertyName,value',
      properties.map(([propertyName = '', value = '']) => ({ propertyName, value })),
    ),
  };
  for (const [name, header] of Object.entries(HEADERS)) texts[`${name}.csv`] = csv(header, files[name] ?? []);
  return texts;
}

/** Writes a zip of these texts to a folder of its own and says where. */
export async function zipOf(texts: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(texts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const path = join(mkdtempSync(join(tmpdir(), 'khamtdaa-bundle-')), 'bundle.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** The texts of a bundle that lies somewhere. */
export async function textsIn(path: string): Promise<Record<string, string>> {
  const zip = await openPromise(path, { autoClose: true, lazyEntries: true });
  const texts: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) texts[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return texts;
}

export interface SchoolPlan {
  readonly id: string;
  readonly pupils: number;
  readonly classes?: number;
  readonly area?: string;
  /** Lessons in groups of their own, as the scheduled classes of a big school. */
  readonly groupsPerPupil?: number;
}

/** A school with its director, manager, class teachers, pupils and two guardians each. People's sourcedIds begin with the school's. */
export function aSchool({ id, pupils, classes = Math.ceil(pupils / 30), area = '1107' }: SchoolPlan): Files {
  const day = { beginDate: '2026-09-01' };
  const files: Files = {
    orgs: [{ sourcedId: id, name: `${id}-р сургууль`, type: 'school', identifier: id, 'metadata.areaCode': area }],
    academicSessions: [
      { sourcedId: 'y2027', title: '2026-2027', type: 'schoolYear', startDate: '2026-09-01', endDate: '2027-06-15', schoolYear: '2027' },
      { sourcedId: 'y2027-2', title: '2-р улирал', type: 'term', startDate: '2026-11-09', endDate: '2027-01-02', parentSourcedId: 'y2027', schoolYear: '2027' },
    ],
    courses: [],
    classes: [],
    users: [],
    demographics: [],
    roles: [],
    enrollments: [],
  };
  const person = (key: string, role: string, cells: Cells = {}) => {
    files['users']?.push({ sourcedId: key, enabledUser: 'true', username: key, givenName: `Нэр${key}`, familyName: 'Дорж', ...cells });
    files['roles']?.push({ sourcedId: `r-${key}`, userSourcedId: key, roleType: 'primary', role, orgSourcedId: id, ...day });
  };
  person(`${id}-director`, 'principal');
  person(`${id}-manager`, 'siteAdministrator');
  for (let index = 0; index < classes; index++) {
    const group = `${id}-c${index}`;
    files['courses']?.push({ sourcedId: `${group}-course`, title: `${(index % 12) + 1}-р анги`, orgSourcedId: id, schoolYearSourcedId: 'y2027', subjectCodes: 'МАТ' });
    files['classes']?.push({
      ...{ sourcedId: group, title: `${(index % 12) + 1}${'абвгд'[Math.floor(index / 12) % 5] ?? ''}`, grades: String((index % 12) + 1), courseSourcedId: `${group}-course` },
      ...{ classType: 'homeroom', schoolSourcedId: id, termSourcedIds: 'y2027', 'metadata.shift': String((index % 3) + 1), 'metadata.language': 'mn' },
    });
    person(`${id}-t${index}`, 'teacher', { sms: phone(60_000_000, id, index) });
    files['enrollments']?.push({
      sourcedId: `e-${id}-t${index}`,
      classSourcedId: group,
      schoolSourcedId: id,
      userSourcedId: `${id}-t${index}`,
      role: 'teacher',
      primary: 'true',
      ...day,
    });
  }
  for (let index = 0; index < pupils; index++) {
    const pupil = `${id}-p${index}`;
    const guardians = [`${pupil}-m`, `${pupil}-f`];
    person(pupil, 'student', { agentSourcedIds: guardians.join(','), 'metadata.relation': 'mother,father', 'metadata.registerNumber': registerNumber(id, index) });
    files['demographics']?.push({ sourcedId: pupil, birthDate: '2013-05-04', sex: index % 2 ? 'male' : 'female' });
    for (const [side, guardian] of guardians.entries()) person(guardian, 'parent', { sms: phone(80_000_000, id, index * 2 + side) });
    files['enrollments']?.push({
      sourcedId: `e-${pupil}`,
      classSourcedId: `${id}-c${index % classes}`,
      schoolSourcedId: id,
      userSourcedId: pupil,
      role: 'student',
      primary: 'false',
      ...day,
    });
  }
  return files;
}

/** Nobody's number twice, as long as schools end in other numbers and have fewer than 10,000 of a sort. */
const phone = (from: number, school: string, index: number) => String(from + Number(/\d*$/.exec(school)?.[0] ?? 0) * 10_000 + index);

/** A well-formed register number, another for each pupil of each school whose id ends in another number. */
const registerNumber = (school: string, index: number) => {
  const letter = (n: number) => 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЭЮЯ'.charAt(n % 28);
  const two = (n: number) => String(n).padStart(2, '0');
  let rest = Number(/\d*$/.exec(school)?.[0] ?? 0) * 10_000 + index + Buffer.from(school.replace(/\d*$/, '')).reduce((sum, byte) => sum * 7 + byte, 0) * 10_000_000;
  const next = (size: number) => {
    const part = rest % size;
    rest = Math.floor(rest / size);
    return part;
  };
  const [last, day, month, year] = [next(100), next(28) + 1, next(12) + 21, next(10) + 8];
  return `${letter(next(28))}${letter(next(28))}${two(year)}${two(month)}${two(day)}${two(last)}`;
};

/** Several schools in one bundle; what they share stands once. */
export function together(...schools: readonly Files[]): Files {
  const all: Files = {};
  for (const school of schools) for (const [name, rows] of Object.entries(school)) all[name] = [...(all[name] ?? []), ...rows];
  const sessions = new Map((all['academicSessions'] ?? []).map((row) => [row['sourcedId'], row]));
  return { ...all, academicSessions: [...sessions.values()] };
}

/** The same files with one row's cells changed. */
export const withRow = (files: Files, file: string, sourcedId: string, cells: Cells): Files => ({
  ...files,
  [file]: (files[file] ?? []).map((row) => (row['sourcedId'] === sourcedId ? { ...row, ...cells } : row)),
});
export const without = (files: Files, file: string, gone: (row: Cells) => boolean): Files => ({ ...files, [file]: (files[file] ?? []).filter((row) => !gone(row)) });
