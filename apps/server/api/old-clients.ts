import { Refusal } from '@khamtdaa/platform/errors';

/** The oldest version of each program that is still served. An older one is told to update, and keeps what it has yet to send. */
const OLDEST: Readonly<Record<string, readonly [number, number, number]>> = { phone: [0, 1, 0] };

/** `x-client: phone/1.4.0`. A program that does not name itself, or that we do not make, is served. */
export function refuseOldClient(client: string | string[] | undefined, header: (name: string, value: string) => void) {
  const [, name = '', ...version] = /^([a-z]+)\/(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/.exec(String(client ?? '')) ?? [];
  const oldest = Object.hasOwn(OLDEST, name) ? OLDEST[name] : undefined;
  if (!oldest) return;
  header('x-client', `${name}/${oldest.join('.')}`);
  if (compare(version.map(Number), oldest) < 0) throw new Refusal('client-too-old', 426, { detail: { oldest: oldest.join('.') } });
}

const compare = (one: readonly number[], other: readonly number[]) => one.map((part, i) => part - (other[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
