import { request, type ClientRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import { signInAs, theDemonstration, type Demonstration } from '../pages/demonstration.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await theDemonstration();
}, 180_000);
afterAll(() => demo.close());

interface Answer {
  readonly status: number | undefined;
  /** What stands in the middle of the page. */
  readonly says: string | undefined;
}

/** Begins to send a file of 60 MB and does not end: an answer that comes all the same came without it. */
async function beginsToSend(person: DemoPerson, form: string): Promise<{ answer: Promise<Answer>; sending: ClientRequest }> {
  const { cookie } = await signInAs(demo.address, person);
  const headers = { cookie, origin: demo.address, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=edge', 'content-length': 60 * 1000 ** 2 };
  const sending = request(`${demo.address}/exchange?/${form}`, { method: 'POST', headers });
  const answer = new Promise<Answer>((resolve, reject) => {
    sending.once('error', reject).once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => {
        resolve({ status: response.statusCode, says: middleOf(body) });
      });
    });
  });
  answer.catch(() => undefined);
  sending.write('--edge\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\n\r\nPK');
  return { answer, sending };
}
const pageFor = async (person: DemoPerson): Promise<Answer> => {
  const page = await fetch(`${demo.address}/exchange`, { headers: { accept: 'text/html', cookie: (await signInAs(demo.address, person)).cookie } });
  return { status: page.status, says: middleOf(await page.text()) };
};
const middleOf = (html: string) => /<main[^]*<\/main>/.exec(html)?.[0];

test.each([
  ['teacher', 'bundle', 403],
  ['teacher', 'timetable', 403],
  ['guardian-two-schools', 'bundle', 404],
  ['guardian-two-schools', 'timetable', 404],
] as const)('%s, who may not bring a %s, is answered %i before it is sent', async (person, form, status) => {
  const { answer, sending } = await beginsToSend(person, form);
  const page = await pageFor(person);
  expect([page.status, page.says]).toEqual([status, expect.any(String)]);
  expect(await answer).toEqual(page);
  sending.destroy();
});

test('an area officer, who brings bundles and no timetables, is answered before the timetable is sent', async () => {
  const { answer, sending } = await beginsToSend('area-officer', 'timetable');
  expect((await answer).status).toBe(403);
  sending.destroy();
});

test('who may is answered when all is sent', async () => {
  const { answer, sending } = await beginsToSend('training-manager', 'bundle');
  expect(await Promise.race([answer, pageFor('training-manager').then(({ status }) => status)])).toBe(200);
  sending.destroy();
});

test('who may not, and sends all of a large file, gets the same answer', async () => {
  const { cookie } = await signInAs(demo.address, 'teacher');
  const body = new FormData();
  body.set('file', new File([Buffer.alloc(8 * 1024 ** 2)], 'a.zip'));
  const sent = await fetch(`${demo.address}/exchange?/bundle`, { method: 'POST', body, headers: { cookie, origin: demo.address, accept: 'text/html' } });
  expect({ status: sent.status, says: middleOf(await sent.text()) }).toEqual(await pageFor('teacher'));
});
