import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openJourneys, press, words, type Journeys } from './person-at-a-browser.ts';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

const { postings, slips, exchange, refusals, signIn } = words;
const openDetails = (page: Awaited<ReturnType<Journeys['open']>>, summary: string) => page.locator('main summary', { hasText: summary }).first().click();

describe('without a script', () => {
  test('a director posts somebody new, sends the link, and its holder opens the account; then the posting ends', async () => {
    const page = await journeys.open({ as: 'director' });
    await press(page, postings.schoolTitle, 'link');
    await openDetails(page, postings.toNew);
    const form = page.locator('form[action="?/give"]', { has: page.locator('[name=givenName]') });
    await form.locator('[name=givenName]').fill('Тэмүүжин');
    await form.locator('[name=phone]').fill('12');
    await form.locator('[name=role]').selectOption('social_worker');
    await press(page, form.getByRole('button'));
    expect(await page.textContent('main')).toContain(refusals['phone-unreadable']);
    expect([await form.locator('[name=givenName]').inputValue(), await form.locator('[name=role]').inputValue()]).toEqual(['Тэмүүжин', 'social_worker']);
    await form.locator('[name=phone]').fill('8811 7700');
    await press(page, form.getByRole('button'));
    expect(await page.textContent('main')).toContain(postings.given({ name: 'Тэмүүжин' }));
    const box = page.locator('label', { hasText: 'Тэмүүжин' }).locator('input');

    await press(page, postings.giveWayIn, 'link');
    expect([await box.isVisible(), await box.isChecked()]).toEqual([true, true]);
    await box.uncheck();
    await press(page, slips.send);
    expect(await page.textContent('main')).toContain(refusals['nobody-chosen']);
    await page.locator('input[name=name]').fill('тэмуужин');
    await press(page, words.common.search);
    await box.check();
    await press(page, slips.send);
    expect(await page.textContent('main')).toContain(slips.sent({ count: 1, names: 'Тэмүүжин' }));
    await page.reload();
    expect(await page.textContent('main')).not.toContain(slips.sent({ count: 1, names: 'Тэмүүжин' }));
    await openDetails(page, slips.groups.given);
    expect(await page.locator('label', { hasText: 'Тэмүүжин' }).innerText()).toMatch(/Холбоос илгээсэн: \d{4}\.\d\d\.\d\d \d\d:\d\d\n\d{4}\.\d\d\.\d\d \d\d:\d\d хүртэл хүчинтэй/);
    const texts = async () => (await journeys.demo.owner.query<{ text: string }>(`select text from demo_phone_message where number = '+97688117700'`)).rows;
    await expect.poll(async () => (await texts()).length).toBe(1);
    const holder = await journeys.open({ at: /\/activate\?code=\d{12}$/.exec((await texts())[0]!.text)?.[0] ?? '/' });
    await press(holder, signIn.continue);
    expect([new URL(holder.url()).pathname, await holder.textContent('main')]).toEqual(['/activate/password', expect.stringContaining('Тэмүүжин')]);

    await page.goto('/school/people');
    const line = page.locator('main li', { hasText: 'Тэмүүжин' });
    await line.locator('summary').click();
    await press(page, line.getByRole('button'));
    expect(await page.textContent('main')).toContain(postings.ended({ name: 'Тэмүүжин' }));
    expect(await line.count()).toBe(0);
  });

  test('an officer finds a school, posts its director from its people, and prints the slip', async () => {
    const page = await journeys.open({ as: 'area-officer' });
    await press(page, words.common.places.postings, 'link');
    await page.locator('input[name=query]').fill('нет ийм');
    await press(page, words.common.search);
    expect(await page.textContent('main')).toContain(postings.searchNone);
    await page.locator('input[name=query]').fill('297');
    await press(page, words.common.search);
    await press(page, page.locator('a[href^="/postings/schools/"]'));
    await openDetails(page, postings.toKnown);
    const known = page.locator('select[name=personId]');
    // who is posted anew is signed out in the end: somebody that no other journey is
    const option = known.locator('option', { hasText: words.common.roles.teacher }).last();
    const name = (await option.innerText()).split(',')[0]!.trim();
    await known.selectOption(await option.getAttribute('value'));
    await press(page, page.locator('form[action="?/give"]').first().getByRole('button'));
    expect(await page.textContent('main')).toContain(postings.given({ name }));
    const line = page.locator('main li', { has: page.locator('summary') });
    await page.locator('form[action="?/issue"] input[type=checkbox]:not(:disabled)').last().check();
    await press(page, slips.print);
    expect(await page.locator('main').innerText()).toMatch(/\d{4} \d{4} \d{4}/);
    await press(page, words.common.back, 'link');
    await line.locator('summary').click();
    await press(page, line.getByRole('button'));
    expect(await page.textContent('main')).toContain(postings.ended({ name }));
  });

  test('a school that is not in one’s area, an address that is none and a posting of nobody are not there', async () => {
    const page = await journeys.open({ as: 'area-officer' });
    const { rows } = await journeys.demo.owner.query<{ id: number }>(`select id from school where code <> 'demo-297' limit 1`);
    for (const path of [`/postings/schools/${rows[0]!.id}`, '/postings/schools/x', '/postings/schools/99999999999', '/school/people']) {
      expect([path, (await page.goto(path))?.status()]).toEqual([path, 404]);
    }
    const council = await journeys.open({ as: 'council-member' });
    for (const path of ['/postings', '/slips', '/school/people']) expect([path, [403, 404].includes((await council.goto(path))?.status() ?? 0)]).toEqual([path, true]);
  });

  test('a timetable is reported before it changes anything, and a faulty one is refused whole', async () => {
    const page = await journeys.open({ as: 'training-manager' });
    const upload = async (csv: string, fromDay: string) => {
      await page.goto('/exchange');
      const form = page.locator('form[action*="timetable"]');
      await form.locator('[name=fromDay]').fill(fromDay);
      await form.locator('[name=file]').setInputFiles({ name: 'khuvaari.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await press(page, form.locator('button'));
      if (!page.url().includes('/exchange/')) return page.textContent('main');
      await expect.poll(async () => (await page.reload(), page.locator('meta[http-equiv=refresh]').count())).toBe(0);
      return page.textContent('main');
    };
    expect(await upload('class', 'маргааш')).toContain(refusals['day-unreadable']);
    expect(await page.locator('[name=fromDay]').inputValue()).toBe('маргааш');
    const { origin } = new URL(page.url());
    const schoolId = await page.locator('[name=schoolId]').inputValue();
    const withoutFile = await page.context().request.post(`${origin}/exchange?/timetable`, { multipart: { schoolId, fromDay: '' }, headers: { origin, accept: 'text/html' } });
    expect([withoutFile.status(), await withoutFile.text()]).toEqual([422, expect.stringContaining(refusals['file-missing'])]);
    const head = 'class,weekday,period,from,to,subject,teacher,room,shift';
    expect(await upload(`${head}\nнэггүй,1,1,08:00,08:40,МАТ,,,`, '')).toContain(exchange.timetableSays.refused);
    const { rows } = await journeys.demo.owner.query<{ title: string }>(
      `select c.title from class_group c join school s on s.id = c.school_id where s.code = 'demo-297' and c.kind = 'homeroom' and c.ended_on is null limit 1`,
    );
    const report = await upload(`${head}\n${rows[0]!.title},1,1,08:00,08:40,МАТ,,,`, '2027.05.31');
    expect(report).toContain(exchange.timetableConfirmLead);
    expect(report).toContain('2027.05.31');
    await press(page, exchange.drop);
    expect(await page.textContent('main')).toContain(exchange.timetableSays.dropped);
  });

  test('the training manager comes by links alone to an old register, corrects it, and reads who changed what', async () => {
    const page = await journeys.open({ as: 'training-manager' });
    await press(page, words.common.places.school, 'link');
    await press(page, page.locator('main td a[href^="/teach/"], main th a[href^="/teach/"]').last());
    for (let back = 0; back < 6; back++) await press(page, words.schoolPage.previousDay, 'link');
    await press(page, page.locator('#lessons a[href*="/register"]').first());
    const list = page.locator('main form select').first();
    const before = await list.inputValue();
    await list.selectOption(before === 'sick' ? 'excused' : 'sick');
    await page.locator('#reason').fill('Эмчийн бичиг');
    await press(page, words.common.save);
    const text = await page.textContent('main');
    expect(text).toContain(words.teach.register.history.title);
    expect(text).toContain(words.teach.register.history.reason({ reason: 'Эмчийн бичиг' }));
  });

  test('a teacher confirms a colleague’s new slip, whose word opens it', async () => {
    const { owner } = journeys.demo;
    const { rows } = await owner.query<{ id: string; given_name: string }>(
      `select p.id, p.given_name from posting o join person p on p.id = o.person_id join school s on s.id = o.school_id join person_source known on known.person_id = p.id
       where s.code = 'demo-297' and o.role = 'teacher' and not exists (select from credential c where c.person_id = p.id)
         and not exists (select from session x where x.person_id = p.id) order by known.source_id offset 60 limit 1`, // the first sixty are other journeys',
    );
    const colleague = rows[0]!;
    await owner.query(
      `insert into credential (person_id, sign_in_name, password_hash, kind, changed_at, vouched_by) select id, 'journey-lost-factor', 'x', 'staff', now(), school_ids from person where id = $1`,
      [colleague.id],
    );
    const director = await journeys.open({ as: 'director', at: `/school/slips?person=${colleague.id}` });
    await director.locator(`input[value="${colleague.id}"]`).check();
    await press(director, slips.print);
    expect(await director.textContent('main')).toContain(slips.sheetWaits);
    const teacher = await journeys.open({ as: 'teacher' });
    await press(teacher, words.common.details, 'link');
    expect(await teacher.textContent('main')).toContain(colleague.given_name);
    await press(teacher, teacher.locator('main section, main article', { hasText: colleague.given_name }).first().getByRole('button'));
    expect(await teacher.textContent('main')).toMatch(new RegExp(`${slips.confirmed({ name: '' })}.*${colleague.given_name}`));
  });
});

test('with the keyboard alone a posting is given and ended', async () => {
  const page = await journeys.open({ as: 'ministry-analyst', at: '/postings', width: 1280 });
  const tabTo = async (what: string) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(what)}) ?? false`)) return;
    }
    throw new Error(`no key leads to ${what}`);
  };
  await tabTo('details:has([name=givenName]) > summary');
  await page.keyboard.press('Enter');
  await tabTo('[name=givenName]');
  await page.keyboard.type('Сарантуяа');
  await tabTo('#new-role');
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
  await tabTo('form:has([name=givenName]) button');
  await page.keyboard.press('Enter');
  await page.getByText(postings.given({ name: 'Сарантуяа' })).waitFor();
  await tabTo('summary[aria-label*="Сарантуяа"]');
  await page.keyboard.press('Enter');
  await tabTo('button[aria-label*="Сарантуяа"]');
  await page.keyboard.press('Enter');
  await page.getByText(postings.ended({ name: 'Сарантуяа' })).waitFor();
  expect(await page.locator('summary[aria-label*="Сарантуяа"]').count()).toBe(0);
});
