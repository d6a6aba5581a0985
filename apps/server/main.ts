import { readConfig, tellPortal, type Config } from '@khamtdaa/platform/config';
import { failWith } from '@khamtdaa/platform/failures';
import { workJobs } from '@khamtdaa/platform/jobs';
import { ensureDemonstration } from '../../database/demo/make-demonstration.ts';
import { buildServer, PROTOCOL_HEADER, type PortalHandler } from './build-server.ts';
import { jobDefinitions } from './job-list.ts';
import { hasOperator, openApp } from './open-app.ts';
import { SENT_AT_MOST } from './sent-too-much.ts';
import { sayDemonstration, sayReady, sayStep } from './say.ts';
import { endWithStarter, listen, refuseTakenPort, stopOnSignal } from './stop.ts';

endWithStarter();
let config: Config | undefined;
try {
  config = readConfig();
  await refuseTakenPort(config);
  const { app, ownerUrl, announce, close } = await openApp(config, { beside: false, step: sayStep });
  try {
    await ensureDemonstration(app, ownerUrl, {
      begins: () => {
        sayStep('demonstrationBegins');
      },
      step: sayDemonstration,
    });
    let portal: PortalHandler | undefined;
    if (config.roles.has('web')) {
      tellPortal({ protocolHeader: PROTOCOL_HEADER, bodyLimit: SENT_AT_MOST });
      ({ handler: portal } = (await import(new URL('../portal/build/handler.js', import.meta.url).href)) as { handler: PortalHandler });
    }
    const server = await buildServer(app, portal);
    if (config.roles.has('jobs')) await workJobs(app.jobs, jobDefinitions(app));
    const listens = await listen(config, (place) => server.listen(place));
    stopOnSignal(server, close);
    const address = config.publicUrl ?? listens.replace('127.0.0.1', 'localhost');
    announce(address);
    sayReady(app, address, app.isDemonstration || (await hasOperator(app)));
  } catch (error) {
    await close();
    throw error;
  }
} catch (error) {
  failWith(error, config?.dataDir);
}
