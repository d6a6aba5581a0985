import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

interface Name {
  readonly given_name: string | null;
  readonly patronymic: string | null;
}
export interface ReadRow extends Name {
  readonly day: string;
  readonly role: string;
  readonly purpose: string;
  readonly subject_kind: 'class' | 'pupil';
  readonly field: string;
  readonly last_at: Date;
  readonly times: number;
  readonly total: number;
}
export interface ReaderRow extends Name {
  readonly roles: readonly string[];
  readonly times: number;
  readonly last_at: Date;
  readonly what: readonly { readonly role: string; readonly purpose: string; readonly subjectKind: 'class' | 'pupil'; readonly times: number; readonly lastAt: string }[];
}

/** Reads of a pupil's record, and those of a class which the pupil was in on the day. */
const readsOf = (schoolId: number, pupilId: string, since: string) => sql`(
      select * from read_log where school_id = ${schoolId} and subject_kind = 'pupil' and subject_id = ${pupilId} and day >= ${since}::date
      union all
      select * from read_log l where l.school_id = ${schoolId} and l.subject_kind = 'class' and l.day >= ${since}::date
        and l.subject_id = any (array(select class_id from enrolment where school_id = ${schoolId} and person_id = ${pupilId} and role = 'pupil'))
        and exists (select from enrolment e where e.school_id = ${schoolId} and e.person_id = ${pupilId} and e.role = 'pupil' and e.class_id = l.subject_id
          and l.day between e.began_on and coalesce(e.ended_on, 'infinity'))) r
    left join staff s on s.school_id = r.school_id and s.id = r.reader_id`;

/** Day by day, the newest first. */
export const findReads = async (db: Db, schoolId: number, pupilId: string, since: string, limit: number, offset: number): Promise<ReadRow[]> => {
  const { rows } = await sql<ReadRow>`
    select r.day, s.given_name, s.patronymic, r.role, r.purpose, r.subject_kind, r.field, r.last_at, r.times, (count(*) over ())::int as total
    from ${readsOf(schoolId, pupilId, since)}
    order by r.day desc, r.last_at desc, r.reader_id
    limit ${limit} offset ${offset}`.execute(db);
  return rows;
};

const MOST_READERS = 100;
/** Person by person, who looked last first. */
export const findReaders = async (db: Db, schoolId: number, pupilId: string, since: string): Promise<ReaderRow[]> => {
  const { rows } = await sql<ReaderRow>`
    select w.given_name, w.patronymic, array_agg(distinct w.role) as roles, sum(w.times)::int as times, max(w.last_at) as last_at,
      json_agg(json_build_object('role', w.role, 'purpose', w.purpose, 'subjectKind', w.subject_kind, 'times', w.times, 'lastAt', w.last_at) order by w.last_at desc) as what
    from (select r.reader_id, s.given_name, s.patronymic, r.role, r.purpose, r.subject_kind, sum(r.times)::int as times, max(r.last_at) as last_at
      from ${readsOf(schoolId, pupilId, since)} group by r.reader_id, s.given_name, s.patronymic, r.role, r.purpose, r.subject_kind) w
    group by w.reader_id, w.given_name, w.patronymic
    order by max(w.last_at) desc, w.reader_id
    limit ${MOST_READERS}`.execute(db);
  return rows;
};
