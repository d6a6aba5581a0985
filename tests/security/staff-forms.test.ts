import { randomUUID } from 'node:crypto';
import { t as textOf } from '@khamtdaa/i18n';
import { newId } from '@khamtdaa/platform/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { theDemonstration, type Demonstration } from '../pages/demonstration.ts';
import { aClassOf, aGuardian, aNumber, aPhone, aRestriction, aSchool, aStaffMember, aTeacher, type TestPerson, type TestSchool } from '../people.ts';
import type { TestApp } from '../test-database.ts';
import { DEMO_NOW, TEST_DAY } from '../test-day.ts';
import { filesAsked, formActions } from './form-actions.ts';

/** What the forms of a class and of a school name. */
interface Ids {
  readonly school: string;
  readonly class: string;
  readonly pupil: string;
  readonly claimant: string;
  readonly refused: string;
  readonly match: string;
  readonly guardian: string;
  readonly restriction: string;
  readonly teacher: string;
  readonly posting: string;
  readonly slip: string;
}
type Fields = Readonly<Record<string, string>>;
const NUMBER = aNumber();

/** Each form of staff with what it carries, and whose it is. A form without a line here fails the first test. */
const FORMS: Readonly<Record<string, { readonly by: 'classTeacher' | 'director'; readonly ofAnyTeacher?: true; readonly fields: (ids: Ids) => Fields }>> = {
  '/teach/[class] phone': { by: 'classTeacher', fields: ({ pupil, guardian }) => ({ pupilId: pupil, guardianId: guardian, number: NUMBER }) },
  '/teach/[class] endPhone': { by: 'classTeacher', fields: ({ pupil, guardian }) => ({ pupilId: pupil, guardianId: guardian, number: NUMBER }) },
  '/teach/[class] approve': { by: 'classTeacher', fields: ({ pupil, claimant }) => ({ pupilId: pupil, guardianshipId: claimant }) },
  '/teach/[class] refuse': { by: 'classTeacher', fields: ({ pupil, refused }) => ({ pupilId: pupil, guardianshipId: refused, reason: 'not-known' }) },
  '/teach/[class] match': { by: 'classTeacher', fields: ({ match }) => ({ matchId: match, decision: 'confirm' }) },
  '/teach/[class]/slips default': { by: 'classTeacher', fields: ({ pupil }) => ({ pupil }) },
  '/teach/[class]/letters POST': { by: 'classTeacher', fields: ({ pupil }) => ({ pupil }) },
  '/teach/[class]/register default': { by: 'classTeacher', fields: ({ school }) => ({ schoolId: school, day: TEST_DAY, period: '0', version: '0', reason: '' }) },
  '/teach/[class]/pupils/[pupil] enter': {
    by: 'director',
    fields: ({ school, guardian }) => ({
      schoolId: school,
      guardianId: guardian,
      rights: 'attendance',
      reason: 'court-decision',
      documentNumber: 'A-1',
      fromDay: TEST_DAY,
      untilDay: '',
    }),
  },
  '/teach/[class]/pupils/[pupil] end': { by: 'director', fields: ({ school, restriction }) => ({ schoolId: school, guardianshipId: restriction }) },
  '/school/people give': { by: 'director', fields: ({ guardian }) => ({ personId: guardian, role: 'teacher' }) },
  '/school/people end': { by: 'director', fields: ({ posting }) => ({ postingId: posting }) },
  '/school/slips find': { by: 'director', fields: ({ school }) => ({ school, name: 'Нэр' }) },
  '/school/slips issue': { by: 'director', fields: ({ teacher }) => ({ person: teacher }) },
  '/school/slips send': { by: 'director', fields: ({ teacher }) => ({ person: teacher }) },
  '/school/slips confirm': { by: 'director', ofAnyTeacher: true, fields: ({ slip }) => ({ slip }) },
};

let demo: Demonstration;
let t: TestApp;
let there: Ids;
const cookies = new Map<string, string>();
const people = new Map<string, TestPerson>();
const STRANGERS = ['guardian', 'otherTeacher', 'otherDirector'] as const;
const nowhere: Ids = {
  ...{ school: '9999', class: randomUUID(), pupil: randomUUID(), claimant: randomUUID(), refused: randomUUID(), match: randomUUID(), guardian: randomUUID() },
  ...{ restriction: randomUUID(), teacher: randomUUID(), posting: randomUUID(), slip: randomUUID() },
};

beforeAll(async () => {
  demo = await theDemonstration();
  t = { owner: demo.owner, clock: { now: () => new Date(DEMO_NOW) } } as unknown as TestApp;
  const [school, elsewhere] = [await aSchool(t, { name: 'Маягтын сургууль' }), await aSchool(t, { name: 'Өөр сургууль' })];
  const room = await aClassOf(t, school, 1, { grade: 7 });
  const next = await aClassOf(t, school, 1, { grade: 7 });
  await comes('guardian', await aGuardian(t, next.pupils), 'guardian');
  await comes('otherTeacher', await aTeacher(t, school, { leads: next }), 'staff');
  await comes('otherDirector', await aStaffMember(t, elsewhere, 'director'), 'staff');
  await comes('classTeacher', await aTeacher(t, school, { leads: room }), 'staff');
  await comes('director', await aStaffMember(t, school, 'director'), 'staff');
  there = await arranged(school, room.id, room.pupils[0]!);
});
afterAll(() => demo.close());

async function arranged(school: TestSchool, classId: string, pupil: Parameters<typeof aRestriction>[2]): Promise<Ids> {
  const guardian = await aGuardian(t, pupil, { phone: NUMBER, phoneStanding: 'reported' });
  const teacher = await aStaffMember(t, school, 'teacher');
  await aPhone(t, teacher, aNumber());
  const lost = await aStaffMember(t, school, 'teacher');
  const [match, slip, posted] = [newId(), newId(), await aStaffMember(t, school, 'teacher')];
  await demo.owner.query(`insert into person_match (id, school_id, person_id, other_id) values ($1, $2, $3, $4)`, [match, school.id, guardian.id, (await aGuardian(t, pupil)).id]);
  await demo.owner.query(
    `insert into activation (id, school_id, person_id, kind, purpose, channel, code_hash, issued_at, expires_at) values ($1, $2, $3, 'staff', 'lost-factor', 'paper', $4, $5::timestamptz, $5::timestamptz + interval '7 days')`,
    [slip, school.id, lost.id, Buffer.from(slip), DEMO_NOW],
  );
  const { rows } = await demo.owner.query<{ id: string }>(`update posting set source = 'khamtdaa' where person_id = $1 returning id`, [posted.id]);
  return {
    ...{ school: String(school.id), class: classId, pupil: pupil.id, guardian: guardian.id, match, slip, teacher: teacher.id, posting: rows[0]!.id },
    claimant: await guardianshipOf(await aGuardian(t, pupil, { source: 'letter', standing: 'claimed' })),
    refused: await guardianshipOf(await aGuardian(t, pupil, { source: 'letter', standing: 'claimed' })),
    restriction: await aRestriction(t, await aGuardian(t, pupil), pupil),
  };
}
const guardianshipOf = async ({ id }: TestPerson) => (await demo.owner.query<{ id: string }>(`select id from guardianship where guardian_id = $1`, [id])).rows[0]!.id;

/** A session as the sign-in would leave it. */
async function comes(name: string, person: TestPerson, kind: 'guardian' | 'staff') {
  const token = randomUUID();
  await demo.owner.query(
    `insert into session (id, token_hash, person_id, kind, device, second_factor_at, created_at, seen_at, expires_at) values ($1, $2, $3, $4, 'test', $5, $5, $5, $5::timestamptz + interval '1 day')`,
    [newId(), demo.secrets.hash('session', token), person.id, kind, DEMO_NOW],
  );
  cookies.set(name, `khamtdaa=${token}`);
  people.set(name, person);
}

async function sends(who: string, form: string, ids: Ids, more: Readonly<Record<string, string>> = {}) {
  const [route = '', action = ''] = form.split(' ');
  const path = route.replace('[class]', ids.class).replace('[pupil]', ids.pupil) + (action === 'default' || action === 'POST' ? '' : `?/${action}`);
  const headers = { cookie: cookies.get(who)!, origin: demo.address, accept: 'text/html', ...more };
  const answer = await fetch(demo.address + path, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(FORMS[form]!.fields(ids)) });
  let body = await answer.text();
  for (const id of Object.values(ids) as string[]) if (id.length > 8) body = body.replaceAll(id, 'ID');
  const to = answer.headers.get('location')?.replaceAll(/[0-9a-f-]{36}/g, 'ID');
  return { status: answer.status, to, body: body.replaceAll(/(name="key" value=")[^"]*/g, '$1') };
}

test('every form of a class and of a school is asked, and nothing else', () => {
  const inside = (route: string) => /^\/(teach|school)(\/|$)/.test(route);
  const found = [...formActions().map(({ route, action }) => ({ route, name: `${route} ${action}` })), ...filesAsked().map((route) => ({ route, name: `${route} POST` }))];
  const names = found.filter(({ route }) => inside(route)).map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.keys(FORMS).toSorted());
});

describe('a form sent by whom it is not for', () => {
  const forms = Object.keys(FORMS);
  test.each(forms)('%s says to a guardian and to the director of another school what it says of nobody’s', async (form) => {
    for (const who of ['guardian', 'otherDirector'] as const) {
      const answer = await sends(who, form, there);
      expect(answer, who).toEqual(await sends(who, form, nowhere));
      expect([who, isNotFound(answer)]).toEqual([who, true]);
    }
  });

  test.each(forms.filter((form) => !FORMS[form]!.ofAnyTeacher))('%s is refused to the teacher of another class of the school', async (form) => {
    const answer = await sends('otherTeacher', form, there);
    const letters = answer.status === 303 && /\?problem=may-not-/.test(answer.to ?? '');
    expect([[403, 404].includes(answer.status) || letters, answer.status, answer.to]).toEqual([true, answer.status, answer.to]);
  });

  test('leaves no trace of having done anything', async () => {
    const { rows } = await demo.owner.query(`select name from event where actor_id = any ($1)`, [STRANGERS.map((who) => people.get(who)!.id)]);
    expect(rows).toEqual([]);
  });
});

describe('a form sent when the session is over', () => {
  test.each(Object.keys(FORMS))('%s leads to the sign-in and back to its page, and is not lost without a word', async (form) => {
    cookies.set('nobody', 'khamtdaa=over');
    const answer = await sends('nobody', form, there, { referer: `${demo.address}/teach/${there.class}?day=${TEST_DAY}` });
    expect([answer.status, answer.to]).toEqual([303, `/sign-in/staff?to=%2Fteach%2FID%3Fday%3D${TEST_DAY}&unsaved=`]);
    expect((await sends('nobody', form, there, { referer: 'https://evil.example/teach' })).to).toMatch(/^\/sign-in\/staff\?to=%2F(teach|school)[^&]*&unsaved=$/);
  });
  test('the sign-in says that nothing was saved, and says it of no page that was only asked for', async () => {
    const says = async (path: string) => (await fetch(demo.address + path, { headers: { 'accept-language': 'en' } })).text();
    for (const door of ['/sign-in', '/sign-in/staff']) expect(await says(`${door}?to=%2Fteach&unsaved=`)).toContain(textOf('en').signIn.unsaved);
    expect(await says('/teach?day=2026-11-18')).not.toContain(textOf('en').signIn.unsaved);
  });
});

describe('the same form, sent by whose it is, is done', () => {
  test.each(Object.entries(FORMS))('%s', async (form, { by }) => {
    const answer = await sends(by, form, there);
    expect([[200, 303].includes(answer.status), answer.status, answer.to?.includes('problem') ?? false]).toEqual([true, answer.status, false]);
  });
});

/** A page that is not there, or back to a class that is not. */
const isNotFound = ({ status, to }: { status: number; to: string | undefined }) =>
  status === 404 || to?.endsWith('?problem=not-found') === true || to?.endsWith('?problem=class-not-found') === true;
