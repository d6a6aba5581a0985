import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import { changedBundle, faultyBundle } from '../demo-bundles.ts';
import { letterCodesIn } from '../pdf-text.ts';
import { DEMO_NOW } from '../test-day.ts';
import { look, type FoundPage } from './crawl.ts';
import type { Demonstration } from './demonstration.ts';
import { PlainVisitor, plainVisitorAs } from './plain-visitor.ts';

/** A number that nobody has: the door answers as if somebody had. */
const NOBODYS_PHONE = '+97699000001';
/** Another, for a letter: one number waits a minute between two codes. */
const LETTERS_PHONE = '+97699000002';
const PASSWORD = 'хөх тэнгэр 7 морь';

/** A demonstration whose clock stands at DEMO_NOW. */
type Place = Pick<Demonstration, 'address' | 'owner' | 'dataDir'>;

/** The pages that no link leads to: what stands behind a step, what a person without a session may open, reports of bundles. */
export async function pagesBehindSteps(demo: Place): Promise<FoundPage[]> {
  const pages = await Promise.all([withoutState(demo), phoneAndCode(demo), letters(demo), slips(demo), reports(demo), olderPupils(demo)]);
  return pages.flat();
}

async function seen(who: string, isStaff: boolean, visitor: PlainVisitor, ...paths: readonly string[]): Promise<FoundPage[]> {
  const pages = await Promise.all(paths.map((path) => look({ who, isStaff, visitor }, path)));
  return pages.map((page, number) => {
    if (!page) throw new Error(`${who} was not shown ${paths[number]!}`);
    return page;
  });
}

const withoutState = (demo: Place) =>
  seen('nobody', false, new PlainVisitor(demo.address), '/nowhere', '/schools/nowhere', '/left', '/schools?query=zzz', `/activate?code=${'a'.repeat(43)}`);

async function phoneAndCode(demo: Place): Promise<FoundPage[]> {
  const visitor = new PlainVisitor(demo.address);
  await visitor.step('/sign-in', { phone: NOBODYS_PHONE }, '/sign-in/code');
  return seen('who asked for a code', false, visitor, '/sign-in/code', '/sign-in/birth-date');
}

async function letters(demo: Place): Promise<FoundPage[]> {
  const { visitor: director } = await plainVisitorAs(demo.address, 'director');
  const path = await classWithoutGuests(demo);
  const { rows } = await demo.owner.query<{ id: string; birth: string }>(
    `select p.id, to_char(p.birth_date, 'YYYY.MM.DD') as birth from enrolment e join person p on p.id = e.person_id
      where e.class_id = $1 and e.role = 'pupil' order by p.id limit 1`,
    [path.split('/').at(-1)],
  );
  const { id: pupil, birth: birthDate } = rows[0]!;
  const paper = await director.send(`${path}/letters`, { pupil });
  const [code = ''] = letterCodesIn(Buffer.from(await paper.arrayBuffer()));
  const [newcomer, known] = [new PlainVisitor(demo.address), (await plainVisitorAs(demo.address, 'guardian-herder')).visitor];
  await newcomer.step('/letter', { code, birthDate }, '/letter/phone');
  await known.step('/letter', { code, birthDate }, '/letter/child');
  const atPhone = await seen('who has a letter', false, newcomer, '/letter/phone');
  await newcomer.step('/letter/phone', { phone: LETTERS_PHONE }, '/letter/finish');
  return [...atPhone, ...(await seen('who has a letter', false, newcomer, '/letter/finish')), ...(await seen('a guardian with a letter', false, known, '/letter/child'))];
}

/** Slips of three people, each of whom stops at another step; the last loses the factor and is given a new slip. */
async function slips(demo: Place): Promise<FoundPage[]> {
  const director = await plainVisitorAs(demo.address, 'director');
  const manager = await plainVisitorAs(demo.address, 'training-manager');
  // not the last teachers, nor the first: others work with those meanwhile
  const { rows: people } = await demo.owner.query<{ id: string }>(
    `select p.person_id as id from posting p join school s on s.id = p.school_id join person_source known on known.person_id = p.person_id
      where s.code = 'demo-297' and p.role = 'teacher' order by known.source_id offset 40 limit 3`,
  );
  const codes = await Promise.all(people.map(({ id }) => slipFor(director.visitor, id)));
  const [withSlip, withPassword, whole] = await Promise.all(codes.map((code) => activated(demo.address, code)));
  await withPassword!.step('/activate/password', chosen('nara-b'), '/activate/second-factor');
  await whole!.step('/activate/password', chosen('nara-c'), '/activate/second-factor');
  const secret = /<code[^>]*>([A-Z2-7 ]+)</.exec(await (await whole!.get('/activate/second-factor')).text())?.[1] ?? '';
  const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: Date.parse(DEMO_NOW) });
  await whole!.step('/activate/second-factor', { code }, '/activate/recovery-codes');
  const again = new PlainVisitor(demo.address);
  await again.step('/sign-in/staff', chosen('nara-c'), '/sign-in/second-factor');
  await slipFor(manager.visitor, people[2]!.id);
  return [
    ...(await seen('who has a slip', true, withSlip!, '/activate/password')),
    ...(await seen('who chose a password', true, withPassword!, '/activate/second-factor')),
    ...(await seen('who has recovery codes', true, whole!, '/activate/recovery-codes')),
    ...(await seen('who comes again', true, again, '/sign-in/second-factor')),
    ...(await seen('a director whose yes is asked', true, director.visitor, '/school/slips')),
  ];
}
const chosen = (name: string) => ({ name, password: PASSWORD, repeat: PASSWORD });

async function slipFor(issuer: PlainVisitor, person: string): Promise<string> {
  const sheet = await (await issuer.send('/school/slips?/issue', { person })).text();
  return /class="code[^"]*">([\d ]+)</.exec(sheet)?.[1] ?? '';
}

async function activated(address: string, code: string): Promise<PlainVisitor> {
  const visitor = new PlainVisitor(address);
  await visitor.step('/activate', { code }, '/activate/password');
  return visitor;
}

/** A report with something to confirm, and one with faults. */
async function reports(demo: Place): Promise<FoundPage[]> {
  const { visitor } = await plainVisitorAs(demo.address, 'training-manager');
  const paths: string[] = [];
  for (const bundle of [await changedBundle(demo.dataDir, 'Очирбат'), await faultyBundle(demo.dataDir)]) {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(readFileSync(bundle))], 'demo-297.zip'));
    paths.push(await visitor.step('/exchange?/bundle', form, '/exchange/'));
  }
  for (const path of paths) while ((await (await visitor.get(path)).text()).includes('http-equiv="refresh"')) await new Promise((resolve) => setTimeout(resolve, 250));
  return seen('a training manager with a report', true, visitor, '/exchange', ...paths);
}

/** The page of a class to which nobody of the twelve belongs. Letters are printed there: a journey counts those that the class teacher's pupils lack, and a letter ends those before it. */
export async function classWithoutGuests({ owner }: Pick<Demonstration, 'owner'>, title = '5а'): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `select c.id from class_group c join school s on s.id = c.school_id where s.code = 'demo-297' and c.title = $1 and c.kind = 'homeroom'`,
    [title],
  );
  return `/teach/${rows[0]!.id}`;
}

/** What a class has from grade 6 on. */
async function olderPupils(demo: Place): Promise<FoundPage[]> {
  const { visitor } = await plainVisitorAs(demo.address, 'director');
  const { rows } = await demo.owner.query<{ id: string }>(
    `select c.id from class_group c join school s on s.id = c.school_id where s.code = 'demo-297' and c.title = '9а' and c.kind = 'homeroom'`,
  );
  return seen('a director', true, visitor, `/teach/${rows[0]!.id}`, `/teach/${rows[0]!.id}/slips`);
}
