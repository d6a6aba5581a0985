import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { DemoPhones } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { demoMessages } from './sms-queries.ts';

/** The messages that a demonstration sent, by phone, as the phones would show them: newest first. */
export async function viewDemoPhone(app: App): Promise<Cut<z.output<typeof DemoPhones>>> {
  if (!app.isDemonstration) notFound();
  const rows = await inTransaction(app, atTheDoor(), (db) => demoMessages(db));
  const phones = [...Map.groupBy(rows, ({ number }) => number)].map(([number, messages]) => ({ number, messages }));
  return cut(DemoPhones, phones, SEES.anyone);
}
