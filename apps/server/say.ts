import { t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { terminalLanguage } from '@khamtdaa/platform/config';
import type { StartProblem } from '@khamtdaa/platform/errors';
import { startProblemOf } from './start-problem.ts';

const text = t(terminalLanguage()).start;
const line = (sentence: string) => {
  process.stdout.write(`[${(performance.now() / 1000).toFixed(1)} s] ${sentence}\n`);
};

export function sayStep(step: 'database' | 'migrations' | 'app' | 'demonstrationBegins', count = 0): void {
  line(step === 'migrations' ? text.migrations({ count }) : text[step]);
}

export const sayDemonstration = (name: string, done: number, total: number): void => {
  line(text.demonstrationStep({ name, done, total }));
};

/** Where to go and as whom. */
export function sayReady(app: App, address: string): void {
  const at = app.config.publicUrl ?? address.replace('127.0.0.1', 'localhost');
  line(text.ready({ address: at }));
  if (app.isDemonstration) line(text.demoDoor({ address: at }));
  if (app.sms.kind === 'none') line(text.noSms);
}

/** One plain sentence: what is wrong and what to do. */
export function sayProblem({ code, facts }: StartProblem): void {
  const sentence = text.problems[code] as string | ((facts: StartProblem['facts']) => string);
  process.stderr.write(`${typeof sentence === 'string' ? sentence : sentence(facts)}\n`);
}

/** Ends the process after a failure that nothing here can mend: with one sentence, or as the bug it is. */
export function failWith(error: unknown, dataDir?: string): never {
  const problem = startProblemOf(error, dataDir);
  if (!problem) throw error;
  sayProblem(problem);
  process.exit(1);
}
