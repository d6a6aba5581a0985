import { fileURLToPath } from 'node:url';
import { prepareDatabase as prepare } from '@khamtdaa/platform/database';
import { openJobs } from '@khamtdaa/platform/jobs';
import { queues } from './job-list.ts';
import { letLoginsUseQueue, makeMonthsAround } from './prepare-queries.ts';

const migrations = fileURLToPath(new URL('../../database/migrations/', import.meta.url));

/** A nation's bundle, or its night, takes longer than a queue's usual patience; a worker that died is noticed by its silence. */
const LONG_WORK = { expireInSeconds: 6 * 3600, heartbeatSeconds: 30, retryLimit: 5, retryDelay: 10 };

/** A year and two months, in days. */
const AROUND = 427;

/** Logins, migrations, this year's months and the queue; any number of servers may do it at once. */
export const prepareDatabase = (ownerUrl: string, today: string, only?: readonly string[]) =>
  prepare(
    ownerUrl,
    migrations,
    async (client) => {
      await makeMonthsAround(client, today, AROUND);
      const jobs = await openJobs(ownerUrl, { migrate: true, supervise: false });
      for (const queue of queues) await jobs.createQueue(queue, queue.startsWith('ems-') || queue === 'nightly' ? LONG_WORK : {});
      await jobs.stop({ graceful: false });
      await letLoginsUseQueue(client);
    },
    only,
  );
