import { t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { terminalLanguage, type Config } from '@khamtdaa/platform/config';

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
export function sayReady(app: App, address: string, hasOperator = true): void {
  line(text.ready({ address }));
  if (app.isDemonstration) line(text.demoDoor({ address }));
  if (app.sms.kind === 'none') line(text.noSms);
  if (!hasOperator) line(text.noOperator({ command: inviteCommand(app.config) }));
}

/** As it is typed here: on this database, with a link that works. An address with a password in it is not repeated. */
const inviteCommand = ({ databaseUrl, dataDir, publicUrl }: Config) =>
  ['npm run invite -- --role operator', databaseUrl === undefined ? `--data ${dataDir}` : '--database-url …', publicUrl === undefined ? '' : `--public-url ${publicUrl}`]
    .join(' ')
    .trim();
