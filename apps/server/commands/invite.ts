// npm run invite -- --role operator|ministry_analyst|area_officer --name NAME [--area 11] [--data DIR | --database-url U]: the first administrator's one-time link.
import { parseArgs } from 'node:util';
import { refusalText, t } from '@khamtdaa/i18n';
import { invite } from '@khamtdaa/modules/accounts';
import { addressOf, readConfig, terminalLanguage } from '@khamtdaa/platform/config';
import { isRefusal, StartProblem } from '@khamtdaa/platform/errors';
import { openApp } from '../open-app.ts';
import { sayProblem } from '../say.ts';

const language = terminalLanguage();
const text = t(language).start.invite;

try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      name: { type: 'string' },
      area: { type: 'string' },
      data: { type: 'string' },
      'database-url': { type: 'string' },
      'public-url': { type: 'string' },
    },
  });
  const { role, name, area, ...settings } = values;
  const config = readConfig(Object.entries(settings).flatMap(([option, value]) => [`--${option}`, value]));
  const { app, close } = await openApp(config, { beside: true });
  try {
    const { path, expiresAt } = await invite(app, { role, name: name ?? t(language).common.roles.operator, area });
    process.stdout.write(`${text.link({ days: Math.round((expiresAt.getTime() - app.clock.now().getTime()) / 86_400_000) })}\n${addressOf(config)}${path}\n`);
  } finally {
    await close();
  }
} catch (error) {
  if (error instanceof StartProblem) sayProblem(error);
  else if (isRefusal(error)) process.stderr.write(`${error.code === 'invalid-input' ? text.usage : refusalText(language, error.code)}\n`);
  else if (error instanceof TypeError) process.stderr.write(`${text.usage}\n`);
  else throw error;
  process.exitCode = 1;
}
