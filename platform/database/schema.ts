// Written by npm run schema from the migrations; read it, do not edit it.

import type { ColumnType } from "kysely";

export type ArrayType<T> = ArrayTypeImpl<T> extends (infer U)[]
  ? U[]
  : ArrayTypeImpl<T>;

export type ArrayTypeImpl<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S[], I[], U[]>
  : T[];

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = number;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AcademicSession {
  ended_on: string | null;
  first_day: string;
  id: string;
  kind: string;
  last_day: string;
  parent_id: string | null;
  school_id: number;
  school_year: number;
  source_id: string;
  title: string;
}

export interface Activation {
  channel: string;
  code_hash: Buffer;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
  ended_at: Timestamp | null;
  expires_at: Timestamp;
  id: string;
  issued_at: Timestamp;
  issued_by: string | null;
  kind: string;
  person_id: string;
  purpose: string;
  school_id: number | null;
  used_at: Timestamp | null;
  vouched_by: Generated<number[]>;
}

export interface Area {
  code: string;
  iso: string | null;
  level: string;
  name: string;
  name_en: string;
  parent: string | null;
  residents: number | null;
  search_text: Generated<string>;
  timezone: string;
}

export interface AttendanceMark {
  class_id: string;
  day: string;
  minutes: number | null;
  period: number;
  pupil_id: string;
  school_id: number;
  status: string;
  told_at: Timestamp;
}

export interface ClassGroup {
  began_on: string;
  course_id: string | null;
  ended_on: string | null;
  grade: number | null;
  id: string;
  kind: string;
  language: Generated<string>;
  room: Generated<string>;
  school_id: number;
  shift: number | null;
  source_id: string;
  title: string;
}

export interface Course {
  code: Generated<string>;
  ended_on: string | null;
  id: string;
  school_id: number;
  source_id: string;
  subject_code: string | null;
  title: string;
}

export interface Credential {
  changed_at: Timestamp;
  kind: string;
  let_in_by: string | null;
  password_hash: string;
  person_id: string;
  recovery_hashes: Generated<ArrayType<Buffer>>;
  sign_in_name: string;
  totp_confirmed_at: Timestamp | null;
  totp_last_step: Generated<Int8>;
  totp_sealed: Buffer | null;
  vouched_by: Generated<number[]>;
}

export interface DemoPhoneMessage {
  at: Timestamp;
  id: string;
  number: string;
  text: string;
}

export interface EmsExampleName {
  import_id: string;
  name: string;
  school_id: number;
  source_id: string;
}

export interface EmsFinding {
  column_name: string;
  file: string;
  id: Generated<Int8>;
  import_id: string;
  key: string | null;
  line: number;
  rule: string;
  school_ids: Generated<number[]>;
  schools: Generated<string[]>;
  severity: string;
  value: string | null;
}

export interface EmsImport {
  area_code: string | null;
  confirmed_at: Timestamp | null;
  even_if_many_gone: Generated<boolean>;
  even_if_many_renamed: Generated<boolean>;
  faults: Generated<number>;
  file_hash: Buffer;
  file_name: string;
  finished_at: Timestamp | null;
  from_day: string | null;
  id: string;
  kind: string;
  not_in_bundle: Generated<Json>;
  posting_id: string | null;
  progress_all: Generated<number>;
  progress_done: Generated<number>;
  progress_step: Generated<string>;
  report_hash: string | null;
  reported_at: Timestamp | null;
  role: string;
  school_id: number | null;
  source: Generated<string>;
  standing: string;
  step_began_at: Timestamp | null;
  uploaded_at: Timestamp;
  uploaded_by: string | null;
  version: Generated<string>;
  warnings: Generated<number>;
  without_faulty_schools: Generated<boolean>;
}

export interface EmsImportSchool {
  counts: Generated<Json>;
  examples: Generated<Json>;
  faults: Generated<number>;
  import_id: string;
  many_gone: Generated<boolean>;
  many_renamed: Generated<boolean>;
  roster_version: Int8 | null;
  school_id: number | null;
  source_id: string;
  standing: string;
  warnings: Generated<number>;
}

export interface EmsStagedClass {
  course: string | null;
  faults: number;
  grade: string | null;
  import_id: Generated<string>;
  kind: string | null;
  language: string | null;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  room: string | null;
  school: string | null;
  shift: string | null;
  source_id: string;
  terms: string | null;
  title: string | null;
}

export interface EmsStagedCourse {
  code: string | null;
  faults: number;
  import_id: Generated<string>;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  org: string | null;
  session: string | null;
  source_id: string;
  subject_codes: string | null;
  title: string | null;
}

export interface EmsStagedDemographic {
  birth_date: string | null;
  faults: number;
  import_id: Generated<string>;
  line: number;
  odd: Json | null;
  sex: string | null;
  source_id: string;
}

export interface EmsStagedEnrolment {
  began_on: string | null;
  class: string | null;
  ended_on: string | null;
  faults: number;
  import_id: Generated<string>;
  is_primary: string | null;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  role: string | null;
  school: string | null;
  source_id: string;
  user_id: string | null;
}

export interface EmsStagedLink {
  guardian: string;
  import_id: Generated<string>;
  new_id: Generated<string>;
  pupil: string;
  relation: string;
  school: string;
  told_only: boolean;
}

export interface EmsStagedMember {
  began_on: string | null;
  import_id: Generated<string>;
  kind: string;
  roles: string[];
  school: string;
  user_id: string;
}

export interface EmsStagedOrg {
  address: string | null;
  area_code: string | null;
  dormitory: string | null;
  email: string | null;
  faults: number;
  identifier: string | null;
  import_id: Generated<string>;
  languages: string | null;
  line: number;
  name: string | null;
  odd: Json | null;
  parent: string | null;
  phone: string | null;
  source_id: string;
  timezone: string | null;
  type: string | null;
}

export interface EmsStagedPerson {
  import_id: Generated<string>;
  own: boolean;
  person_id: string;
  reach: string;
  school: string;
  user_id: string;
}

export interface EmsStagedRole {
  began_on: string | null;
  ended_on: string | null;
  faults: number;
  import_id: Generated<string>;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  role: string | null;
  role_type: string | null;
  school: string | null;
  source_id: string;
  user_id: string | null;
}

export interface EmsStagedSession {
  faults: number;
  first_day: string | null;
  import_id: Generated<string>;
  last_day: string | null;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  parent: string | null;
  school_year: string | null;
  source_id: string;
  title: string | null;
  type: string | null;
}

export interface EmsStagedUser {
  agents: string | null;
  civil_hash: Buffer | null;
  clan_name: string | null;
  dormitory: string | null;
  email: string | null;
  enabled: string | null;
  family_name: string | null;
  faults: number;
  given_name: string | null;
  home_area: string | null;
  import_id: Generated<string>;
  language: string | null;
  line: number;
  new_id: Generated<string>;
  odd: Json | null;
  old_orgs: string | null;
  old_role: string | null;
  patronymic: string | null;
  phone: string | null;
  register_hash: Buffer | null;
  register_sealed: Buffer | null;
  relation: string | null;
  script_clan: string | null;
  script_given: string | null;
  script_patronymic: string | null;
  sms: string | null;
  source_id: string;
}

export interface Enrolment {
  began_on: string;
  class_id: string;
  ended_on: string | null;
  id: string;
  is_primary: Generated<boolean>;
  person_id: string;
  role: string;
  school_id: number;
  source_id: string;
}

export interface ErasureRequest {
  asked_at: Timestamp;
  done_at: Timestamp | null;
  due_at: Timestamp;
  person_id: string;
  taken_back_at: Timestamp | null;
}

export interface Event {
  actor_id: string | null;
  body: Json;
  channel: string;
  id: string;
  leaf: Buffer;
  name: string;
  occurred_at: Timestamp;
  posting_id: string | null;
  recorded_at: Generated<Timestamp>;
  school_id: number | null;
  subject: string;
  tx: Generated<string>;
}

export interface EventSalt {
  event_id: string;
  salt: Buffer;
}

export interface GuardianAsTold {
  given_name: string;
  guardian_id: string;
  patronymic: Generated<string>;
  phones: Generated<string[]>;
  school_id: number;
  source_id: string;
}

export interface Guardianship {
  court_document: string | null;
  court_reason: string | null;
  decided_at: Timestamp | null;
  decided_by: string | null;
  delegated_by: string | null;
  effect: string;
  entered_at: Timestamp;
  entered_by: string | null;
  from_day: string;
  guardian_id: string;
  id: string;
  origin: string | null;
  pupil_id: string;
  refusal: string | null;
  relation: Generated<string>;
  rights: string[];
  school_id: number;
  source: string;
  standing: string;
  until_day: string | null;
}

export interface IdempotentAnswer {
  account_id: string;
  answer: Json | null;
  created_at: Timestamp;
  key: string;
  request_hash: Buffer;
  use_case: string;
}

export interface Installation {
  key_check: Buffer | null;
  kind: string;
  made_at: Generated<Timestamp>;
  made_up: Generated<boolean>;
  only_one: Generated<boolean>;
  seed: string | null;
}

export interface LastLook {
  at: Timestamp;
  before: Timestamp | null;
  person_id: string;
  pupil_id: string;
  school_id: number;
}

export interface Lesson {
  class_id: string;
  ends: string;
  from_day: string;
  id: string;
  period: number;
  room: Generated<string>;
  school_id: number;
  shift: number | null;
  starts: string;
  subject: string;
  subject_code: string | null;
  teacher_id: string | null;
  until_day: string | null;
  weekday: number;
}

export interface LetterCode {
  code_hash: Buffer;
  ended_at: Timestamp | null;
  expires_at: Timestamp;
  id: string;
  issued_at: Timestamp;
  issued_by: string;
  pupil_id: string;
  school_id: number;
  slot: number;
  tries: Generated<number>;
  used_at: Timestamp | null;
  used_by: string | null;
}

export interface MarkCorrection {
  before_minutes: number | null;
  before_status: string | null;
  class_id: string;
  corrected_at: Timestamp;
  day: string;
  period: number;
  pupil_id: string;
  school_id: number;
  taken_at: Timestamp;
  version: number;
}

export interface Migration {
  at: Generated<Timestamp>;
  name: string;
}

export interface Person {
  birth_date: string | null;
  civil_hash: Buffer | null;
  clan_name: Generated<string>;
  created_at: Generated<Timestamp>;
  email: string | null;
  erased_at: Timestamp | null;
  given_name: string;
  id: string;
  language: Generated<string>;
  language_chosen: Generated<boolean>;
  left_at: Timestamp | null;
  name_script: Json | null;
  origin: string;
  patronymic: Generated<string>;
  register_hash: Buffer | null;
  register_sealed: Buffer | null;
  school_ids: Generated<number[]>;
  sex: string | null;
}

export interface PersonMatch {
  decided_at: Timestamp | null;
  decided_by: string | null;
  id: string;
  other_id: string;
  person_id: string;
  school_id: number;
  standing: Generated<string>;
}

export interface PersonPhone {
  birth_date_tries: Generated<number>;
  claims: Generated<string[]>;
  ended_at: Timestamp | null;
  ended_by: string | null;
  number: string;
  person_id: string;
  proved_at: Timestamp | null;
  proved_by: string | null;
  reported_at: Timestamp;
  source: string;
  standing: string;
  used_at: Timestamp | null;
  vouched_by: Generated<number[]>;
}

export interface PersonSource {
  ended_on: string | null;
  person_id: string;
  source: string;
  source_id: string;
}

export interface PhoneChallenge {
  browser_hash: Buffer;
  code_hash: Buffer;
  created_at: Timestamp;
  ended_at: Timestamp | null;
  expires_at: Timestamp;
  id: string;
  number: string;
  passed_at: Timestamp | null;
  purpose: string;
  tries: Generated<number>;
}

export interface Posting {
  area_code: string | null;
  began_on: string;
  created_at: Generated<Timestamp>;
  ended_on: string | null;
  id: string;
  person_id: string;
  posted_by: string | null;
  role: string;
  school_id: number | null;
  source: string;
  source_id: string | null;
}

export interface PublicHoliday {
  day: string;
  name_en: string;
  name_kk: string;
  name_mn: string;
}

export interface Pupil {
  began_on: string;
  birth_date: string | null;
  ended_on: string | null;
  given_name: string;
  home_area: string | null;
  id: string;
  in_dormitory: Generated<boolean>;
  language: Generated<string>;
  patronymic: Generated<string>;
  school_id: number;
  sex: string | null;
  source_id: string;
}

export interface ReadLog {
  day: string;
  field: Generated<string>;
  first_at: Timestamp;
  last_at: Timestamp;
  purpose: string;
  reader_id: string;
  role: string;
  school_id: number;
  subject_id: string;
  subject_kind: string;
  times: Generated<number>;
}

export interface Register {
  changed_at: Timestamp | null;
  class_id: string;
  day: string;
  period: number;
  present: number;
  pupils: number;
  school_id: number;
  taken_at: Timestamp;
  taken_by: string;
  version: Generated<number>;
}

export interface RegisterCorrection {
  class_id: string;
  corrected_at: Timestamp;
  corrected_by: string;
  day: string;
  marks_before: Json;
  period: number;
  reason: string;
  school_id: number;
  version: number;
}

export interface School {
  address: string | null;
  area_code: string | null;
  class_count: Generated<number>;
  code: string;
  counted_on: string | null;
  email: string | null;
  guardian_count: Generated<number>;
  has_dormitory: Generated<boolean>;
  id: Generated<number>;
  languages: Generated<string[]>;
  name: string;
  phone: string | null;
  pupil_count: Generated<number>;
  roster_version: Generated<Int8>;
  search_text: Generated<string>;
  shifts: Generated<number[]>;
  source: string;
  source_id: string;
  staff_count: Generated<number>;
  timezone: Generated<string>;
}

export interface SchoolBreak {
  first_day: string;
  last_day: string;
  school_id: number;
  title: string;
}

export interface SecurityEvent {
  at: Timestamp;
  body: Json;
  id: string;
  name: string;
  person_id: string | null;
}

export interface Session {
  created_at: Timestamp;
  device: string;
  ended_at: Timestamp | null;
  ended_why: string | null;
  expires_at: Timestamp;
  id: string;
  kind: string;
  person_id: string;
  phone: string | null;
  second_factor_at: Timestamp | null;
  seen_at: Timestamp;
  shared_machine: Generated<boolean>;
  token_hash: Buffer;
}

export interface SmsMessage {
  created_at: Timestamp;
  failed_at: Timestamp | null;
  id: string;
  number: string;
  provider_id: string | null;
  purpose: string;
  sent_at: Timestamp | null;
  text_sealed: Buffer | null;
  tries: Generated<number>;
}

export interface Staff {
  began_on: string;
  ended_on: string | null;
  given_name: string;
  id: string;
  patronymic: Generated<string>;
  school_id: number;
  source_id: string;
}

export interface Subject {
  code: string;
  name_en: string;
  name_kk: string;
  name_mn: string;
}

export interface TryCount {
  bucket: string;
  last_at: Timestamp;
  tries: number;
  window_start: Timestamp;
}

export interface DB {
  academic_session: AcademicSession;
  activation: Activation;
  area: Area;
  attendance_mark: AttendanceMark;
  class_group: ClassGroup;
  course: Course;
  credential: Credential;
  demo_phone_message: DemoPhoneMessage;
  ems_example_name: EmsExampleName;
  ems_finding: EmsFinding;
  ems_import: EmsImport;
  ems_import_school: EmsImportSchool;
  ems_staged_class: EmsStagedClass;
  ems_staged_course: EmsStagedCourse;
  ems_staged_demographic: EmsStagedDemographic;
  ems_staged_enrolment: EmsStagedEnrolment;
  ems_staged_link: EmsStagedLink;
  ems_staged_member: EmsStagedMember;
  ems_staged_org: EmsStagedOrg;
  ems_staged_person: EmsStagedPerson;
  ems_staged_role: EmsStagedRole;
  ems_staged_session: EmsStagedSession;
  ems_staged_user: EmsStagedUser;
  enrolment: Enrolment;
  erasure_request: ErasureRequest;
  event: Event;
  event_salt: EventSalt;
  guardian_as_told: GuardianAsTold;
  guardianship: Guardianship;
  idempotent_answer: IdempotentAnswer;
  installation: Installation;
  last_look: LastLook;
  lesson: Lesson;
  letter_code: LetterCode;
  mark_correction: MarkCorrection;
  migration: Migration;
  person: Person;
  person_match: PersonMatch;
  person_phone: PersonPhone;
  person_source: PersonSource;
  phone_challenge: PhoneChallenge;
  posting: Posting;
  public_holiday: PublicHoliday;
  pupil: Pupil;
  read_log: ReadLog;
  register: Register;
  register_correction: RegisterCorrection;
  school: School;
  school_break: SchoolBreak;
  security_event: SecurityEvent;
  session: Session;
  sms_message: SmsMessage;
  staff: Staff;
  subject: Subject;
  try_count: TryCount;
}
