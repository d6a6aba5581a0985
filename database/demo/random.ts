/** One seed, many streams: each part draws from its own, so a draw added in one place moves nobody in another. */
export interface Random {
  /** from 0 up to, never, 1 */
  next(): number;
  /** both ends included */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** FNV-1a over UTF-16 units, then mixed once more so that texts that differ in their last letter land far apart. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 up to 1 that depends on its words alone: the same pupil on the same day always fares the same. */
export const share = (...words: (string | number)[]): number => hash32(words.join('\u0000')) / 0x1_0000_0000;

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));

/** xoshiro128**, its state filled from the words. */
export function randomOf(...words: (string | number)[]): Random {
  const name = words.join('\u0000');
  let [a, b, c, d] = [hash32(`a${name}`), hash32(`b${name}`), hash32(`c${name}`), hash32(`d${name}`) || 1];
  const next = () => {
    const drawn = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const held = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= held;
    d = rotate(d, 11);
    return drawn / 0x1_0000_0000;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[int(0, list.length - 1)] as T;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice;
      return pick(choices)[0];
    },
    shuffled(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]];
      }
      return copy;
    },
  };
}
