import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { theDemonstration, type Demonstration } from './demonstration.ts';

let server: Demonstration;
beforeAll(async () => {
  server = await theDemonstration();
});
afterAll(() => server.close());

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  fetch(server.address + path, { method: 'POST', redirect: 'manual', headers: { origin: server.address, cookie, accept: 'text/html' }, body: new URLSearchParams(fields) });
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
/** What the made-up phone shows, once the queue has done its work. */
async function codeFor(number: string): Promise<string> {
  const texts = async () => (await server.owner.query<{ text: string }>(`select text from demo_phone_message where number = $1 order by at desc`, [number])).rows;
  await expect.poll(async () => (await texts()).length).toBeGreaterThan(0);
  return /\d{6}/.exec((await texts())[0]!.text)?.[0] ?? '';
}

describe('refusals', () => {
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/'])('a sign-in does not lead to %j', async (to) => {
    const { rows } = await server.owner.query<{ number: string }>(
      `select number from person_phone f where standing = 'proved' and ended_at is null and number like '+976%' and not exists (select from phone_challenge c where c.number = f.number)
         and 1 = (select count(*) from person_phone o where o.number = f.number) and exists (select from guardianship g join school s on s.id = g.school_id where g.guardian_id = f.person_id and g.effect = 'grant' and g.source = 'register' and s.code = 'demo-kazakh') limit 1`,
    );
    const number = rows[0]!.number;
    const query = new URLSearchParams({ to }).toString();
    const asked = await post(`/sign-in?${query}`, { phone: number });
    expect(asked.headers.get('location')).toBe('/sign-in/code');
    const code = await codeFor(number);
    const entered = await post(`/sign-in/code?${query}`, { code }, cookieOf(asked));
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/home']);
  });

  test('a form of another site is refused; a person who is none of the twelve is not there', async () => {
    const foreign = await fetch(`${server.address}/demo/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ person: 'director' }),
    });
    expect(foreign.status).toBe(403);
    expect((await post('/demo/sign-in', { person: 'toString' })).status).toBe(404);
  });

  test('the session cookie is for this host, not for scripts, and new at each sign-in', async () => {
    const [first, second] = [await post('/demo/sign-in', { person: 'director' }), await post('/demo/sign-in', { person: 'director' })];
    const line = first.headers.getSetCookie().find((each) => each.startsWith('khamtdaa='));
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toMatch(/Domain/i);
    expect(cookieOf(first)).not.toBe(cookieOf(second));
  });

  test('who is not signed in is asked to, and comes back', async () => {
    const answer = await fetch(`${server.address}/me/sessions`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fme%2Fsessions']);
  });
});
