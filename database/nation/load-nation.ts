import { addDays, systemClock, type Clock } from '@khamtdaa/platform/clock';
import { connect } from '@khamtdaa/platform/database';
import type pg from 'pg';
import { prepareDatabase } from '../../apps/server/prepare-database.ts';
import { khalkhaMen, khalkhaWomen } from '../demo/names.ts';
import { loadReferenceData } from '../reference/index.ts';
import {
  countNation,
  doneUnits,
  emptyAgain,
  faultsOf,
  finishNation,
  hasPeople,
  isNation,
  largeTables,
  makeMonths,
  markDone,
  mayPassWalls,
  openLoader,
  preparePlan,
  publicHolidays,
  stampMadeUp,
  tidy,
  type Count,
} from './nation-queries.ts';
import { beganOn, schoolSizes, spansOf, yearOfSchoolDays } from './plan.ts';
import { progress } from './progress.ts';
import { makePeople, type SpanOfYear } from './school-people-queries.ts';
import { makeYear } from './school-year-queries.ts';

const READ_LOG_DAYS = 30;
const AT_ONCE = 2;

export interface NationOptions {
  readonly ownerUrl: string;
  readonly schools: number;
  readonly fromScratch: boolean;
  readonly today: string;
  readonly clock?: Clock;
  readonly say: (line: string) => void;
}
export class NotForNation extends Error {}

/** Fills a new database with a nation; a run that was killed goes on where it stood. Throws NotForNation with a sentence that says what to do. */
export async function loadNation(options: NationOptions): Promise<{ counts: Count[]; bytes: number }> {
  const { ownerUrl, schools, say } = options;
  const clock = options.clock ?? systemClock;
  const now = () => clock.now().getTime();
  const today = await makeReady(options);
  const sizes = schoolSizes(schools);

  const loaders = await Promise.all(Array.from({ length: AT_ONCE }, () => openLoader(ownerUrl)));
  try {
    const [first] = loaders;
    if (!first) throw new RangeError('no connection');
    const done = await doneUnits(first);
    const days = yearOfSchoolDays(today, await publicHolidays(first));
    const making: Making = { began: beganOn(today), spans: spansOf(today), days, readingDays: days.filter((day) => day > addDays(today, -READ_LOG_DAYS)) };
    const waiting = sizes.filter(({ no }) => !done.has(`school ${no}`)).sort((a, b) => b.pupils - a.pupils);
    const bar = progress('schools', sizes.length, sizes.length - waiting.length, now, say);
    const work = async (client: pg.Client) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await makeSchool(client, next.no, making);
        bar.step();
      }
    };
    await Promise.all(loaders.map(work));
    await finishNation(first);

    const tables = largeTables.filter((table) => !done.has(`tidy ${table}`));
    const tidying = progress('tables tidied', largeTables.length, largeTables.length - tables.length, now, say);
    const tidyNext = async (client: pg.Client) => {
      for (let table = tables.shift(); table !== undefined; table = tables.shift()) {
        await tidy(client, table);
        await markDone(client, `tidy ${table}`);
        tidying.step();
      }
    };
    await Promise.all(loaders.map(tidyNext));

    for (const { no } of [sizes[0], sizes.at(-1)].filter((size) => size !== undefined)) {
      const faults = await faultsOf(first, no);
      if (faults.length > 0) throw new Error(`school ${no} is not right: ${faults.map(({ what, rows }) => `${rows} ${what}`).join(', ')}`);
    }
    return await countNation(first);
  } finally {
    await Promise.all(loaders.map((loader) => loader.end()));
  }
}

interface Making {
  readonly began: string;
  readonly spans: readonly SpanOfYear[];
  readonly days: readonly string[];
  readonly readingDays: readonly string[];
}
/** A school is made in one transaction or not at all. */
async function makeSchool(client: pg.Client, no: number, { began, spans, days, readingDays }: Making) {
  await client.query('begin');
  try {
    await makePeople(client, no, began, spans);
    await makeYear(client, no, days, readingDays);
    await markDone(client, `school ${no}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Answers the day on which this nation's year ends: that of the run that began it. */
async function makeReady({ ownerUrl, schools, fromScratch, today, say }: NationOptions): Promise<string> {
  const owner = await connect(ownerUrl);
  try {
    if (!(await mayPassWalls(owner))) throw new NotForNation('The nation needs a superuser: it sets row-level security and foreign keys aside while it loads.');
    const begun = await isNation(owner);
    if (fromScratch && begun) await emptyAgain(owner);
    await prepareDatabase(ownerUrl, today);
    if (!(await isNation(owner)) && (await hasPeople(owner))) throw new NotForNation('This database has people already. Give an empty database or another --data folder.');
    await stampMadeUp(owner);
    await loadReferenceData(ownerUrl);
    await makeMonths(owner, addDays(today, -400), addDays(today, 60));
    const plan = await preparePlan(owner, schoolSizes(schools), khalkhaMen, khalkhaWomen, today);
    if (plan.schools !== schools) throw new NotForNation(`A nation of ${plan.schools} schools was begun here. Go on with --schools ${plan.schools}, or give --from-scratch.`);
    if (begun && !fromScratch) say(`going on with the nation that was begun on ${plan.today}`);
    return plan.today;
  } finally {
    await owner.end();
  }
}
