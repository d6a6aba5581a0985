import { newId } from '@khamtdaa/platform/ids';
import { aStaffMember } from '../people.ts';
import type { World } from './world.ts';

/** A slip for a teacher of the school who lost a factor, issued by somebody who does nothing else here. */
export async function aLostFactor({ t, school }: World): Promise<string> {
  const [owner, issuer] = [await aStaffMember(t, school, 'teacher'), await aStaffMember(t, school, 'director')];
  const id = newId();
  await t.owner.query(
    `insert into activation (id, school_id, person_id, kind, purpose, channel, code_hash, issued_by, issued_at, expires_at)
     values ($1, $2, $3, 'staff', 'lost-factor', 'paper', $6, $4, $5::timestamptz, $5::timestamptz + interval '7 days')`,
    [id, school.id, owner.id, issuer.id, t.clock.now(), Buffer.from(id)],
  );
  return id;
}

/** A teacher's posting that was given here and not by the EMS. */
export async function aGivenPosting({ t, school }: World): Promise<string> {
  const teacher = await aStaffMember(t, school, 'teacher');
  const { rows } = await t.owner.query<{ id: string }>(`update posting set source = 'khamtdaa' where person_id = $1 returning id`, [teacher.id]);
  return rows[0]!.id;
}

/** A report that the training manager brought and nobody has agreed to yet. */
export async function aReport(w: World): Promise<{ importId: string }> {
  const importId = newId();
  const manager = w.actors['trainingManager'];
  const posting = manager?.postings[0];
  await w.t.owner.query(
    `insert into ems_import (id, kind, standing, uploaded_by, posting_id, role, school_id, file_name, file_hash, report_hash, uploaded_at)
     values ($1, 'bundle', 'reported', $2, $3, 'training_manager', $4, 'bundle.zip', '', 'hash', $5)`,
    [importId, manager?.personId, posting?.id, w.school.id, w.t.app.clock.now()],
  );
  await w.t.owner.query(`insert into ems_import_school (import_id, source_id, standing, counts) values ($1, 's', 'ready', '{"inConflict": 0, "kinds": []}')`, [importId]);
  return { importId };
}
