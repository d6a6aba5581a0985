import { demoPeople, type DemoPerson } from '../../database/demo/people.ts';
import { PlainVisitor, plainVisitorAs } from './plain-visitor.ts';

export interface FoundPage {
  readonly who: string;
  /** Staff's pages may be larger than a guardian's and the public's, and have scripts. */
  readonly isStaff: boolean;
  readonly path: string;
  /** The path with its ids left out: pages of one shape are one page. */
  readonly shape: string;
  readonly cookies: string;
  readonly status: number;
  readonly html: string;
  /** What came over the wire. */
  readonly bytes: number;
}

const shapeOf = (path: string): string =>
  path
    .replace(/#.*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/^\/schools\/[\w-]+/, '/schools/:code')
    .replace(/(?<=\/)\d+(?=\/|$|\?)/g, ':n')
    .replace(/=[^&]*/g, '');

const STAFF: readonly DemoPerson[] = ['teacher', 'class-teacher', 'training-manager', 'director', 'area-officer', 'ministry-analyst'];

/** A page as one visitor gets it; nothing when it is no page or leads elsewhere. */
export async function look({ who, isStaff, visitor }: { who: string; isStaff: boolean; visitor: PlainVisitor }, path: string): Promise<FoundPage | undefined> {
  const answer = await visitor.get(path);
  const html = await answer.text();
  if (!answer.headers.get('content-type')?.startsWith('text/html') || answer.status === 303) return undefined;
  const bytes = Number(answer.headers.get('content-length') ?? Buffer.byteLength(html));
  return { who, isStaff, path, shape: shapeOf(path), cookies: visitor.cookies, status: answer.status, html, bytes };
}

/** What one of the twelve, or nobody, can reach by links alone from where they land: one page of each shape. */
export async function crawl(address: string, who: DemoPerson | 'nobody'): Promise<FoundPage[]> {
  const { visitor, lands } = who === 'nobody' ? { visitor: new PlainVisitor(address), lands: '/' } : await plainVisitorAs(address, who);
  const waiting = [lands];
  const seen = new Set(waiting.map(shapeOf));
  const pages: FoundPage[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const page = await look({ who, isStaff: who !== 'nobody' && STAFF.includes(who), visitor }, path);
    if (!page) continue;
    pages.push(page);
    for (const [, href = ''] of page.html.matchAll(/<a\s[^>]*href="([^"]+)"/g)) {
      const next = new URL(href.replaceAll('&amp;', '&'), address + path);
      const link = next.pathname + next.search;
      if (next.origin !== address || seen.has(shapeOf(link))) continue;
      seen.add(shapeOf(link));
      waiting.push(link);
    }
  }
  return pages;
}

export const everybody: readonly (DemoPerson | 'nobody')[] = ['nobody', ...(Object.keys(demoPeople) as DemoPerson[])];

/** Of each shape the page with most on it, as families and as staff see it. */
export const fullestOf = (pages: readonly FoundPage[]): FoundPage[] =>
  [...Map.groupBy(pages, ({ shape, isStaff }) => `${shape} ${String(isStaff)}`).values()].map((alike) =>
    alike.reduce((most, page) => (page.html.length > most.html.length ? page : most)),
  );
