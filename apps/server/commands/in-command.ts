import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { refusalText, t } from '@khamtdaa/i18n';
import { readConfig, terminalLanguage, type Config } from '@khamtdaa/platform/config';
import { isRefusal } from '@khamtdaa/platform/errors';
import { failWith } from '@khamtdaa/platform/failures';

const language = terminalLanguage();
export const commandText = t(language).start.commands;
export const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
export const complain = (sentence: string) => process.stderr.write(`${sentence}\n`);

/** The settings that every command takes besides its own options, as a server does. */
export const SETTINGS = { data: { type: 'string' }, 'database-url': { type: 'string' }, 'public-url': { type: 'string' }, 'no-demo': { type: 'boolean' } } as const;
type Given = { readonly [name in keyof typeof SETTINGS]?: string | boolean | undefined };

export const configFrom = (given: Given): Config =>
  readConfig(
    (Object.keys(SETTINGS) as (keyof Given)[]).flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' ? [`--${name}`, value] : value === true ? [`--${name}`] : [];
    }),
  );

/** What somebody types to a question; nothing where the input ends without an answer, or Ctrl-C or Ctrl-D is pressed. */
export async function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await Promise.race([terminal.question(question).catch(() => ''), once(terminal, 'close').then(() => '')]);
  terminal.close();
  return answer.trim();
}

class Stopped extends Error {}
/** Ends the command with this sentence and exit code 1. */
export function stop(sentence: string): never {
  throw new Stopped(sentence);
}

/** Reads what was asked, then does it. What a person can mend is one sentence and exit code 1; work may answer another code. */
export async function asCommand<T extends { readonly config: Config }>(read: () => T, work: (asked: T) => Promise<number | undefined>): Promise<void> {
  let asked: T | undefined;
  try {
    asked = read();
    process.exitCode = (await work(asked)) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Stopped) complain(error.message);
    else if (isRefusal(error)) complain(refusalText(language, Object.values(error.fields)[0] ?? error.code));
    else failWith(error, asked?.config.dataDir);
  }
}
