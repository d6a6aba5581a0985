// npm run invite -- --role operator|ministry_analyst|area_officer --name NAME [--area 11] [--data DIR | --database-url U] [--public-url U] [--no-demo]:
// the first administrator's one-time link. With --no-demo an empty database becomes a real one.
import { t } from '@khamtdaa/i18n';
import { invite } from '@khamtdaa/modules/accounts';
import { addressOf, parseOptions, terminalLanguage } from '@khamtdaa/platform/config';
import { isRefusal } from '@khamtdaa/platform/errors';
import { openApp } from '../open-app.ts';
import { asCommand, configFrom, say, SETTINGS, stop } from './in-command.ts';

const { start, common } = t(terminalLanguage());

await asCommand(
  () => {
    const { values } = parseOptions({ options: { ...SETTINGS, role: { type: 'string' }, name: { type: 'string' }, area: { type: 'string' } } });
    const { role, area } = values;
    const name = values.name ?? (common.roles as Readonly<Record<string, string>>)[role ?? ''];
    return { config: configFrom(values), invitation: { role, name, area } };
  },
  async ({ config, invitation }) => {
    const { app, address, close } = await openApp(config, { beside: true });
    try {
      const { path, expiresAt } = await invite(app, invitation).catch((error: unknown) => {
        if (isRefusal(error) && error.code === 'invalid-input') stop(start.invite.usage);
        throw error;
      });
      say(start.invite.link({ days: Math.round((expiresAt.getTime() - app.clock.now().getTime()) / 86_400_000) }));
      const known = config.publicUrl ?? address;
      say(`${known ?? addressOf(config)}${path}`);
      if (known === undefined) say(start.invite.addressGuessed);
    } finally {
      await close();
    }
  },
);
