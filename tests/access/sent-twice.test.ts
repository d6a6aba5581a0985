import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { confirmSlip, withdrawClaim, type Actor } from '@khamtdaa/modules/accounts';
import { confirmImport, dropImport } from '@khamtdaa/modules/ems';
import { confirmPhone, decideClaim, decideMatch, endPhone } from '@khamtdaa/modules/roster';
import { newId } from '@khamtdaa/platform/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGuardian, aGuardianship, aPerson } from '../people.ts';
import { aLostFactor, aReport } from './arranged.ts';
import { makeWorld, type World } from './world.ts';

let w: World;
beforeAll(async () => {
  w = await makeWorld();
});
afterAll(() => w.t.close());

/** What is done once though its form is sent twice. Each arranges what it decides and answers how to send it. */
const DECISIONS: Readonly<Record<string, { readonly by: string; readonly event: string; readonly arrange: () => Promise<(actor: Actor, other?: true) => Promise<unknown>> }>> = {
  confirmPhone: {
    by: 'classTeacher',
    event: 'accounts.phone-confirmed',
    async arrange() {
      const [{ id, phone }, another] = [await aGuardian(w.t, w.child, { phoneStanding: 'reported' }), await aGuardian(w.t, w.child, { phoneStanding: 'reported' })];
      const of = { classId: w.sixA.id, pupilId: w.child.id };
      return (actor, other) => confirmPhone(w.t.app, actor, { ...of, guardianId: other ? another.id : id, number: other ? another.phone : phone });
    },
  },
  endPhone: {
    by: 'classTeacher',
    event: 'accounts.phone-ended',
    async arrange() {
      const [{ id, phone }, another] = [await aGuardian(w.t, w.child), await aGuardian(w.t, w.child)];
      const of = { classId: w.sixA.id, pupilId: w.child.id };
      return (actor, other) => endPhone(w.t.app, actor, { ...of, guardianId: other ? another.id : id, number: other ? another.phone : phone });
    },
  },
  decideClaim: {
    by: 'classTeacher',
    event: 'accounts.claim-approved',
    async arrange() {
      const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, [w.school]), w.child, { source: 'letter', standing: 'claimed' });
      const of = { classId: w.sixA.id, pupilId: w.child.id, guardianshipId };
      return (actor, other) => decideClaim(w.t.app, actor, { ...of, decision: other ? { kind: 'refuse', reason: 'not-known' } : { kind: 'approve' } });
    },
  },
  decideMatch: {
    by: 'classTeacher',
    event: 'accounts.match-confirmed',
    async arrange() {
      const [one, another, matchId] = [await aGuardian(w.t, w.child), await aGuardian(w.t, w.child), newId()];
      await w.t.owner.query(`insert into person_match (id, school_id, person_id, other_id) values ($1, $2, $3, $4)`, [matchId, w.school.id, one.id, another.id]);
      return (actor, other) => decideMatch(w.t.app, actor, { classId: w.sixA.id, matchId, decision: other ? 'undo' : 'confirm' });
    },
  },
  confirmSlip: {
    by: 'teacher',
    event: 'accounts.slip-confirmed',
    async arrange() {
      const [activationId, another] = [await aLostFactor(w), await aLostFactor(w)];
      return (actor, other) => confirmSlip(w.t.app, actor, { activationId: other ? another : activationId });
    },
  },
  withdrawClaim: {
    by: 'claimant',
    event: 'accounts.claim-withdrawn',
    async arrange() {
      await aGuardianship(w.t, { id: w.actors['claimant']!.personId, givenName: '', patronymic: '' }, w.child, { source: 'letter', standing: 'claimed' });
      return (actor, other) => withdrawClaim(w.t.app, actor, { schoolId: w.school.id, pupilId: other ? newId() : w.child.id });
    },
  },
  confirmImport: {
    by: 'trainingManager',
    event: 'ems.import-confirmed',
    async arrange() {
      const report = await aReport(w);
      return (actor, other) => confirmImport(w.t.app, actor, { ...report, reportHash: other ? 'another' : 'hash' });
    },
  },
  dropImport: {
    by: 'trainingManager',
    event: 'ems.import-dropped',
    async arrange() {
      const [report, another] = [await aReport(w), await aReport(w)];
      return (actor, other) => dropImport(w.t.app, actor, other ? another : report);
    },
  },
};
const happened = async (event: string) => (await w.t.owner.query<{ n: number }>(`select count(*)::int as n from event where name = $1`, [event])).rows[0]!.n;

describe.each(Object.entries(DECISIONS))('%s', (_name, { by, event, arrange }) => {
  test('another request under its key is refused, and so is somebody else’s', async () => {
    const send = await arrange();
    const actor = { ...w.actors[by]!, idempotencyKey: randomUUID() };
    await send(actor);
    await expect(send(actor, true)).rejects.toMatchObject({ code: 'key-used-for-another-request' });
    await expect(send({ ...w.actors['mother']!, idempotencyKey: actor.idempotencyKey })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('sent twice is done once and answered twice', async () => {
    const send = await arrange();
    const actor = { ...w.actors[by]!, idempotencyKey: randomUUID() };
    const before = await happened(event);
    const first = await send(actor);
    expect((await send(actor)) ?? undefined).toEqual(first);
    expect(await happened(event)).toBe(before + 1);
  });
});

/** Forms without a key, by their file and action, each safe to send twice by what it does: docs/decisions/0008-what-is-done-once.md says why. */
const WITHOUT_KEY = [
  ...['activate', 'activate/password', 'activate/recovery-codes', 'activate/second-factor', 'letter', 'letter/child', 'letter/finish', 'letter/phone'],
  ...['me', 'sign-in', 'sign-in/birth-date', 'sign-in/code', 'sign-in/second-factor', 'sign-in/staff', 'teach/[class]/slips'],
  ...['demo /demo/sign-in', 'exchange ?/bundle', 'exchange ?/timetable', 'me /sign-out', 'me/data ?/erase', 'me/data ?/keep', 'me/data ?/leave'],
  ...['me/sessions ?/end', 'me/sessions ?/others', 'teach/[class] /teach/{page.id}/letters', 'teach/[class]/PupilRow.svelte /teach/{page.id}/letters'],
];

/** Its fields, and so its key, are those of the page that uses it. */
const PAGE_FORM = 'lib/PageForm.svelte';

test('every form carries a key, or a decision says why it need not', () => {
  const root = 'apps/portal/src';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte') && file !== PAGE_FORM);
  const withoutKey = files.flatMap((file) => {
    const source = readFileSync(`${root}/${file}`, 'utf8');
    const carries = (markup: string) => /name="key"|<OnceKey/.test(markup);
    const shared = (source.match(/\{#snippet [^]*?\{\/snippet\}/g) ?? []).filter(carries).map((snippet) => `{@render ${/\w+(?=\()/.exec(snippet)![0]}(`);
    const forms = (source.match(/<(form|PageForm) [^]*?<\/\1>/g) ?? []).filter((form) => /method="post"|^<PageForm/i.test(form));
    const place = file.replace('routes/', '').replace('/+page.svelte', '');
    return forms.filter((form) => !carries(form) && !shared.some((name) => form.includes(name))).map((form) => `${place} ${/action="([^"#]*)/.exec(form)?.[1] ?? ''}`.trim());
  });
  expect([...new Set(withoutKey)].toSorted()).toEqual(WITHOUT_KEY.toSorted());
});
