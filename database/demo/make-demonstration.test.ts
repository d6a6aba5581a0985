import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findActor, startSession, type Actor } from '@khamtdaa/modules/accounts';
import { reportFile } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { loadReferenceData } from '../reference/index.ts';
import { ensureDemonstration } from './make-demonstration.ts';
import { demoPeople, isDemoPerson, type DemoPerson } from './people.ts';

let t: TestApp;
let app: App;
let ownerUrl: string;
const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-demo-'));
const told: string[] = [];
const progress = { begins: () => void told.push('begins'), step: (name: string, done: number, total: number) => void told.push(`${name} ${done}/${total}`) };

beforeAll(async () => {
  t = await testApp({ demonstration: true });
  app = { ...t.app, config: { ...t.app.config, dataDir: folder } };
  ({ ownerUrl } = t);
  await loadReferenceData(ownerUrl);
  await t.owner.query(`insert into installation (kind, seed) values ('demonstration', 'khamtdaa') on conflict do nothing`);
  await ensureDemonstration(app, ownerUrl, progress);
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true });
});

const rows = async <R>(sql: string, ...values: unknown[]) => (await t.owner.query<R & Record<string, unknown>>(sql, values)).rows;
const idOf = async (key: DemoPerson): Promise<string> => {
  const place = demoPeople[key];
  if ('id' in place) return place.id;
  return (await rows<{ person_id: string }>('select person_id from person_source where source = $1 and source_id = $2', place.source, place.sourceId))[0]!.person_id;
};
const signIn = async (key: DemoPerson): Promise<Actor> => {
  const kind = key === 'pupil' ? 'pupil' : key === 'caretaker' || key.startsWith('guardian-') ? 'guardian' : 'staff';
  const { token } = await inTransaction(app, atTheDoor(), async (db) => startSession(app, db, { personId: await idOf(key), kind, device: 'test', secondFactor: kind === 'staff' }));
  return (await findActor(app, token, 'web')) ?? expect.fail(`${key} cannot come in`);
};
const childrenOf = async (actor: Actor): Promise<Record<string, string[]>> => {
  const names = await rows<{ id: string; given_name: string }>('select id, given_name from person where id = any ($1::uuid[])', [...actor.pupilIds]);
  return Object.fromEntries(actor.children.map(({ pupilId, rights }) => [names.find(({ id }) => id === pupilId)?.given_name ?? '', [...rights].sort()] as const));
};

describe('the demonstration', () => {
  test('three schools arrive through the import, and another start makes nothing anew', async () => {
    expect(told[0]).toBe('begins');
    expect(told.length).toBe(4);
    expect(await rows('select code, pupil_count, timezone from school order by id')).toEqual([
      { code: 'demo-297', pupil_count: 1900, timezone: 'Asia/Ulaanbaatar' },
      { code: 'demo-soum', pupil_count: 420, timezone: 'Asia/Ulaanbaatar' },
      { code: 'demo-kazakh', pupil_count: 700, timezone: 'Asia/Hovd' },
    ]);
    const before = await rows('select (select count(*) from register) as registers, (select count(*) from lesson) as lessons, (select count(*) from guardianship) as rights');
    await ensureDemonstration(app, ownerUrl, progress);
    expect(told.length).toBe(4);
    expect(await rows('select (select count(*) from register) as registers, (select count(*) from lesson) as lessons, (select count(*) from guardianship) as rights')).toEqual(
      before,
    );
  });

  test('the bundles lie ready, and the same one again changes nothing', async () => {
    expect(readdirSync(join(folder, 'demo')).sort()).toEqual([
      'demo-297-timetable.csv',
      'demo-297.zip',
      'demo-kazakh-timetable.csv',
      'demo-kazakh.zip',
      'demo-soum-timetable.csv',
      'demo-soum.zip',
    ]);
    expect((await reportFile(app, join(folder, 'demo', 'demo-soum.zip'))).standing).toBe('unchanged');
  });

  test('a term has been taught: registers with their events, most pupils there', async () => {
    const [term] = await rows<{ days: number; rate: number; registers: number; events: number }>(
      `select count(distinct day)::int as days, sum(present)::float / sum(pupils) as rate, count(*)::int as registers, (select count(*)::int from event where name = 'attendance.register-marked') as events from register`,
    );
    expect(term!.days).toBeGreaterThan(45);
    expect(term!.rate).toBeGreaterThan(0.91);
    expect(term!.rate).toBeLessThan(0.97);
    expect(term!.events).toBe(term!.registers);
  });
});

describe('who signs in at /demo', () => {
  test('has a person, and only these twelve are known', async () => {
    for (const key of Object.keys(demoPeople)) if (isDemoPerson(key)) expect((await signIn(key)).personId).toBe(await idOf(key));
    expect(isDemoPerson('toString')).toBe(false);
  });

  test('guardian-two-schools has three children at two schools', async () => {
    const actor = await signIn('guardian-two-schools');
    expect(Object.keys(await childrenOf(actor)).sort()).toEqual(['Номин', 'Тэмүүлэн', 'Хулан']);
    expect(actor.childSchoolIds.length).toBe(2);
  });

  test('guardian-divorced has a son, and nothing of the daughter', async () => {
    expect(Object.keys(await childrenOf(await signIn('guardian-divorced')))).toEqual(['Идэр']);
  });

  test('caretaker has what was delegated for one child and nothing of the other', async () => {
    expect(await childrenOf(await signIn('caretaker'))).toEqual({ Мөнхбат: ['attendance', 'contact', 'pick-up', 'told'] });
  });

  test('guardian-herder has two children', async () => {
    expect(Object.keys(await childrenOf(await signIn('guardian-herder'))).sort()).toEqual(['Мөнхбат', 'Энхтуяа']);
  });

  test('staff, officers and the council member hold their postings', async () => {
    const roles = async (key: DemoPerson) => (await signIn(key)).postings.map(({ role }) => role);
    expect(await roles('teacher')).toEqual(['teacher']);
    expect(await roles('class-teacher')).toEqual(['teacher']);
    expect(await roles('training-manager')).toEqual(['training_manager']);
    expect(await roles('director')).toEqual(['director']);
    expect(await roles('area-officer')).toEqual(['area_officer']);
    expect(await roles('ministry-analyst')).toEqual(['ministry_analyst']);
    expect(await roles('council-member')).toEqual(['council_member']);
    expect((await signIn('area-officer')).areaSchoolIds.length).toBe(1);
  });

  test('teacher has four lessons today, 9а among them, and none of their registers is taken yet', async () => {
    const lessons = await rows<{ title: string; taken: boolean; pupils: number }>(
      `select c.title, exists (select from register r where r.class_id = l.class_id and r.period = l.period and r.day = '2026-11-23') as taken,
        (select count(*)::int from enrolment e where e.class_id = c.id and e.role = 'pupil') as pupils
      from lesson l join class_group c on c.id = l.class_id where l.teacher_id = $1 and l.weekday = 1`,
      await idOf('teacher'),
    );
    expect(lessons.length).toBe(4);
    expect(lessons.find(({ title }) => title === '9а')?.pupils).toBe(45);
    expect(lessons.some(({ taken }) => taken)).toBe(false);
  });

  test("class-teacher's class has guardians linked, one who asks, one refused, and a child without any", async () => {
    const standings = await rows<{ standing: string; n: number }>(
      `select g.standing, count(*)::int as n from guardianship g join enrolment e on e.person_id = g.pupil_id and e.role = 'pupil' join class_group c on c.id = e.class_id
      where c.source_id = 'city-5б' group by 1 order by 1`,
    );
    const of = Object.fromEntries(standings.map(({ standing, n }) => [standing, n]));
    expect(of).toMatchObject({ claimed: 1, refused: 1 });
    expect(of['confirmed']).toBeGreaterThan(40);
    const alone = await rows(
      `select p.given_name from pupil p join enrolment e on e.person_id = p.id join class_group c on c.id = e.class_id where c.source_id = 'city-5б' and p.source_id like 'case-%' and not exists (select from guardianship g where g.pupil_id = p.id)`,
    );
    expect(alone).toEqual([{ given_name: 'Өнөржаргал' }]);
    const confirm = await rows(
      `select f.standing, f.used_at is not null as used from person_phone f join person_source s on s.person_id = f.person_id where s.source_id = 'case-reported-mother'`,
    );
    expect(confirm).toEqual([{ standing: 'reported', used: true }]);
  });
});

test('nothing of it is made in a database that is no demonstration', async () => {
  const real = await testApp();
  try {
    await ensureDemonstration(real.app, 'postgres://nowhere', progress);
    expect((await real.owner.query('select from school')).rowCount).toBe(0);
  } finally {
    await real.close();
  }
});
