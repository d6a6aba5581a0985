import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export const deleteExampleNames = (db: Db, personId: string) =>
  sql`delete from ems_example_name n using ems_import i, person_source s
    where s.person_id = ${personId} and i.id = n.import_id and i.source = s.source and n.source_id = s.source_id`.execute(db);

/** What stood in a cell, and whose it was. */
export const emptyFindings = (db: Db, personId: string) =>
  sql`update ems_finding f set value = null, key = null from ems_import i, person_source s
    where s.person_id = ${personId} and i.id = f.import_id and i.source = s.source and s.source_id in (f.key, f.value)`.execute(db);

export const outdateReports = (db: Db, personId: string) =>
  sql`update school s set roster_version = roster_version + 1
    where s.id in (select unnest(p.school_ids) from person p where p.id = ${personId} union select g.school_id from guardianship g where g.guardian_id = ${personId})`.execute(db);
