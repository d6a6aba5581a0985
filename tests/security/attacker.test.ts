import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInAs, theDemonstration, type Demonstration, type SignedIn } from '../pages/demonstration.ts';
import { TEST_DAY } from '../test-day.ts';
import { filesBelow, formActions, routeOf } from './form-actions.ts';

/** A father whom a court keeps from his daughter: she, her class, her school and its papers must be as if they did not exist. */
const ATTACKER = 'guardian-divorced';

/** What one session may ask of the API. */
const MOST_A_MINUTE = 500;

interface Ids {
  readonly school: string;
  readonly pupil: string;
  readonly class: string;
  readonly guardian: string;
  readonly guardianship: string;
  readonly import: string;
  readonly slip: string;
}
let demo: Demonstration;
let me: SignedIn;
let own = '';
let targets: readonly { name: string; ids: Ids; secrets: readonly string[] }[];
const nobody: Ids = { school: '9999', pupil: randomUUID(), class: randomUUID(), guardian: randomUUID(), guardianship: randomUUID(), import: randomUUID(), slip: randomUUID() };

beforeAll(async () => {
  demo = await theDemonstration();
  me = await signInAs(demo.address, ATTACKER);
  own = /\/children\/\d+\/[0-9a-f-]{36}/.exec(await (await ask('/home')).text())![0];
  targets = await Promise.all([
    target('his daughter, of whom a court keeps him', 'case-divorced-daughter'),
    target('another child of his school', 'case-two-schools-son'),
    target('a child of another school', 'case-herder-son'),
  ]);
});
afterAll(() => demo.close());

async function target(name: string, sourceId: string) {
  const { rows } = await demo.owner.query<{ school: number; pupil: string; class: string; guardian: string; guardianship: string; given: string; patronymic: string }>(
    `select e.school_id as school, e.person_id as pupil, e.class_id as class, g.guardian_id as guardian, g.id as guardianship, p.given_name as given, p.patronymic
       from person_source s join person p on p.id = s.person_id join enrolment e on e.person_id = p.id
       join guardianship g on g.pupil_id = p.id and g.standing = 'confirmed' and g.source <> 'court'
       join person_source of on of.person_id = g.guardian_id
      where s.source_id = $1 and of.source_id <> 'case-divorced-father' limit 1`,
    [sourceId],
  );
  const found = rows[0]!;
  const [imported, slip] = [await anId('ems_import'), await anId('activation')];
  return {
    name,
    ids: { ...found, school: String(found.school), import: imported ?? randomUUID(), slip: slip ?? randomUUID() },
    secrets: [`${found.patronymic} ${found.given}`, `.${found.given}`],
  };
}
async function anId(table: 'ems_import' | 'activation') {
  const { rows } = await demo.owner.query<{ id: string }>(`select id from ${table} limit 1`);
  return rows[0]?.id;
}
const ask = (path: string, init: RequestInit = {}) =>
  fetch(demo.address + path, {
    redirect: 'manual',
    ...init,
    headers: { cookie: me.cookie, origin: demo.address, accept: 'text/html', ...(init.headers as Record<string, string> | undefined) },
  });
const askApi = (path: string, init: RequestInit = {}) =>
  fetch(demo.address + path, { ...init, headers: { authorization: `Bearer ${me.token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() } });

/** What an answer says, with the ids that were asked for left out. */
async function said(answer: Response, ids: Ids) {
  let body = await answer.text();
  for (const id of Object.values(ids) as string[]) if (id.length > 8) body = body.replaceAll(id, 'ID');
  body = body.replaceAll(new RegExp(`(?<=[/"=])${ids.school}(?=[/"&?])`, 'g'), 'ID');
  return { status: answer.status, location: answer.headers.get('location')?.replaceAll(/[0-9a-f-]{36}/g, 'ID'), body };
}
const fill = (route: string, ids: Ids) =>
  route.replace(/\[(\w+)\]/g, (_all, name: string) => {
    if (name === 'code') return 'nowhere';
    return ids[name as keyof Ids];
  });
const withIds = () => [...new Set([...filesBelow('+page.svelte'), ...filesBelow('+server.ts')].map(routeOf))].filter((route) => /\[(?!code)/.test(route));

describe('with the ids of others a guardian learns nothing, not even that they exist', () => {
  test('from any page', async () => {
    expect(withIds().length).toBeGreaterThan(10);
    for (const { name, ids, secrets } of targets)
      for (const route of withIds()) {
        const query = route.endsWith('/register') ? `?day=${TEST_DAY}&period=1` : '';
        const answer = await said(await ask(fill(route, ids) + query), ids);
        expect([404, 405], `${name}: ${route}`).toContain(answer.status);
        for (const secret of secrets) expect(answer.body, `${name}: ${route}`).not.toContain(secret);
        expect(answer, `${name}: ${route}`).toEqual(await said(await ask(fill(route, nobody) + query), nobody));
      }
  });

  test('from any form', async () => {
    const forms = formActions();
    expect(forms.length).toBeGreaterThan(10);
    for (const { name, ids, secrets } of targets)
      for (const { route, action } of forms.filter(({ route }) => route.includes('[') || route.startsWith('/school/') || ['/me/rights', '/postings', '/slips'].includes(route))) {
        const post = (each: Ids) => ask(fill(route, each) + (action === 'default' ? '' : `?/${action}`), { method: 'POST', body: fieldsOf(each) });
        const answer = await said(await post(ids), ids);
        expect(answer.status, `${name}: ${route} ${action}`).toBeLessThan(500);
        for (const secret of secrets) expect(answer.body, `${name}: ${route} ${action}`).not.toContain(secret);
        expect(answer, `${name}: ${route} ${action}`).toEqual(await said(await post(nobody), nobody));
      }
  });

  test('from the forms of his own child', async () => {
    for (const { name, ids } of targets)
      // his son's mother may be given what is his to give
      for (const action of name.startsWith('his daughter') ? ['take', 'day'] : ['take', 'day', 'give', 'known']) {
        const post = (each: Ids) => ask(`${own}/rights?/${action}`, { method: 'POST', body: fieldsOf(each) });
        const answer = await said(await post(ids), ids);
        expect([403, 404, 409, 422], `${name}: ${action}`).toContain(answer.status);
        expect(answer.status, `${name}: ${action}`).toBe((await said(await post(nobody), nobody)).status);
      }
  });

  test('from letters that others would print', async () => {
    for (const { ids } of targets) {
      const post = (each: Ids) => ask(`/teach/${each.class}/letters`, { method: 'POST', body: new URLSearchParams({ pupil: each.pupil }) });
      expect(await said(await post(ids), ids)).toEqual(await said(await post(nobody), nobody));
    }
  });

  test('from the API', async () => {
    const { paths } = (await (await fetch(`${demo.address}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    const asked = Object.entries(paths).flatMap(([path, methods]) => (path.includes('{') ? Object.keys(methods).map((method) => ({ path, method })) : []));
    expect(asked.length).toBeGreaterThan(8);
    for (const { name, ids, secrets } of targets)
      for (const { path, method } of asked) {
        const send = (each: Ids) => {
          const known: Record<string, string> = { schoolId: each.school, pupilId: each.pupil, classId: each.class, day: TEST_DAY, period: '1' };
          const filled = path.replace(/\{(\w+)\}/g, (_all, parameter: string) => known[parameter] ?? each.guardianship);
          return askApi(filled, { method: method.toUpperCase(), ...(method === 'get' ? {} : { body: JSON.stringify({ version: 0, marks: [], reason: '' }) }) });
        };
        const answer = await said(await send(ids), ids);
        expect(answer.status, `${name}: ${method} ${path}`).toBe(404);
        for (const secret of secrets) expect(answer.body).not.toContain(secret);
        expect(answer, `${name}: ${method} ${path}`).toEqual(await said(await send(nobody), nobody));
      }
  });

  test('from the API about any other child of the three schools, and about any class', async () => {
    const [, , , ownPupil] = own.split('/');
    const { rows: pupils } = await demo.owner.query<{ path: string }>(`select 'children/' || id || '/attendance' as path, school_id as school from pupil where id <> $1`, [
      ownPupil,
    ]);
    const { rows: classes } = await demo.owner.query<{ path: string }>(`select 'registers/' || $1::text || '/' || id || '/1' as path, school_id as school from class_group`, [
      TEST_DAY,
    ]);
    expect([pupils.length > 2500, classes.length > 80]).toEqual([true, true]);
    const answers = new Map<string, string>();
    const all = ([...pupils, ...classes] as { path: string; school: number }[]).map(({ path, school }) => `/api/v1/schools/${school}/${path}`);
    const chunks = Array.from({ length: Math.ceil(all.length / MOST_A_MINUTE) }, (_, i) => all.slice(i * MOST_A_MINUTE, (i + 1) * MOST_A_MINUTE));
    for (const chunk of chunks) {
      const { token } = await signInAs(demo.address, ATTACKER); // one session is soon told to wait
      for (const path of chunk) {
        const answer = await fetch(demo.address + path, { headers: { authorization: `Bearer ${token}` } });
        answers.set(`${answer.status} ${await answer.text()}`, path);
      }
    }
    expect([...answers.keys()].map((answer) => answer.slice(0, 3))).toEqual(['404']); // one answer for all
  });

  test('when the school is his own and the child is not, or the other way round', async () => {
    const [, , ownSchool = '', ownPupil = ''] = own.split('/');
    for (const { ids } of targets)
      for (const path of [`/children/${ownSchool}/${ids.pupil}`, `/children/${ids.school === ownSchool ? '9999' : ids.school}/${ownPupil}`])
        for (const page of ['', '/rights', '/readers']) expect((await ask(path + page)).status, path + page).toBe(404);
  });
});

const fieldsOf = (ids: Ids) =>
  new URLSearchParams({
    schoolId: ids.school,
    pupilId: ids.pupil,
    pupil: ids.pupil,
    person: ids.guardian,
    guardianId: ids.guardian,
    guardianshipId: ids.guardianship,
    matchId: ids.guardianship,
    slip: ids.slip,
    number: '+97699112233',
    decision: 'confirm',
    right: 'attendance',
    rights: 'attendance',
    reason: 'not-known',
    day: TEST_DAY,
    period: '1',
    version: '0',
    phone: '+97699887766',
    givenName: 'Болд',
    relation: 'relative',
    documentNumber: 'A-1',
    fromDay: TEST_DAY,
  });

describe('a form that another site sends', () => {
  const FORMS = ['/sign-out', '/language', '/sign-in', '/demo/sign-in', '/letter'];
  test.each(FORMS)('%s is refused, with a foreign origin and with none', async (path) => {
    const headers = { cookie: me.cookie, 'content-type': 'application/x-www-form-urlencoded' };
    for (const origin of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}])
      expect((await fetch(demo.address + path, { method: 'POST', redirect: 'manual', headers: { ...headers, ...origin }, body: 'person=director&language=en' })).status).toBe(403);
    expect((await ask('/home')).status).toBe(200);
  });
  test('the cookie opens no door of the API', async () => {
    expect((await fetch(`${demo.address}/api/v1/me`, { headers: { cookie: me.cookie } })).status).toBe(401);
  });
  test('the bearer token opens no page', async () => {
    const answer = await fetch(`${demo.address}/home`, { redirect: 'manual', headers: { authorization: `Bearer ${me.token}` } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fhome']);
  });
});

test('no page opens what is sealed for the database', async () => {
  for (const name of ['recovery', 'letter', 'phone', 'done']) {
    const sealed = demo.secrets.seal('УБ85250417').toString('base64url');
    for (const path of ['/activate/recovery-codes', '/letter/child', '/letter/finish', '/letter/phone', '/slips']) {
      const answer = await ask(path, { headers: { cookie: `${me.cookie}; khamtdaa-${name}=${sealed}` } });
      expect(answer.status, path).toBeLessThan(500);
      expect((await answer.text()).replaceAll(/\s/g, ''), path).not.toContain('УБ85250417');
    }
  }
});

test('who signs in or out takes what this browser kept of one person along: recovery codes, a slip, a letter', async () => {
  const kept = ['recovery', 'slip', 'letter', 'phone', 'done'].map((name) => `khamtdaa-${name}`);
  const cookie = kept.map((name) => `${name}=${demo.secrets.seal('12345678', name).toString('base64url')}`).join('; ');
  const isGone = (answer: Response) => kept.filter((name) => answer.headers.getSetCookie().some((set) => set.startsWith(`${name}=;`) && set.includes('Max-Age=0')));
  const forms: readonly [string, string, Record<string, string>][] = [
    ['/demo/sign-in', '', { person: 'caretaker' }],
    ['/sign-out', (await signInAs(demo.address, 'caretaker')).cookie, {}],
    ['/sign-out', '', {}], // of a session that is over
  ];
  for (const [path, session, fields] of forms)
    expect(isGone(await ask(path, { method: 'POST', headers: { cookie: `${session}; ${cookie}` }, body: new URLSearchParams(fields) })), path).toEqual(kept);
});

test('who kept what was sealed of a letter that works no more sends no message with it', async () => {
  const phone = '+97699770099';
  const letter = { code: '000011112222', birthDate: '2015.03.09', phone };
  const sealed = demo.secrets.seal(JSON.stringify(letter), 'khamtdaa-letter').toString('base64url');
  for (const [path, field] of [
    ['/letter/phone', 'phone'],
    ['/letter/finish', 'again'],
  ] as const) {
    const answer = await ask(path, { method: 'POST', headers: { cookie: `khamtdaa-letter=${sealed}` }, body: new URLSearchParams({ [field]: phone }) });
    expect(answer.status, path).toBe(422);
    await demo.owner.query('delete from phone_challenge where number = $1', [phone]); // another code could be asked for at once
  }
  expect((await demo.owner.query('select from sms_message where number = $1', [phone])).rowCount).toBe(0);
});

describe('after signing in nobody is led', () => {
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/\t/evil.example', 'javascript:alert(1)', '/%0d%0aset-cookie:x', '/\0', '/хүүхэд', '/\x7f'])(
    'to %j',
    async (to) => {
      const answer = await ask(`/sign-in?${new URLSearchParams({ to }).toString()}`);
      expect(answer.status).toBe(303);
      expect(new URL(answer.headers.get('location')!, demo.address).origin).toBe(demo.address);
      expect(answer.headers.get('set-cookie')).toBeNull();
    },
  );
});

/** Node's own client, which sends what fetch would not: another Host, odd methods, bytes that are no text. */
const raw = (path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: Buffer | string } = {}) =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(demo.address);
    const sent = httpRequest({ hostname, port, path, method, headers: { cookie: me.cookie, ...headers } }, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.once('error', reject).end(body);
  });

describe('whatever is sent', () => {
  test('another Host is not served', async () => {
    for (const path of ['/', '/home', '/api/v1/me', '/healthz']) expect(await raw(path, { headers: { host: 'evil.example' } }), path).toBe(421);
  });

  test('a method that a page does not have is refused', async () => {
    for (const path of ['/', '/home', own, '/sign-out', '/demo/sign-in'])
      for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
        const status = await raw(path, { method, headers: { origin: demo.address, 'content-type': 'application/json' } });
        expect([400, 404, 405], `${method} ${path}`).toContain(status);
      }
    expect((await ask('/home')).status).toBe(200);
  });

  test('what is not called a form is refused, and is no bug', async () => {
    for (const path of ['/language', '/demo/sign-in', `/teach/${crypto.randomUUID()}/letters`])
      for (const type of ['application/json', ''])
        expect([400, 404, 415], `${path} ${type}`).toContain(await raw(path, { method: 'POST', headers: { origin: demo.address, 'content-type': type }, body: '{}' }));
  });

  const STRANGE = [
    '',
    '\0',
    '%00',
    'а'.repeat(20_000),
    '\ud800',
    '\u202e\u0000\u200b',
    "' or 1=1 --",
    '{{7*7}}',
    '../../etc/passwd',
    '-1',
    '1e999',
    '9999999999999999999',
    'NaN',
    '[]',
    '٠١٢٣',
  ];
  test('no field of a form brings the server to fall', async () => {
    const forms: [string, readonly string[]][] = [
      ['/sign-in/staff', ['name', 'password']],
      ['/activate', ['code']],
      [`${own}/rights?/give`, ['guardianId', 'right']],
      [`${own}/rights?/take`, ['guardianshipId']],
      [`${own}/rights?/known`, ['guardianId', 'rights', 'untilDay']],
      [`${own}/rights?/new`, ['phone', 'givenName', 'patronymic', 'relation', 'rights', 'untilDay']],
      [`${own}/rights?/day`, ['guardianshipId', 'untilDay']],
      ['/me/sessions', ['session', 'id']],
    ];
    for (const [path, fields] of forms)
      for (const strange of STRANGE) {
        const body = new URLSearchParams(fields.map((field) => [field, strange]));
        const { status } = await ask(path, { method: 'POST', body });
        expect(status, `${path} ${JSON.stringify(strange).slice(0, 30)}`).toBeGreaterThanOrEqual(300);
        expect(status, `${path} ${JSON.stringify(strange).slice(0, 30)}`).toBeLessThan(500);
      }
  });

  test('no address does either', async () => {
    const [, , school = ''] = own.split('/');
    for (const strange of STRANGE.filter((each) => each.length < 5000)) {
      const part = strange === '\ud800' ? '%ed%a0%80' : encodeURIComponent(strange) || '%20';
      for (const path of [
        `/children/${part}/${randomUUID()}`,
        `/children/${school}/${part}`,
        `/teach/${part}`,
        `/teach/${part}/register?day=${part}&period=${part}`,
        `${own}?week=${part}`,
        `/schools/${part}`,
        `/schools?query=${part}&page=${part}&area=${part}`,
        `/exchange/${part}`,
        `/home?x=${part}`,
      ]) {
        const status = await raw(path);
        expect(status, path).toBeGreaterThanOrEqual(200);
        expect(status, path).toBeLessThan(500);
      }
      const api = await raw(`/api/v1/schools/${part}/children/${part}/attendance?day=${part}`, { headers: { authorization: `Bearer ${me.token}` } });
      expect(api, strange).toBeGreaterThanOrEqual(400);
      expect(api, strange).toBeLessThan(500);
    }
  });

  test('a body that is none, or too large, is refused', async () => {
    const headers = { origin: demo.address, 'content-type': 'application/x-www-form-urlencoded' };
    for (const body of ['', '\0', '%', Buffer.from([0xff, 0xfe, 0x00]), '&'.repeat(1000)]) {
      const status = await raw('/sign-in/staff', { method: 'POST', headers, body });
      expect([303, 400, 422], JSON.stringify(body)).toContain(status);
    }
    expect(await raw('/sign-in/staff?/default', { method: 'POST', headers, body: 'name=a' })).toBe(400);
    expect(await raw('/sign-in/staff', { method: 'POST', headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' }, body: 'no boundary' })).toBeLessThan(500);
    const bearer = { authorization: `Bearer ${me.token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const put = `/api/v1/schools/1/registers/${TEST_DAY}/${randomUUID()}/1`;
    for (const body of ['', '{', 'null', '[]', '"\\u0000"', `{"version":0,"marks":[{"pupilId":"\\u0000"}]}`]) {
      const status = await raw(put, { method: 'PUT', headers: bearer, body });
      expect(status, body).toBeGreaterThanOrEqual(400);
      expect(status, body).toBeLessThan(500);
    }
    expect(await raw(put, { method: 'PUT', headers: bearer, body: JSON.stringify({ x: 'x'.repeat(300_000) }) })).toBe(413);
  });
});
