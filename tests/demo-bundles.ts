import { join } from 'node:path';
import { textsIn, zipOf } from './bundle.ts';

/** The city school's bundle as it came, with one pupil's patronymic written anew: a report with something to confirm. */
export async function changedBundle(dataDir: string, patronymic: string): Promise<string> {
  const texts = await cityBundle(dataDir);
  return zipOf({ ...texts, 'users.csv': texts['users.csv']!.replace(/(?<=\n)(city-p1900,,,true,city-p1900,,[^,]+,)[^,]+/, `$1${patronymic}`) });
}

/** Each of the school's people has the given name of the next. */
export async function slippedBundle(dataDir: string): Promise<string> {
  const texts = await cityBundle(dataDir);
  const given = [...texts['users.csv']!.matchAll(/(?<=\n(?:[^,]*,){6})[^,]+/g)].map(([name]) => name);
  let row = 0;
  return zipOf({ ...texts, 'users.csv': texts['users.csv']!.replaceAll(/(?<=\n(?:[^,]*,){6})[^,]+/g, () => given[++row % given.length]!) });
}

/** The same with a pupil in a class who is nobody. */
export async function faultyBundle(dataDir: string): Promise<string> {
  const texts = await cityBundle(dataDir);
  return zipOf({ ...texts, 'enrollments.csv': `${texts['enrollments.csv']!}e-nobody,,,city-1а,demo-297,nobody,student,false,2026-09-01,\r\n` });
}

const cityBundle = (dataDir: string) => textsIn(join(dataDir, 'demo', 'demo-297.zip'));
