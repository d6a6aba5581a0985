import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import { demoMessages } from './sms-queries.ts';

/** The messages that a demonstration sent, by phone, as the phones would show them: newest first. */
export async function viewDemoPhone(app: App): Promise<{ number: string; messages: { id: string; text: string; at: Date }[] }[]> {
  if (!app.isDemonstration) notFound();
  const rows = await inTransaction(app, atTheDoor(), (db) => demoMessages(db));
  return [...Map.groupBy(rows, ({ number }) => number)].map(([number, messages]) => ({ number, messages: messages.map(({ id, text, at }) => ({ id, text, at })) }));
}
