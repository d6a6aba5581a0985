import type { DemoPerson } from '../../database/demo/people.ts';
import { signInAs, type SignedIn } from './demonstration.ts';

export interface FoundPage {
  readonly person: DemoPerson | 'nobody';
  readonly path: string;
  /** The path with its ids left out: pages of one shape are one page. */
  readonly shape: string;
  readonly status: number;
}

export const shapeOf = (path: string): string =>
  path
    .replace(/#.*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/^\/schools\/[\w-]+/, '/schools/:code')
    .replace(/(?<=\/)\d+(?=\/|$|\?)/g, ':n')
    .replace(/=[^&]*/g, '');

/** What can be reached by links alone from where a person lands, one page of each shape. */
export async function crawl(address: string, person: DemoPerson | 'nobody', starts: readonly string[]): Promise<{ pages: FoundPage[]; session: SignedIn | undefined }> {
  const session = person === 'nobody' ? undefined : await signInAs(address, person);
  const waiting = [...(session ? [session.lands] : []), ...starts];
  const seen = new Set(waiting.map(shapeOf));
  const pages: FoundPage[] = [];
  for (let path = waiting.shift(); path !== undefined && pages.length < 60; path = waiting.shift()) {
    const answer = await fetch(address + path, { headers: session ? { cookie: session.cookie } : {} });
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    pages.push({ person, path, shape: shapeOf(path), status: answer.status });
    for (const [, href = ''] of (await answer.text()).matchAll(/<a\s[^>]*href="([^"]+)"/g)) {
      const next = new URL(href.replaceAll('&amp;', '&'), address + path);
      const link = next.pathname + next.search;
      if (next.origin !== address || seen.has(shapeOf(link))) continue;
      seen.add(shapeOf(link));
      waiting.push(link);
    }
  }
  return { pages, session };
}
