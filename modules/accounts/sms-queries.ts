import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export const insertMessage = (db: Db, row: { id: string; number: string; text_sealed: Buffer; purpose: string; created_at: Date }) =>
  db.insertInto('sms_message').values(row).execute();

/** A message that has yet to go; whoever else wants to send it waits. */
export const messageToSend = (db: Db, id: string) =>
  db
    .selectFrom('sms_message')
    .select(['id', 'number', 'text_sealed', 'purpose', 'created_at', 'tries'])
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** The text goes with it: nobody reads it again. */
export const finishMessage = (db: Db, id: string, end: { sent_at?: Date; failed_at?: Date; provider_id?: string }) =>
  db
    .updateTable('sms_message')
    .set({ ...end, text_sealed: null })
    .where('id', '=', id)
    .execute();

export const countSending = (db: Db, id: string) =>
  db
    .updateTable('sms_message')
    .set({ tries: sql`tries + 1` })
    .where('id', '=', id)
    .execute();

export const insertDemoMessage = (db: Db, row: { id: string; number: string; text: string; at: Date }) => db.insertInto('demo_phone_message').values(row).execute();

/** The latest messages of the demonstration, newest first. */
export const demoMessages = (db: Db) => db.selectFrom('demo_phone_message').select(['id', 'number', 'text', 'at']).orderBy('at', 'desc').orderBy('id', 'desc').limit(100).execute();
