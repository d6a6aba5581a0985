import { parseArgs } from 'node:util';
import { t } from '@khamtdaa/i18n';
import { readConfig, terminalLanguage, type Config } from '@khamtdaa/platform/config';
import { isRefusal, StartProblem } from '@khamtdaa/platform/errors';
import { openApp, type OpenedApp } from '../open-app.ts';
import { sayProblem } from '../say.ts';

type CommandText = ReturnType<typeof t>['start']['commands'];
interface Command {
  readonly file: string;
  readonly config: Config;
  readonly text: CommandText;
  readonly say: (sentence: string) => void;
}

/** The file that a command is about and its config; a missing file name ends it with how it is used. */
export function readCommand(text: CommandText): Command & { flags: Record<string, boolean | undefined> } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, 'database-url': { type: 'string' }, really: { type: 'boolean' } },
  });
  const { really, ...settings } = values;
  const argv = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return {
    file: positionals[0] ?? '',
    config: readConfig(argv),
    text,
    flags: { really },
    say: (sentence) => process.stdout.write(`${sentence}\n`),
  };
}

/** Runs a command beside a server that may be running. A problem is one sentence and exit code 1. */
export async function inCommand(options: { positional: readonly ['file'] | readonly [] }, work: (command: Command & { opened: OpenedApp }) => Promise<void>): Promise<void> {
  const text = t(terminalLanguage()).start.commands;
  try {
    const command = readCommand(text);
    if (options.positional.length > 0 && command.file === '') {
      process.stderr.write(`${text.fileMissing}\n`);
      process.exit(1);
    }
    const opened = await openApp(command.config, { beside: true });
    try {
      await work({ ...command, opened });
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof StartProblem) sayProblem(error);
    else if (isRefusal(error)) process.stderr.write(`${error.code}\n`);
    else throw error;
    process.exit(1);
  }
}
