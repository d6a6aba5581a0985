import type { App } from '@khamtdaa/platform/app';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { keepAlive } from './keep-alive.ts';

/** Lessons begin all day long, so the demonstration is looked after all day long; with nothing to do that is a few milliseconds. */
export const keepDemonstrationAlive = (app: App): JobDefinition => ({
  queue: 'keep-demonstration-alive',
  schedule: '*/10 * * * *',
  handle: async () => {
    await keepAlive(app);
  },
});
