import { readConfig, tellPortal } from '@khamtdaa/platform/config';
import { StartProblem } from '@khamtdaa/platform/errors';
import { workJobs } from '@khamtdaa/platform/jobs';
import { ensureDemonstration } from '../../database/demo/make-demonstration.ts';
import { buildServer, PROTOCOL_HEADER, type PortalHandler } from './build-server.ts';
import { jobDefinitions } from './job-list.ts';
import { openApp } from './open-app.ts';
import { sayDemonstration, sayProblem, sayReady, sayStep } from './say.ts';
import { listen, stopOnSignal } from './stop.ts';

try {
  const config = readConfig();
  const { app, ownerUrl, close } = await openApp(config, { beside: false, step: sayStep });
  try {
    await ensureDemonstration(app, ownerUrl, {
      begins: () => {
        sayStep('demonstrationBegins');
      },
      step: sayDemonstration,
    });
    let portal: PortalHandler | undefined;
    if (config.roles.has('web')) {
      tellPortal({ protocolHeader: PROTOCOL_HEADER, bodyLimit: '64M' });
      ({ handler: portal } = (await import(new URL('../portal/build/handler.js', import.meta.url).href)) as { handler: PortalHandler });
    }
    const server = await buildServer(app, portal);
    if (config.roles.has('jobs')) await workJobs(app.jobs, jobDefinitions(app));
    const address = await listen(server, config);
    sayReady(app, address);
    stopOnSignal(server, close, () => undefined);
  } catch (error) {
    await close();
    throw error;
  }
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  sayProblem(error);
  process.exit(1);
}
