import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export interface ClassWarningRow {
  readonly person_id: string | null;
  readonly given_name: string | null;
  readonly patronymic: string | null;
  readonly column_name: string;
  readonly value: string | null;
  readonly rule: string;
}
/** Findings about these pupils, their guardians, and the class itself; about nobody first. */
export async function listWarningsOfClass(db: Db, schoolId: number, classId: string, pupilIds: readonly string[]): Promise<ClassWarningRow[]> {
  const { rows } = await sql<ClassWarningRow>`
    with people as (
      select p.id from person p where p.id = any (${pupilIds}::uuid[])
        or p.id in (select g.guardian_id from guardianship g where g.school_id = ${schoolId} and g.pupil_id = any (${pupilIds}::uuid[]) and g.source = 'register' and g.until_day is null))
    select null::uuid as person_id, null as given_name, null as patronymic, f.column_name, f.value, f.rule, f.line
    from class_group c join ems_finding f on f.key = c.source_id
    where c.school_id = ${schoolId} and c.id = ${classId} and f.file = 'classes.csv' and f.severity = 'warning' and f.school_ids @> array[${schoolId}::int]
    union all
    select p.id, p.given_name, p.patronymic, f.column_name, f.value, f.rule, f.line
    from people
    join person p on p.id = people.id
    join school s on s.id = ${schoolId}
    join person_source ps on ps.source = s.source and ps.person_id = people.id
    join ems_finding f on f.key = ps.source_id and f.severity = 'warning' and f.school_ids @> array[${schoolId}::int]
    where f.file in ('users.csv', 'demographics.csv')
    order by 1 nulls first, 7 limit 500`.execute(db);
  return rows;
}
