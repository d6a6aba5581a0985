import { t } from '@khamtdaa/i18n';
import { terminalLanguage } from '../config/index.ts';
import type { StartProblem } from '../errors/index.ts';
import { startProblemOf } from './start-problem.ts';

/** Ends the process after a failure that nothing here can mend: with one plain sentence that says what is wrong and what to do, or as the bug it is. */
export function failWith(error: unknown, dataDir?: string): never {
  const problem = startProblemOf(error, dataDir);
  if (!problem) throw error;
  const sentence = t(terminalLanguage()).start.problems[problem.code] as string | ((facts: StartProblem['facts']) => string);
  process.stderr.write(`${typeof sentence === 'string' ? sentence : sentence(problem.facts)}\n`);
  process.exit(1);
}
