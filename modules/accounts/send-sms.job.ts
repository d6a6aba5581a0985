import type { App } from '@khamtdaa/platform/app';
import { after, MINUTE } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { enqueue, type JobDefinition } from '@khamtdaa/platform/jobs';
import { newId } from '@khamtdaa/platform/ids';
import { z } from 'zod';
import { holdersOf } from './phone-queries.ts';
import { SEND_SMS } from './queue-sms.ts';
import { countSending, finishMessage, insertDemoMessage, messageToSend } from './sms-queries.ts';

const Job = z.object({ id: z.uuid() });
/** Seconds until it is tried again. A code older than its five minutes is of no use any more. */
const AGAIN_AFTER = [5, 20, 60] as const;
export const SENT_AT_MOST = AGAIN_AFTER.length + 1;
const OF_USE = { signInCode: 5 * MINUTE, other: 60 * MINUTE };

export const sendSms = (app: App): JobDefinition => ({
  queue: SEND_SMS,
  together: 10,
  handle: (data) => sendMessage(app, Job.parse(data).id),
});

/** Sends one message. No connection waits for the gateway, which may be slow; sent twice only when the process dies between its answer and ours. */
export async function sendMessage(app: App, id: string): Promise<void> {
  const message = await inTransaction(app, atTheDoor('system'), (db) => takeMessage(app, db, id));
  if (!message) return;
  const answer = await app.sms.send(message.number, message.text).then(
    (providerId) => ({ providerId }),
    () => undefined,
  );
  const now = app.clock.now();
  await inTransaction(app, atTheDoor('system'), async (db) => {
    if (answer && app.sms.kind === 'demonstration') await insertDemoMessage(db, { id: newId(), number: message.number, text: message.text, at: now });
    const wait = AGAIN_AFTER[message.triesBefore];
    if (answer) await finishMessage(db, id, { sent_at: now, provider_id: answer.providerId.slice(0, 100) });
    else if (wait === undefined) await finishMessage(db, id, { failed_at: now });
    else await enqueue(app.jobs, db, SEND_SMS, { id }, { afterSeconds: wait });
  });
}

/** The message with its text, or nothing when it has gone, comes too late, or would reach somebody whom no school knows. */
async function takeMessage(app: App, db: Db, id: string) {
  const message = await messageToSend(db, id);
  if (!message?.text_sealed) return undefined;
  const now = app.clock.now();
  const isSignIn = message.purpose === 'sign-in-code';
  const tooLate = now > after(message.created_at, isSignIn ? OF_USE.signInCode : OF_USE.other);
  if (tooLate || (isSignIn && (await holdersOf(db, message.number, now)).length === 0)) {
    await finishMessage(db, id, { failed_at: now });
    return undefined;
  }
  await countSending(db, id);
  return { number: message.number, text: app.secrets.unseal(message.text_sealed), triesBefore: message.tries };
}
