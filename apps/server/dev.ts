import { fileURLToPath } from 'node:url';
import { readConfig } from '@khamtdaa/platform/config';
import { workJobs } from '@khamtdaa/platform/jobs';
import { createServer } from 'vite';
import { ensureDemonstration } from '../../database/demo/make-demonstration.ts';
import { buildServer } from './build-server.ts';
import { jobDefinitions } from './job-list.ts';
import { openApp } from './open-app.ts';
import { sayDemonstration, sayReady, sayStep } from './say.ts';
import { listen, stopOnSignal } from './stop.ts';

const { app, ownerUrl, close } = await openApp(readConfig(), { beside: false, step: sayStep });
await ensureDemonstration(app, ownerUrl, {
  begins: () => {
    sayStep('demonstrationBegins');
  },
  step: sayDemonstration,
});
Object.assign(globalThis, { devApp: app }); // read by the adapter's emulate() in apps/portal/vite.config.ts
const root = fileURLToPath(new URL('../portal', import.meta.url));
process.chdir(root);
const vite = await createServer({ root, server: { middlewareMode: true } });
const server = await buildServer(app, vite.middlewares);
await workJobs(app.jobs, jobDefinitions(app));
sayReady(app, await listen(app.config, (place) => server.listen(place)));
stopOnSignal(server, async () => {
  await vite.close();
  await close();
});
