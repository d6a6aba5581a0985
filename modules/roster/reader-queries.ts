import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export interface ReadRow {
  readonly day: string;
  readonly given_name: string | null;
  readonly patronymic: string | null;
  readonly role: string;
  readonly purpose: string;
  readonly subject_kind: 'class' | 'pupil';
  readonly field: string;
  readonly last_at: Date;
  readonly times: number;
  readonly total: number;
}

/** Who read a pupil's record, or that of a class which the pupil was in on the day; the newest first. */
export const findReads = async (db: Db, schoolId: number, pupilId: string, since: string, limit: number, offset: number): Promise<ReadRow[]> => {
  const { rows } = await sql<ReadRow>`
    select r.day, s.given_name, s.patronymic, r.role, r.purpose, r.subject_kind, r.field, r.last_at, r.times, (count(*) over ())::int as total
    from read_log r left join staff s on s.school_id = r.school_id and s.id = r.reader_id
    where r.school_id = ${schoolId} and r.day >= ${since}::date and (
      (r.subject_kind = 'pupil' and r.subject_id = ${pupilId})
      or (r.subject_kind = 'class' and exists (select from enrolment e where e.school_id = r.school_id and e.class_id = r.subject_id and e.person_id = ${pupilId}
        and e.role = 'pupil' and r.day between e.began_on and coalesce(e.ended_on, 'infinity'))))
    order by r.day desc, r.last_at desc, r.reader_id
    limit ${limit} offset ${offset}`.execute(db);
  return rows;
};
