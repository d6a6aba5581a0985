import { request, type ClientRequest } from 'node:http';
import { UPLOAD_AT_MOST } from '@khamtdaa/contract/ems';
import { t } from '@khamtdaa/i18n';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import { signInAs, theDemonstration, type Demonstration } from '../pages/demonstration.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await theDemonstration();
});
afterAll(() => demo.close());

interface Answer {
  readonly status: number | undefined;
  /** What stands in the middle of the page. */
  readonly says: string | undefined;
}

/** Begins to send a file and does not end: an answer that comes all the same came without it. */
async function beginsToSend(person: DemoPerson, form: string, bytes: number = 60 * 1000 ** 2): Promise<{ answer: Promise<Answer>; sending: ClientRequest }> {
  const { cookie } = await signInAs(demo.address, person);
  const headers = { cookie, origin: demo.address, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=edge', 'content-length': bytes };
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

test('of one person three files at most are read at once: they are held in memory', async () => {
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => beginsToSend('training-manager', 'bundle')));
  await pageFor('training-manager'); // they have arrived
  const fourth = await beginsToSend('training-manager', 'bundle');
  expect((await fourth.answer).status).toBe(429);
  const another = await beginsToSend('director', 'bundle');
  expect(await Promise.race([another.answer, pageFor('director').then(({ status }) => status)])).toBe(200);
  first!.sending.destroy();
  await expect
    .poll(async () => {
      const next = await beginsToSend('training-manager', 'bundle');
      const said = await Promise.race([next.answer, pageFor('training-manager')]);
      next.sending.destroy();
      return said.status;
    })
    .toBe(200);
  for (const { sending } of [...others, fourth, another]) sending.destroy();
});

test('who may not, and sends all of a large file, gets the same answer', async () => {
  const { cookie } = await signInAs(demo.address, 'teacher');
  const body = new FormData();
  body.set('file', new File([Buffer.alloc(8 * 1024 ** 2)], 'a.zip'));
  const sent = await fetch(`${demo.address}/exchange?/bundle`, { method: 'POST', body, headers: { cookie, origin: demo.address, accept: 'text/html' } });
  expect({ status: sent.status, says: middleOf(await sent.text()) }).toEqual(await pageFor('teacher'));
});

const inMegabytes = (bytes: number) => t('mn').exchange.fileTooLarge({ megabytes: bytes / 1024 ** 2 });
test.each(['bundle', 'timetable'] as const)('who may is told that a %s is too large before it is read, at its field', async (form) => {
  const { answer, sending } = await beginsToSend('training-manager', form, UPLOAD_AT_MOST[form] + 1024 ** 2);
  const { status, says = '' } = await answer;
  expect(status).toBe(422);
  const field = form === 'bundle' ? 'file' : 'timetable-file';
  expect(new RegExp(`id="${field}-error"[^]{0,300}`).exec(says)?.[0]).toContain(inMegabytes(UPLOAD_AT_MOST[form]));
  sending.destroy();
});

test.each(['/sign-in', '/me', '/exchange/any?/confirm'])('%s reads no more than can be typed', async (path) => {
  const body = new URLSearchParams({ phone: '9'.repeat(300 * 1024) });
  const sent = await fetch(`${demo.address}${path}`, { method: 'POST', body, headers: { origin: demo.address, cookie: 'lang=kk' } });
  expect([sent.status, await sent.text()]).toEqual([413, t('kk').refusals['too-much-sent']]);
});

test('what does not say how much it is, is not read either', async () => {
  const { cookie } = await signInAs(demo.address, 'training-manager');
  const body = new Blob(['a']).stream();
  const sent = await fetch(`${demo.address}/exchange?/bundle`, { method: 'POST', body, duplex: 'half', headers: { origin: demo.address, cookie } });
  expect(sent.status).toBe(413);
});
