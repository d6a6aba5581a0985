import { createHash } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';

/** A style sheet in a page's head: where it stands, its source for a Content-Security-Policy, and itself as a part of a deflate stream. */
export interface StyleSheet {
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly packed: Buffer;
}

/** Sheets are what the build left, so they are few: what is made of one is made once. */
const made = new Map<string, Pick<StyleSheet, 'source' | 'packed'>>();

/**
 * SvelteKit's own hashing sends each sheet to another thread, which costs more than the rest of a page (0.7 ms), and packing it is half of packing
 * a page. A head holds no word of anybody's but its escaped title.
 */
export const styleSheetsOf = (html: string): StyleSheet[] =>
  [...html.slice(0, Math.max(html.indexOf('</head>'), 0)).matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(({ 0: tag, 1: sheet = '', index }) => ({
    from: index,
    to: index + tag.length,
    ...(made.get(tag) ?? make(tag, sheet)),
  }));

function make(tag: string, sheet: string): Pick<StyleSheet, 'source' | 'packed'> {
  const one = { source: `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`, packed: deflateRawSync(tag, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }) };
  made.set(tag, one);
  return one;
}
