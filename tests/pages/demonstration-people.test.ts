import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import { DEMO_NOW } from '../test-day.ts';
import { signInAs } from './demonstration.ts';
import { startServer, type RunningServer } from './running-server.ts';

/** What docs/demo.md promises of each person, found on the page where they land or one link further: in a demonstration in which nobody did anything yet. */
let demo: RunningServer;
beforeAll(async () => {
  demo = await startServer('--demo-now', DEMO_NOW);
});
afterAll(() => demo.stop());

interface Visit {
  readonly lands: string;
  /** The words of a page; without a path, of the page where the person lands. */
  readonly words: (path?: string) => Promise<string>;
  /** The address behind the link on the first page that says this. */
  readonly link: (text: string) => Promise<string>;
  /** All addresses behind links on a page that begin so. */
  readonly linksTo: (start: string, path: string) => Promise<string[]>;
}

async function visit(person: DemoPerson): Promise<Visit> {
  const { cookie, lands } = await signInAs(demo.address, person);
  const html = async (path = lands) => {
    const answer = await fetch(demo.address + path, { headers: { cookie, 'accept-language': 'mn' } });
    expect(answer.status, path).toBe(200);
    return (await answer.text()).replace(/<(script|style)[\s\S]*?<\/\1>/g, '');
  };
  return {
    lands,
    words: async (path) => plain(await html(path)),
    linksTo: async (start, path) =>
      [...(await html(path)).matchAll(/<a\s[^>]*href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => href.startsWith(start)),
    link: async (text) => {
      const links = [...(await html()).matchAll(/<a\s[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
      return links.find(([, , inside = '']) => plain(inside).includes(text))?.[1]?.replaceAll('&amp;', '&') ?? expect.fail(`${person} has no link that says ${text}`);
    },
  };
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll(' ,', ',');

test('guardian-two-schools: three children at two schools with today’s state, and the three days on which Номин was sick', async () => {
  const { lands, words, link } = await visit('guardian-two-schools');
  expect(lands).toBe('/home');
  const home = await words();
  for (const child of ['Г.Тэмүүлэн 9а · 297 дугаар сургууль', 'Г.Номин 5б · 297 дугаар сургууль', 'Г.Хулан 1а · Ундрам бүрэн дунд сургууль']) expect(home).toContain(child);
  expect(home.match(/Сүүлийн бүртгэл|бүртгээгүй/g)?.length).toBeGreaterThanOrEqual(3);
  const october = await words(`${await link('Г.Номин')}?week=2026-10-05`);
  for (const day of ['2026.10.05', '2026.10.06', '2026.10.07']) expect(october).toContain(`${day} Өвчтэй`);
});

test('guardian-herder: both children, the storm week, and two delegations that he can take back', async () => {
  const { lands, words, link } = await visit('guardian-herder');
  expect(lands).toBe('/home');
  const home = await words();
  expect(home).toContain('С.Энхтуяа 8а');
  expect(home).toContain('С.Мөнхбат 2а');
  const [son, daughter] = [await link('С.Мөнхбат'), await link('С.Энхтуяа')];
  const storm = await words(`${son}?week=2026-10-19`);
  for (const day of [19, 20, 21, 22, 23]) expect(storm).toContain(`2026.10.${day} Чөлөөтэй`);
  expect(await words(`${son}/rights`)).toMatch(/П\.Долгорсүрэн Хамаатан .*Дуусах: 2027\.06\.11 Буцааж авах/);
  expect(await words(daughter)).toMatch(/Дотуур байранд амьдардаг Гэр:\s+Баруунбаян-Улаан сум, Өвөрхангай аймаг/);
  expect(await words(`${daughter}/rights`)).toMatch(/Дотуур байрны багш .*Дуусах: 2027\.06\.11 Буцааж авах/);
});

test('guardian-divorced: the son, and nothing of the daughter', async () => {
  const { lands, words } = await visit('guardian-divorced');
  expect(lands).toBe('/home');
  for (const page of ['/home', '/me/rights', '/me/readers']) expect(await words(page)).not.toMatch(/Сарнай|3а/);
  expect(await words()).toContain('Б.Идэр 7б');
});

test('caretaker: the child, by the rights delegated until June, and nothing of the sister', async () => {
  const { lands, words, link } = await visit('caretaker');
  expect(lands).toBe('/home');
  const home = await words();
  expect(home).toContain('С.Мөнхбат 2а');
  expect(home).not.toContain('Энхтуяа');
  expect(await words(await link('С.Мөнхбат'))).not.toContain('Гэр:');
  expect(await words(`${await link('С.Мөнхбат')}/rights`)).toContain(
    'П.Долгорсүрэн (та) Хамаатан Ирц, хуваарь харах · Сургуультай харилцах · Хүүхдийг сургуулиас авах · Мэдэгдэл авах Асран хамгаалагч өгсөн',
  );
});

test('who looked at a child’s record: led there is who is in charge, not a caretaker whom that page would refuse', async () => {
  for (const [person, leads] of [
    ['guardian-herder', 1],
    ['caretaker', 0],
  ] as const) {
    const { link, linksTo } = await visit(person);
    const son = await link('С.Мөнхбат');
    for (const page of ['/me', son, `${son}/rights`])
      expect([person, page, (await linksTo('/', page)).filter((href) => href.endsWith('/readers')).length]).toEqual([person, page, leads]);
  }
});

test('pupil: the own day, timetable and attendance', async () => {
  const { lands, words, link } = await visit('pupil');
  expect(lands).toBe('/home');
  expect((await words()).match(/Г\.Тэмүүлэн 9а|Өнөөдрийн хуваарь/g)).toEqual(['Г.Тэмүүлэн 9а', 'Өнөөдрийн хуваарь']);
  expect(await words(await link('Г.Тэмүүлэн'))).toContain('Улирлын ирц: 2-р улирал');
});

test('teacher: four lessons today, 9а with its 45 pupils among them, left to the visitor', async () => {
  const { lands, words, link } = await visit('teacher');
  expect(lands).toBe('/teach');
  expect((await words()).match(/Математик \d.р цаг/g)?.length).toBe(4);
  const roll = await words(await link('9а'));
  expect(roll).toContain('45');
  expect(roll).toContain('Ж.Дэлгэрмөрөн-Эрдэнэчимэг');
  expect(roll).toMatch(/Ганбаатар.*Гантулга|Гантулга.*Ганбаатар/); // two of one name, told apart by the whole patronymic
});

test('teacher: of a class’s lessons those are links that open; of the others it is said whether they were taken', async () => {
  const { words, link, linksTo } = await visit('teacher');
  const lessons = (await link('9а')).replace('/register', '/lessons').replace(/&period=\d+/, '');
  const page = await words(lessons);
  expect(page).toContain('Бусад хичээлийн ирцийг бүртгэсэн эсэх л харагдана');
  const registers = await linksTo(`${lessons.split('?')[0]?.replace('lessons', 'register') ?? ''}?`, lessons);
  expect(registers.length).toBeGreaterThan(0);
  expect(page.match(/\d.р цаг/g)?.length).toBeGreaterThan(registers.length);
  expect(page.match(/Бүртгэсэн|Бүртгээгүй|Эхлээгүй|Одоо/g)?.length).toBeGreaterThan(registers.length);
  for (const register of registers) expect(await words(register)).toContain('9а ангийн ирц');
});

test('class-teacher: who is missing, asks, was refused with the reason, and whose phone waits', async () => {
  const page = await (await visit('class-teacher')).words();
  expect(page).toContain('5б анги');
  expect(page).toContain('Б.Өнөржаргал Холбогдоогүй Холбогдоогүй Захидал хэвлэх');
  expect(page).toMatch(/А\.Чингүүн · Төмөр Ариунболд, Аав [\d ]+ Зөвшөөрөх Татгалзах/);
  expect(page).toMatch(/Холбогдсон: \d+ · Холбогдоогүй: \d+ · Хүсэлт илгээсэн: \d+ · Татгалзсан: 1/);
  expect(page).toMatch(/Э\.Мишээл Холбогдоогүй 1 татгалзсан Д\.Зоригт, Хамаатан [\d ]+\(баталгаажсан\) · Энэ хүнийг танихгүй Татгалзсан/);
  expect(page).toMatch(/О\.Солонго, Ээж [\d ]+ · Х\.Ундрах Энэ утас мөн/);
});

test('training-manager and area-officer: the imports of the school’s bundle and timetable, with their reports', async () => {
  for (const person of ['training-manager', 'area-officer'] as const) {
    const { lands, words, link } = await visit(person);
    expect(lands).toBe(person === 'area-officer' ? '/area' : '/exchange');
    const bundle = await words(await link('demo-297.zip'));
    for (const figure of ['Өөрчлөлтийг хадгаллаа', 'Сурагч 1,900 0 0', 'Ажилтан 77 0 0']) expect(bundle).toContain(figure);
    expect(bundle).not.toContain('Утас 2,'); // would tell who is known elsewhere
    expect(await words(await link('demo-297-timetable.csv'))).toContain('Хичээлийн цаг 1,326 0 0');
    expect(await words(await link('demo-297-timetable.csv'))).not.toContain('demo-soum');
  }
});

test('training-manager: yesterday’s registers, to correct', async () => {
  const { words } = await visit('training-manager');
  expect(await words('/school')).toContain('Ирцийн бүртгэл');
});

test('director: registers that nobody took, attendance by class, people', async () => {
  const { lands, words } = await visit('director');
  expect(lands).toBe('/school');
  const page = await words();
  expect(page).toMatch(/Бүртгээгүй хичээл: [1-9]/);
  expect(page).toContain('Г.Амина'); // the teacher whom visitors play
  expect(page).toMatch(/9а \d+ % \d+\/45 /);
  expect(page).toContain('Сургалтын менежер');
});

test('director: of another day nothing is said as of today', async () => {
  const { words } = await visit('director');
  const page = await words('/school?day=2026-11-10');
  expect(page).toContain('Тэр 7 хоног');
  expect(page).not.toMatch(/Өнөөдөр|Энэ 7 хоног|хараахан|Эхэлсэн бүх/);
  expect(await words()).toMatch(/Өнөөдөр Энэ 7 хоног/);
});

test('area-officer: the district’s school with its counts, and no pupil', async () => {
  const page = await (await visit('area-officer')).words();
  expect(page).toContain('Сонгинохайрхан дүүрэг');
  expect(page).toMatch(/297 дугаар сургууль .*1,900 50 77/);
});

test('ministry-analyst: counts by aimag, none under ten', async () => {
  const { lands, words } = await visit('ministry-analyst');
  expect(lands).toBe('/nation');
  const page = await words();
  for (const aimag of ['Улаанбаатар 1 1,900', 'Баян-Өлгий аймаг 1 700', 'Өвөрхангай аймаг 1 420']) expect(page).toContain(aimag);
});

test('council-member: the school’s public page, and the own child at home', async () => {
  const { lands, words } = await visit('council-member');
  expect(lands).toBe('/schools/demo-297');
  expect(await words()).toContain('1,900 сурагч');
  expect(await words('/home')).toContain('А.Төгөлдөр 6б');
});
