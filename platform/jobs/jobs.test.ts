import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { enqueue, openJobs, workJobs } from './index.ts';
import { inTransaction, jobFor } from '../database/index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

test('the long work of one person lets that of another go beside it, and their own wait', async () => {
  const said: string[] = [];
  let short = () => {};
  const shortIsDone = new Promise<void>((resolve) => (short = resolve));
  await inTransaction(t.app, jobFor(null), async (db) => {
    for (const [of, name] of [
      ['bold', 'long'],
      ['bold', 'second'],
      ['saraa', 'short'],
    ] as const)
      await enqueue(t.app.jobs, db, 'carry-restrictions', { name }, { of });
  });
  const handle = async (data: object) => {
    const { name } = data as { name: string };
    said.push(`${name} begins`);
    if (name === 'long') await shortIsDone;
    said.push(`${name} ends`);
    if (name === 'short') short();
  };
  await workJobs(t.app.jobs, [{ queue: 'carry-restrictions', batchSize: 1, people: 2, handle }]);
  await expect.poll(() => said).toHaveLength(6); // the long one waits for the short one
  expect(said.filter((what) => !what.startsWith('short')).map((what) => what.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});

test('of a batch one that fails is logged, and fails alone', async () => {
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const done: number[] = [];
  await inTransaction(t.app, jobFor(null), async (db) => {
    for (const number of [1, 2, 3, 4]) await enqueue(t.app.jobs, db, 'send-sms', { number });
  });
  const handle = (data: object) => {
    const { number } = data as { number: number };
    if (number === 2) return Promise.reject(new Error('not this one'));
    done.push(number);
    return Promise.resolve();
  };
  await workJobs(t.app.jobs, [{ queue: 'send-sms', together: 2, handle }]);
  const states = async () =>
    (await t.owner.query<{ number: number; state: string }>(`select (data ->> 'number')::int as number, state from pgboss.job where name = 'send-sms' order by 1`)).rows;
  await expect.poll(states).toEqual([
    { number: 1, state: 'completed' },
    { number: 2, state: 'failed' }, // behind its retries
    { number: 3, state: 'completed' },
    { number: 4, state: 'completed' },
  ]);
  expect(done.sort()).toEqual([1, 3, 4]);
  const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)) as { where: string; message: string });
  expect(lines[0]).toMatchObject({ where: 'send-sms', message: 'not this one' });
  logged.mockRestore();
});

test('what befalls its connections is logged while it runs, and no longer once it has ended', async () => {
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const jobs = await openJobs(t.ownerUrl, { migrate: false, supervise: false });
  jobs.emit('error', new Error('cut off'));
  await jobs.stop();
  jobs.emit('error', new Error('cut off while it said goodbye'));
  expect(logged.mock.calls.map(([line]) => (JSON.parse(String(line)) as { message: string }).message)).toEqual(['cut off']);
  logged.mockRestore();
});
