import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { saveLanguage } from './person-queries.ts';

const Choice = z.object({ language: z.enum(['mn', 'kk', 'en']) });

/** The language of pages and messages, chosen by the person: no import changes it any more. */
export async function changeLanguage(app: App, actor: Actor, input: unknown): Promise<void> {
  const { language } = parse(Choice, input);
  await inTransaction(app, actor, (db) => saveLanguage(db, actor.personId, language));
}
