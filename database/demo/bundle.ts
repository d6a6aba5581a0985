import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import yazl from 'yazl';
import { electives, KAZAKH, weekOf } from './curriculum.ts';
import type { MadeUpPerson, MadeUpSchool } from './model.ts';
import { schoolCalendar } from './school-calendar.ts';

import { DEMO_SOURCE } from './source.ts';

type Row = readonly string[];
interface Sheet {
  readonly name: string;
  readonly header: string;
  readonly rows: readonly Row[];
}
const headers = {
  academicSessions: 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
  orgs: 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.areaCode,metadata.languages,metadata.timezone,metadata.dormitory,metadata.address,metadata.phone',
  courses: 'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods,metadata.shift,metadata.language',
  users:
    'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.clanName,metadata.nameScript.given,metadata.nameScript.patronymic,metadata.nameScript.clan,metadata.registerNumber,metadata.language,metadata.dormitory,metadata.areaCode,metadata.relation',
  roles: 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
  enrollments: 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  demographics:
    'sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
} as const;
/** The 21 files of the standard: those that the bundle lacks are named as absent. */
const catalogue = [
  ...['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics', 'enrollments', 'lineItemLearningObjectiveIds', 'lineItems'],
  ...['lineItemScoreScales', 'orgs', 'resources', 'resultLearningObjectiveIds', 'results', 'resultScoreScales', 'roles', 'scoreScales', 'userProfiles', 'userResources', 'users'],
];

const subjectNames = new Map(
  parse<Record<string, string>>(readFileSync(new URL('../reference/subjects.csv', import.meta.url), 'utf8'), { columns: true }).map((row) => [
    row['code'] ?? '',
    row['name_mn'] ?? '',
  ]),
);
const blank = (count: number) => Array<string>(count).fill('');
const grade = (number: number) => String(number).padStart(2, '0');
const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: string, rows: readonly Row[]) => `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\r\n')}\r\n`;

/** One school as the Education Management System would send it. */
export function sheetsOf(school: MadeUpSchool): Sheet[] {
  const { plan, sections, groups, pupils, guardians, staff, startYear } = school;
  // this school year and the next, so that a demonstration that lives past the summer still has terms
  const calendars = [startYear, startYear + 1].map((start) => ({ start, ...schoolCalendar(start, plan.key === 'city') }));
  const year = `${plan.key}-${startYear}`;
  const org = plan.sourceId;
  const begin = `${startYear}-09-01`;
  const years = calendars.map(({ start }) => `${plan.key}-${start}`).join(',');
  const sheet = (name: keyof typeof headers, rows: readonly Row[]): Sheet => ({ name, header: headers[name], rows });
  const course = (...id: (string | number)[]) => [plan.key, 'course', ...id].join('-');

  const sessions = calendars.flatMap(({ start, endYear, first, last, terms }) => [
    [`${plan.key}-${start}`, '', '', `${start}-${endYear} оны хичээлийн жил`, 'schoolYear', first, last, '', String(endYear)],
    ...terms.map((term, i) => [`${plan.key}-${start}-${i + 1}`, '', '', term.title, 'term', term.first, term.last, `${plan.key}-${start}`, String(endYear)]),
  ]);
  const languages = plan.language === 'kk' ? 'kk,mn' : 'mn';
  const orgs = [[org, '', '', plan.name, 'school', plan.code, '', plan.areaCode, languages, plan.timezone, String(plan.dormitory), plan.address, plan.phone]];
  const grades = [...new Set(sections.map((section) => section.grade))];
  const courses = [
    ...grades.map((number) => [course(number), '', '', year, `${number}-р анги`, '', grade(number), org, '', '']),
    ...grades.flatMap((number) =>
      weekOf(number, plan.language).map(({ subject }) => {
        const name = subjectNames.get(subject) ?? subject;
        return [
          course(number, subject === KAZAKH ? 'kazakh' : subject),
          '',
          '',
          year,
          `${name}, ${number}-р анги`,
          '',
          grade(number),
          org,
          name,
          subject === KAZAKH ? '' : subject,
        ];
      }),
    ),
    ...(groups.length > 0 ? electives : []).map(({ subject, title }, i) => [
      course('elective', i + 1),
      '',
      '',
      year,
      title,
      '',
      grade(12),
      org,
      subjectNames.get(subject) ?? '',
      subject,
    ]),
  ];
  const classes = [
    ...sections.map((s) => [s.sourceId, '', '', s.title, grade(s.grade), course(s.grade), s.title, 'homeroom', s.room, org, years, '', '', '', String(s.shift), plan.language]),
    ...groups.map((g, i) => [
      ...[g.sourceId, '', '', g.title, grade(g.grade), course('elective', i + 1), '', 'scheduled', g.room, org, years],
      ...[subjectNames.get(g.subject) ?? '', g.subject, '', String(g.shift), plan.language],
    ]),
  ];

  const gradeOf = new Map(sections.map((section) => [section.sourceId, section.grade]));
  const user = (person: MadeUpPerson, agents: string, grades: string, dormitory: string, area: string, relation: string) => [
    ...[person.sourceId, '', '', 'true', person.sourceId, '', person.given, person.patronymic, '', '', '', person.phone ?? '', '', agents, grades, ...blank(5)],
    ...[org, '', person.clan, person.script?.given ?? '', person.script?.patronymic ?? '', person.script?.clan ?? '', person.register, person.language, dormitory, area, relation],
  ];
  const everybody = [...staff, ...guardians, ...pupils];
  const users = [
    ...staff.map((person) => user(person, '', '', '', '', '')),
    ...guardians.map((person) => user(person, '', '', '', '', '')),
    ...pupils.map((pupil) =>
      user(
        pupil,
        pupil.guardians.map((guardian) => guardian.sourceId).join(','),
        grade(gradeOf.get(pupil.section) ?? 1),
        String(pupil.dormitory),
        pupil.homeArea,
        pupil.guardians.map((guardian) => guardian.relation).join(','),
      ),
    ),
  ];
  const role = (sourceId: string, name: string) => [`${plan.key}-r-${sourceId}`, '', '', sourceId, 'primary', name, begin, '', org, ''];
  const roles = [...staff.map((s) => role(s.sourceId, s.role)), ...guardians.map((g) => role(g.sourceId, g.role)), ...pupils.map((p) => role(p.sourceId, 'student'))];
  const enrolment = (of: string, userId: string, as: 'student' | 'teacher', primary: boolean) => [`e-${of}-${userId}`, '', '', of, org, userId, as, String(primary), begin, ''];
  const enrollments = [
    ...sections.map((section) => enrolment(section.sourceId, section.classTeacher, 'teacher', true)),
    ...groups.map((group) => enrolment(group.sourceId, group.teacher, 'teacher', true)),
    ...pupils.map((pupil) => enrolment(pupil.section, pupil.sourceId, 'student', false)),
    ...groups.flatMap((group) => group.pupils.map((pupil) => enrolment(group.sourceId, pupil, 'student', false))),
  ];
  const demographics = everybody.map((person) => [person.sourceId, '', '', person.birthDate, person.sex, ...blank(11)]);
  return [
    sheet('orgs', orgs),
    sheet('academicSessions', sessions),
    sheet('courses', courses),
    sheet('classes', classes),
    sheet('users', users),
    sheet('roles', roles),
    sheet('enrollments', enrollments),
    sheet('demographics', demographics),
  ];
}

/** The zip, the same to the byte for the same school: its entries carry the day on which the school year begins. */
export async function bundleOf(school: MadeUpSchool): Promise<Buffer> {
  const sheets = sheetsOf(school);
  const present = new Set(sheets.map((sheet) => sheet.name));
  const manifest: Row[] = [
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...catalogue.map((file) => [`file.${file}`, present.has(file) ? 'bulk' : 'absent']),
    ['source.systemName', 'Demonstration of the Education Management System'],
    ['source.systemCode', DEMO_SOURCE],
  ];
  const zip = new yazl.ZipFile();
  const options = { mtime: new Date(`${school.startYear}-09-01T00:00:00Z`), mode: 0o100644, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from(csv('propertyName,value', manifest)), 'manifest.csv', options);
  for (const { name, header, rows } of sheets) zip.addBuffer(Buffer.from(csv(header, rows)), `${name}.csv`, options);
  zip.end();
  return buffer(zip.outputStream);
}

export const timetableOf = (school: MadeUpSchool): string =>
  csv(
    'class,weekday,period,from,to,subject,teacher,room,shift',
    school.lessons.map((lesson) => [
      ...[lesson.classSourceId, String(lesson.weekday), String(lesson.period), lesson.from, lesson.to, lesson.subject, lesson.teacher, lesson.room, String(lesson.shift)],
    ]),
  );
