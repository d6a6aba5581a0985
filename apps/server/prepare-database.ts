import { fileURLToPath } from 'node:url';
import { prepareDatabase as prepare } from '@khamtdaa/platform/database';
import { openJobs } from '@khamtdaa/platform/jobs';
import { queues } from './job-list.ts';

const migrations = fileURLToPath(new URL('../../database/migrations/', import.meta.url));

/** A nation's bundle takes longer than a queue's usual patience; a worker that died is noticed by its silence. */
const LONG_WORK = { expireInSeconds: 6 * 3600, heartbeatSeconds: 30, retryLimit: 5, retryDelay: 10 };

/** Logins, migrations, this year's months and the queue; any number of servers may do it at once. */
export const prepareDatabase = (ownerUrl: string, today: string, only?: readonly string[]) =>
  prepare(
    ownerUrl,
    migrations,
    async (client) => {
      for (const table of ['register', 'attendance_mark', 'read_log', 'event', 'security_event'])
        await client.query(`select make_month_partitions($1, ($2::date - interval '14 months')::date, ($2::date + interval '14 months')::date)`, [table, today]);
      const jobs = await openJobs(ownerUrl, { migrate: true, supervise: false });
      for (const queue of queues) await jobs.createQueue(queue, queue.startsWith('ems-') ? LONG_WORK : {});
      await jobs.stop({ graceful: false });
      for (const login of ['khamtdaa_web', 'khamtdaa_sign_in', 'khamtdaa_jobs']) {
        await client.query(`grant usage on schema pgboss to ${login}`);
        await client.query(`grant select, insert on all tables in schema pgboss to ${login}`);
        await client.query(`grant execute on all functions in schema pgboss to ${login}`);
      }
      await client.query(`grant update, delete on all tables in schema pgboss to khamtdaa_jobs`);
    },
    only,
  );
