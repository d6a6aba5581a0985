// npm run reset [-- --data DIR] [--really]: removes what lies in the data folder, and the folder when nothing else is in it, after its name has been typed.
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseOptions } from '@khamtdaa/platform/config';
import { startPostgres } from '@khamtdaa/platform/database';
import { StartProblem } from '@khamtdaa/platform/errors';
import pg from 'pg';
import { installationKind } from '../installation-queries.ts';
import { answerTo, asCommand, commandText as text, configFrom, say, SETTINGS, stop } from './in-command.ts';

await asCommand(
  () => {
    const { values } = parseOptions({ options: { ...SETTINGS, really: { type: 'boolean', default: false } } });
    return { config: configFrom(values), isMeant: values.really };
  },
  async ({ config, isMeant }) => {
    const folder = config.dataDir;
    if (!existsSync(join(folder, 'postgres'))) stop(text.resetNothing({ folder }));
    if ((await isReal(join(folder, 'postgres'))) && !isMeant) stop(text.resetReal);
    if ((await answerTo(text.resetAsk({ folder, name: basename(folder) }))) !== basename(folder)) stop(text.resetNot);
    // only what a server made goes; anything else in the folder is somebody's
    for (const name of readdirSync(folder)) if (/^(postgres(\.password|\.lock)?|secret\.key|imports|demo)$/.test(name)) rmSync(join(folder, name), { recursive: true });
    const others = readdirSync(folder).join(', ');
    if (others === '') removeEmpty(folder);
    say(others === '' ? text.resetDone({ folder }) : text.resetKept({ folder, others }));
  },
);

/** One that is mounted there, or stands in a folder of another's, stays. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // its data is gone, which is what was asked for and what is said
  }
}

/** Taking the owner's lock also proves that no server runs. What does not open could be real. */
async function isReal(dataDir: string): Promise<boolean> {
  try {
    const postgres = await startPostgres({ dataDir });
    const client = new pg.Client({ connectionString: postgres.url() });
    try {
      await client.connect();
      return (await installationKind(client)) === 'real';
    } finally {
      await client.end();
      await postgres.stop();
    }
  } catch (error) {
    if (error instanceof StartProblem && error.code === 'another-server') throw error;
    return true;
  }
}
