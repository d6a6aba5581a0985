import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { CompiledQuery, sql } from 'kysely';
import { inTransaction, openDatabases, readOne, thePublic, type Viewer } from '@khamtdaa/platform/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
const school = { id: 0, person: randomUUID() };
beforeAll(async () => {
  t = await testApp();
  const { rows } = await t.owner.query<{ id: number }>(
    `insert into school (source, source_id, code, name) values ('t', '1', 'S-1', 'Нэг'), ('t', '2', 'S-2', 'Хоёр') returning id`,
  );
  school.id = rows[0]!.id;
  await t.owner.query(`insert into person (id, school_ids, origin, given_name) values ($1, $2, 't', 'Болд')`, [school.person, [school.id]]);
});
afterAll(() => t.close());
const staff = (): Viewer => ({ ...thePublic, personId: randomUUID(), schoolIds: [school.id] });
const names = (viewer: Viewer) => inTransaction(t.app, viewer, (db) => db.selectFrom('person').select('given_name').execute());

test('nobody sees a person; nor does another school', async () => {
  expect(await names(thePublic)).toEqual([]);
  expect(await names({ ...staff(), schoolIds: [school.id + 1] })).toEqual([]);
  expect(await names(staff())).toEqual([{ given_name: 'Болд' }]);
});

test('a viewer does not stay behind on the connection', async () => {
  await Promise.all(Array.from({ length: 8 }, () => names(staff())));
  for (let i = 0; i < 8; i++) expect(await names(thePublic)).toEqual([]);
});

test('nothing is asked through a transaction that has ended', async () => {
  const over = await inTransaction(t.app, staff(), (db) => Promise.resolve({ db }));
  await expect(over.db.selectFrom('person').select('given_name').execute()).rejects.toThrow('its transaction has ended');
});

test('an error that is caught inside does not commit', async () => {
  const caught = inTransaction(t.app, staff(), async (db) => {
    await sql`select 1/0`.execute(db).catch(() => undefined);
    return 'fine';
  });
  await expect(caught).rejects.toThrow('nothing was saved');
});

test('the same key: one change, the same answer; with another request it is refused', async () => {
  const viewer = { ...staff(), idempotencyKey: randomUUID() };
  await t.owner.query(`insert into person (id, origin, given_name) values ($1, 't', 'Цэцэг')`, [viewer.personId]);
  let runs = 0;
  const write = (request: object) => inTransaction(t.app, viewer, () => Promise.resolve({ answer: ++runs }), { useCase: 'test.write', request, now: t.app.clock.now() });
  const twins = await Promise.all([write({ a: 1 }), write({ a: 1 })]);
  expect(twins).toEqual([{ answer: 1 }, { answer: 1 }]);
  expect(runs).toBe(1);
  await expect(write({ a: 2 })).rejects.toMatchObject({ code: 'key-used-for-another-request', status: 422 });
});

test('one query costs two round trips, and three together no more; read together they cost one', async () => {
  const turns = { n: 0, last: '' };
  const url = new URL(t.app.databases.web.options.connectionString!);
  const proxy = net.createServer((client) => {
    const server = net.connect(Number(url.port), url.hostname);
    for (const [from, to, name] of [
      [client, server, 'client'],
      [server, client, 'server'],
    ] as const) {
      from.setNoDelay();
      from.on('data', (chunk) => {
        if (name === 'client' && turns.last !== 'client') turns.n += 1;
        turns.last = name;
        to.write(chunk);
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const through = Object.assign(new URL(url), { port: String((proxy.address() as net.AddressInfo).port), search: '' }).href;
  const databases = openDatabases({ web: through, signIn: through, jobs: through }, 1);
  const count = async (queries: number) => {
    await names(staff());
    turns.n = 0;
    turns.last = '';
    await inTransaction({ databases }, staff(), (db) => Promise.all(Array.from({ length: queries }, () => db.selectFrom('school').select('id').execute())));
    return turns.n;
  };
  await count(1); // the first opens the connection and names the statements
  expect(await count(1)).toBe(2);
  expect(await count(3)).toBe(2);
  turns.n = 0;
  await readOne({ databases }, staff(), CompiledQuery.raw('select 1 as n'));
  expect(turns.n).toBe(1);
  await databases.close();
  proxy.close();
});

describe('read in one trip', () => {
  const NAMES = CompiledQuery.raw(`select coalesce(string_agg(given_name, ','), '') as found from person`) as CompiledQuery<{ found: string }>;
  test('as one viewer, of whom nothing stays behind', async () => {
    expect(await readOne(t.app, staff(), NAMES)).toEqual({ found: 'Болд' });
    for (let i = 0; i < 8; i++) expect(await readOne(t.app, thePublic, NAMES)).toEqual({ found: '' });
  });
  test('nothing can be written', async () => {
    const writing = CompiledQuery.raw(`update person set language = 'kk' returning 1`);
    await expect(readOne(t.app, staff(), writing)).rejects.toMatchObject({ code: '25006' });
  });
  test('what fails fails alone: the next reader is answered', async () => {
    for (let i = 0; i < 10; i++) {
      await expect(readOne(t.app, staff(), CompiledQuery.raw('select 1 / $1::int as n', [0]))).rejects.toMatchObject({ code: '22012' });
      expect(await readOne(t.app, staff(), NAMES)).toEqual({ found: 'Болд' });
    }
  });
});

test('a statement whose result type changed costs one refusal, not all later ones', async () => {
  const read = () => inTransaction(t.app, staff(), (db) => sql`select address from school order by id limit 1`.execute(db));
  for (let i = 0; i < 12; i++) await read();
  await t.owner.query(`alter table school alter column address type varchar(200)`);
  const answers = await Promise.allSettled(Array.from({ length: 24 }, async () => read()));
  expect(answers.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(4);
  for (let i = 0; i < 8; i++) await read();
});
