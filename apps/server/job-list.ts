import { emsApply, emsReport } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { carryCourtsWord, sendSms } from '@khamtdaa/modules/accounts';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { keepDemonstrationAlive } from '../../database/demo/keep-alive.job.ts';
import { nightly } from './nightly.job.ts';

/** Every queue there is. The owner makes them, so that the serving logins need not. */
export const queues = ['send-sms', 'carry-restrictions', 'ems-report', 'ems-apply', 'nightly', 'keep-demonstration-alive'] as const;

/** What each queue does. */
export const jobDefinitions = (app: App): JobDefinition[] => [
  ...[sendSms(app), carryCourtsWord(app), emsReport(app), emsApply(app), nightly(app)],
  ...(app.isDemonstration ? [keepDemonstrationAlive(app)] : []),
];
