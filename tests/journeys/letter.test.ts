import { readFileSync } from 'node:fs';
import { formatPhone, refusalText } from '@khamtdaa/i18n';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { classWithoutGuests } from '../pages/ways-in.ts';
import { plainVisitorAs } from '../pages/plain-visitor.ts';
import { letterCodesIn } from '../pdf-text.ts';
import { aGuardian } from './a-guardian.ts';
import { codeOnPhone, openJourneys, pathOf, press, words, type Journeys } from './person-at-a-browser.ts';

/** Nobody in the demonstration has it. */
const NEW_PHONE = '+97699000011';
const ANOTHER_PHONE = '+97699000012';
const text = words.letter.claim;
let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

/** A form whose answer is a file: the page stays. */
async function printed(page: Page, button: string | RegExp): Promise<Buffer> {
  const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).first().click()]);
  return readFileSync(await paper.path());
}

test('without a script: a class teacher prints letters, a new guardian claims with one, the teacher approves, the guardian sees the child', async () => {
  const teacher = await journeys.open({ as: 'class-teacher' });
  const { missing, approve, done } = words.classPage;
  const pupil = teacher.locator('ul.pupils > li', { hasText: 'Өнөржаргал' });
  expect(await pupil.textContent()).toContain(missing);
  await pupil.locator('summary').click();
  const [before = ''] = letterCodesIn(await printed(teacher, new RegExp(`^${words.classPage.printOne}: .*Өнөржаргал`)));
  const codes = letterCodesIn(await printed(teacher, new RegExp(`^${words.classPage.printOne}: .*Өнөржаргал`)));
  expect(codes).toEqual([expect.stringMatching(/^\d{12}$/), expect.stringMatching(/^\d{12}$/)]);
  await teacher.reload(); // the others' letters leave hers in force
  expect(letterCodesIn(await printed(teacher, words.classPage.printMissing({ count: 2 })))).toHaveLength(4);
  const { rows } = await journeys.demo.owner.query<{ birth: string }>(
    `select to_char(p.birth_date, 'YYYY.MM.DD') as birth from person p join person_source s on s.person_id = p.id where s.source_id = 'case-unknown-child'`,
  );
  const { birth } = rows[0]!;

  const guardian = await journeys.open({ at: '/sign-in' });
  await press(guardian, words.signIn.letterWay, 'link');
  const letter = async (code: string, day: string) => {
    await guardian.getByLabel(text.code).fill(code);
    await guardian.getByLabel(text.birthDate).fill(day);
    await press(guardian, words.common.next);
  };
  for (const [code = '', day = ''] of [
    [codes[0], '2001.01.01'],
    [before, birth],
  ]) {
    await letter(code, day);
    expect(await guardian.textContent('main')).toContain(refusalText('mn', 'letter-does-not-work'));
    expect([await guardian.getByLabel(text.code).inputValue(), await guardian.getByLabel(text.birthDate).inputValue()]).toEqual([code, day]);
  }
  await letter(codes[0]!.replaceAll(/(\d{4})(?=\d)/g, '$1 '), birth);
  expect(pathOf(guardian)).toBe('/letter/phone');
  await guardian.goto('/letter/finish'); // no code has been asked for
  expect(pathOf(guardian)).toBe('/letter/phone');
  await guardian.getByLabel(text.phone).fill(NEW_PHONE.replace('+976', ''));
  await press(guardian, text.askCode);
  expect(pathOf(guardian)).toBe('/letter/finish');
  await guardian.getByLabel(text.givenName).fill('Сүнжидмаа');
  await guardian.getByLabel(text.relation).selectOption('mother');
  const smsCode = guardian.getByLabel(text.smsCode);
  const typed = async () => [await guardian.getByLabel(text.givenName).inputValue(), await guardian.getByLabel(text.relation).inputValue()];
  await press(guardian, words.signIn.askAgain);
  expect([await guardian.textContent('main'), await typed()]).toEqual([expect.stringContaining(refusalText('mn', 'code-asked-too-often')), ['Сүнжидмаа', 'mother']]);
  await codeOnPhone(journeys, NEW_PHONE); // else both may come in either order
  await journeys.demo.owner.query('delete from phone_challenge where number = $1', [NEW_PHONE]);
  await press(guardian, words.signIn.askAgain);
  expect([await guardian.textContent('main'), await typed()]).toEqual([expect.stringContaining(text.smsSent({ phone: formatPhone(NEW_PHONE) })), ['Сүнжидмаа', 'mother']]);
  expect(await guardian.textContent('main')).toContain(words.signIn.askedAgain);
  await smsCode.fill('12');
  await press(guardian, text.finish);
  expect([await smsCode.inputValue(), await guardian.getByLabel(text.givenName).inputValue(), await guardian.getByLabel(text.relation).inputValue()]).toEqual([
    '',
    'Сүнжидмаа',
    'mother',
  ]);
  const came = await codeOnPhone(journeys, NEW_PHONE, 2);
  await smsCode.fill(came);
  await guardian.getByLabel(text.givenName).fill('Сүнжидмаа 2');
  await press(guardian, text.finish);
  expect([await guardian.textContent('main'), await smsCode.inputValue()]).toEqual([expect.stringContaining(refusalText('mn', 'name-not-letters')), came]); // nobody looked at the code yet
  await guardian.getByLabel(text.givenName).fill('Сүнжидмаа');
  await press(guardian, text.finish);
  expect(pathOf(guardian)).toBe('/home');
  const waits = words.home.asks.claim({ child: 'Б.Өнөржаргал' });
  expect(await guardian.textContent('main')).toContain(waits);

  await teacher.reload();
  expect(await pupil.textContent()).toContain('Сүнжидмаа');
  await press(teacher, new RegExp(`^${approve}: Сүнжидмаа`));
  expect(await teacher.textContent('main')).toMatch(new RegExp(`${done.approved({ name: '' })}.*Сүнжидмаа`));
  expect(await pupil.textContent()).not.toContain(missing);

  await guardian.reload();
  expect(await guardian.textContent('main')).not.toContain(waits);
  await press(guardian, guardian.locator('main a[href^="/children/"]').first());
  expect(await guardian.textContent('h1')).toContain('Өнөржаргал');
  await guardian.goto('/letter');
  await letter(codes[0]!, birth);
  expect(await guardian.textContent('main')).toContain(refusalText('mn', 'letter-does-not-work'));

  const mistaken = await journeys.open({ at: '/letter' });
  await mistaken.getByLabel(text.code).fill(codes[1]!);
  await mistaken.getByLabel(text.birthDate).fill(birth);
  await press(mistaken, words.common.next);
  await mistaken.getByLabel(text.phone).fill(ANOTHER_PHONE);
  await press(mistaken, text.askCode);
  await mistaken.getByLabel(text.givenName).fill('Андуурсан');
  await mistaken.getByLabel(text.relation).selectOption('relative');
  await mistaken.getByLabel(text.smsCode).fill(await codeOnPhone(journeys, ANOTHER_PHONE));
  await press(mistaken, text.finish);
  const { withdraw, withdrawn, claimsTitle, leaveTitle } = words.me.yourData;
  await mistaken.goto('/me/data');
  expect(await mistaken.textContent('main')).toContain(leaveTitle); // nobody has confirmed the phone, and there is nothing of anybody else
  await press(mistaken, `${withdraw}: Б.Өнөржаргал`);
  expect(await mistaken.textContent('main')).not.toContain(claimsTitle);
  expect(await mistaken.textContent('main')).toContain(withdrawn);
  await mistaken.goto('/home');
  expect(await mistaken.textContent('main')).toContain(words.home.empty);
  expect(await mistaken.textContent('main')).not.toContain(words.home.asks.phone);
  await press(mistaken, words.family.toLetter, 'link');
  expect(pathOf(mistaken)).toBe('/letter');
});

test('whose session ends over a letter signs in again and finds it there; somebody else at that browser does not', async () => {
  const { demo } = journeys;
  const { visitor: director } = await plainVisitorAs(demo.address, 'director');
  const path = await classWithoutGuests(demo, '4а');
  const { rows } = await demo.owner.query<{ id: string; birth: string }>(
    `select p.id, to_char(p.birth_date, 'YYYY.MM.DD') as birth from enrolment e join person p on p.id = e.person_id where e.class_id = $1 and e.role = 'pupil' order by p.id desc limit 1`,
    [path.split('/').at(-1)],
  );
  const paper = await director.send(`${path}/letters`, { pupil: rows[0]!.id });
  const [code = ''] = letterCodesIn(Buffer.from(await paper.arrayBuffer()));
  const { number: other } = await aGuardian(demo, 'proved', 8);
  const { rows: herder } = await demo.owner.query<{ number: string }>(
    `select f.number from person_phone f join person_source s on s.person_id = f.person_id where s.source_id = 'case-herder-father' and f.standing = 'proved' and f.ended_at is null`,
  );
  for (const [number, lands] of [
    [other, 303],
    [herder[0]!.number, 200],
  ] as const) {
    const { visitor } = await plainVisitorAs(demo.address, 'guardian-herder');
    await visitor.step('/letter', { code, birthDate: rows[0]!.birth }, '/letter/child');
    const token = /khamtdaa=([^;]+)/.exec(visitor.cookies)![1]!;
    await demo.owner.query(`update session set ended_at = now() where token_hash = $1`, [demo.secrets.hash('session', token)]); // this one alone: other journeys are the herder too
    for (const path of ['/letter/phone', '/letter/finish']) expect((await visitor.get(path)).headers.get('location')).toBe('/letter'); // who sits there next, signed in as nobody
    const toDoor = await visitor.step('/letter/child', { relation: 'father' }, '/sign-in?to=%2Fletter%2Fchild');
    await visitor.step(toDoor, { phone: number }, '/sign-in/code');
    await visitor.step('/sign-in/code?to=/letter/child', { code: await codeOnPhone(journeys, number) }, '/letter/child');
    expect((await visitor.get('/letter/child')).status).toBe(lands);
    await visitor.step('/letter/child', { relation: 'father' }, lands === 200 ? '/home' : '/letter');
  }
});
