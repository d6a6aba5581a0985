import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Viewer } from '../database/index.ts';
import { newId } from '../ids/index.ts';

type Body = Readonly<Record<string, string | number | boolean | null>>;
interface Happened {
  readonly schoolId: number | null;
  /** kind:id, such as 'register:3/2026-11-23/0198…/2' */
  readonly subject: string;
  /** Codes, numbers and ids only: nothing here is ever erased. */
  readonly body?: Body;
  readonly occurredAt: Date;
}

/** The text whose salted hash is an event's leaf: a JSON array, keys of the body in code-point order, no spaces. */
export function canonicalEvent(event: Happened & { id: string; name: string; viewer: Pick<Viewer, 'channel' | 'personId' | 'postingId'> }): string {
  const body = Object.fromEntries(Object.entries(event.body ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { channel, personId, postingId } = event.viewer;
  return JSON.stringify([event.id, event.occurredAt.toISOString(), event.name, channel, personId, postingId, event.schoolId, event.subject, body]);
}
export const leafOf = (salt: Uint8Array, canonical: string): Buffer => createHash('sha256').update(salt).update(canonical).digest();

/** Appends what was done to the one record, in the transaction of the change itself. */
export async function record(db: Db, viewer: Viewer, name: string, happened: Happened): Promise<void> {
  const id = newId();
  const salt = randomBytes(16);
  const row = {
    id,
    occurred_at: happened.occurredAt,
    name,
    channel: viewer.channel,
    actor_id: viewer.personId,
    posting_id: viewer.postingId,
    school_id: happened.schoolId,
    subject: happened.subject,
    body: JSON.stringify(happened.body ?? {}),
    leaf: leafOf(salt, canonicalEvent({ ...happened, id, name, viewer })),
  };
  await Promise.all([db.insertInto('event').values(row).execute(), db.insertInto('event_salt').values({ event_id: id, salt }).execute()]);
}

/** Sign-ins, refusals and deliveries: kept a year, apart from the record. The body never holds a phone, code or name. */
export const recordSecurity = (db: Db, name: string, at: Date, personId: string | null, body: Body = {}) =>
  db
    .insertInto('security_event')
    .values({ id: newId(), at, name, person_id: personId, body: JSON.stringify(body) })
    .execute();

/** The same of several people, in one statement. */
export const recordSecurityOfAll = (db: Db, name: string, at: Date, personIds: readonly string[]) =>
  sql`insert into security_event (id, at, name, person_id, body) select id, ${at}::timestamptz, ${name}, person_id, '{}'
    from unnest(${personIds.map(() => newId())}::uuid[], ${personIds}::uuid[]) as p (id, person_id)`.execute(db);

export type ReadPurpose = 'teaching' | 'class-care' | 'school-management' | 'import' | 'family';

const ONE_PAGE = '10 seconds';

/** Writes down who reads a pupil's record: one row for reader, subject and day, repeats counted; what one page asks in parts is one reading. A read that cannot be logged fails. */
export const logRead = (
  db: Db,
  reader: { personId: string; role: string },
  read: { schoolId: number; day: string; kind: 'class' | 'pupil'; id: string; purpose: ReadPurpose; field?: string; at: Date },
) =>
  db
    .insertInto('read_log')
    .values({
      school_id: read.schoolId,
      day: read.day,
      subject_kind: read.kind,
      subject_id: read.id,
      reader_id: reader.personId,
      role: reader.role,
      purpose: read.purpose,
      field: read.field ?? '',
      first_at: read.at,
      last_at: read.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['school_id', 'day', 'subject_id', 'reader_id', 'role', 'purpose', 'field'])
        .doUpdateSet({ last_at: read.at, times: sql`read_log.times + (excluded.last_at >= read_log.last_at + ${ONE_PAGE}::interval)::int` }),
    )
    .execute();
