import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { leadsOn } from './person-at-a-browser.ts';

/** Where the focus is, for who sees it and for who hears it. */
interface Stop {
  readonly name: string;
  /** What stands beside it in its row. */
  readonly row: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly shows: boolean;
  readonly isInSight: boolean;
  readonly isInMain: boolean;
}

const STOP = `(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const onTop = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: (at.getAttribute('aria-label') ?? (at.labels?.length ? at.labels[0].textContent : at.textContent)).trim().replace(/\\s+/g, ' '),
    row: at.closest('.row, li, label')?.textContent ?? '',
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
    shows: at.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    isInSight: onTop !== null && (at.contains(onTop) || onTop.contains(at)),
    isInMain: at.closest('main') !== null && at.id !== 'main',
  };
})()`;
const MOST_STOPS = 150;

/** Somebody without a mouse: Tab, Enter, Space, arrows and letters. Each stop has to show that it has the focus, in sight, and to come where a reader expects it. */
export class Keyboard {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes on by Tab to what has this name, or this text beside it. */
  async to(name: string | RegExp, row = ''): Promise<void> {
    let before: Stop | null = null;
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.#page.keyboard.press('Tab');
      const stop = await this.#page.evaluate<Stop | null>(STOP);
      if (stop === null) break;
      passed.push(stop.name);
      expect([stop.name, 'shows', stop.shows, 'is in sight', stop.isInSight]).toEqual([stop.name, 'shows', true, 'is in sight', true]);
      if (before?.isInMain && stop.isInMain) expect(comesAfter(before, stop), `${stop.name} after ${before.name}`).toBe(true);
      if ((typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name)) && stop.row.includes(row)) return;
      before = stop;
    }
    throw new Error(`no stop is called ${String(name)}: ${passed.join(' | ')}`);
  }
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }
  async press(key: 'Enter' | 'Space' | 'ArrowDown'): Promise<void> {
    await this.#page.keyboard.press(key);
  }
  /** Enter, where it leads to another page. */
  enter = (): Promise<void> => leadsOn(this.#page, () => this.press('Enter'));
}

/** Further down, or further along the line. */
const comesAfter = (before: Stop, stop: Stop) => stop.top >= before.bottom - 4 || (stop.bottom > before.top && stop.left >= before.left);
