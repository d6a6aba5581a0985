import type { Lesson } from './model.ts';
import { randomOf, type Random } from './random.ts';
import type { BellGroup } from './school-plans.ts';
import type { GroupLoads, Load } from './staffing.ts';

const WEEKDAYS = 5;
const ROUNDS = 4000;
const SLOTS = 64; // more than a week has, so that day and period fit into one number
interface Placed {
  readonly load: Load;
  readonly teacher: number;
  /** section and subject */
  readonly course: number;
  day: number;
  period: number;
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Five minutes between lessons, fifteen after the second. */
export function bellOf(bells: BellGroup, period: number): { from: string; to: string } {
  const [hour = '8', minute = '0'] = bells.starts.split(':');
  const from = Number(hour) * 60 + Number(minute) + (period - 1) * (bells.minutes + 5) + (period > 2 ? 10 : 0);
  return { from: clock(from), to: clock(from + bells.minutes) };
}

/** Hours a day without a gap: 28 a week are 6, 6, 6, 5, 5. */
function slotsOf(hours: number): { day: number; period: number }[] {
  const slots: { day: number; period: number }[] = [];
  for (let i = 0; i < hours; i++) slots.push({ day: (i % WEEKDAYS) + 1, period: Math.floor(i / WEEKDAYS) + 1 });
  return slots;
}

/**
 * A week of lessons in which nobody teaches twice at once and no subject stands twice on a day when it need not.
 * Starts at random and swaps two lessons of one section as long as that mends more than it spoils.
 */
export function weekOfLessons(seed: string, school: string, group: GroupLoads): Lesson[] {
  const random = randomOf(seed, school, 'timetable', group.bells.shift, group.bells.starts, group.bells.minutes);
  const bySection = Map.groupBy(group.loads, (load) => load.section.sourceId);
  const placed = new Map<string, Placed[]>();
  const numberOf = numbering();
  const busy = new Map<number, number>();
  const onDay = new Map<number, number>();
  const count = (map: Map<number, number>, at: number, by: number) => map.set(at, (map.get(at) ?? 0) + by);
  const put = ({ teacher, course, day, period }: Placed, by: 1 | -1) => {
    count(busy, teacher * SLOTS + day * 10 + period, by);
    count(onDay, course * SLOTS + day, by);
  };
  const faults = ({ load, teacher, course, day, period }: Placed) => {
    const together = (busy.get(teacher * SLOTS + day * 10 + period) ?? 0) - 1;
    const repeated = Math.max(0, (onDay.get(course * SLOTS + day) ?? 0) - Math.ceil(load.hours / WEEKDAYS));
    return together * 10 + repeated;
  };
  for (const [section, loads] of bySection) {
    const units = random.shuffled(loads.flatMap((load) => Array<Load>(load.hours).fill(load)));
    const slots = slotsOf(units.length);
    const here = units.map((load, i) => ({ load, teacher: numberOf(load.teacher), course: numberOf(`${section} ${load.subject}`), ...(slots[i] ?? { day: 1, period: 1 }) }));
    placed.set(section, here);
    for (const one of here) put(one, 1);
  }
  const all = [...placed.values()].flat();
  for (let round = 0; round < ROUNDS; round++) {
    const faulty = all.filter((one) => faults(one) > 0);
    if (faulty.length === 0) break;
    mend(random, random.pick(faulty), placed, put, faults);
  }
  const clash = all.find((one) => faults(one) >= 10);
  if (clash) throw new Error(`no timetable for ${school}: ${clash.load.teacher} would teach twice at once`);
  return all.map(({ load, day, period }) => ({
    classSourceId: load.section.sourceId,
    weekday: day,
    period,
    ...bellOf(group.bells, period),
    subject: load.subject,
    teacher: load.teacher,
    room: load.section.room,
    shift: group.bells.shift,
  }));
}

function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
}

function mend(random: Random, one: Placed, placed: ReadonlyMap<string, Placed[]>, put: (at: Placed, by: 1 | -1) => void, faults: (at: Placed) => number) {
  const others = (placed.get(one.load.section.sourceId) ?? []).filter((other) => other.day !== one.day || other.period !== one.period);
  const swap = (a: Placed, b: Placed) => {
    put(a, -1);
    put(b, -1);
    [a.day, b.day, a.period, b.period] = [b.day, a.day, b.period, a.period];
    put(a, 1);
    put(b, 1);
  };
  let best: Placed[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const before = faults(one) + faults(other);
    swap(one, other);
    const change = faults(one) + faults(other) - before;
    swap(one, other);
    if (change < least) [best, least] = [[other], change];
    else if (change === least) best.push(other);
  }
  // a step that mends nothing is taken now and then, or the search would stay in a corner
  if (best.length > 0 && (least <= 0 || random.chance(0.1))) swap(one, random.pick(best));
}
