import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A piece of a page that many share, made once: its bytes, the same as a part of a deflate stream, and the sources of its style sheets for a Content-Security-Policy. */
interface Piece {
  readonly bytes: Buffer;
  readonly packed: Buffer;
  readonly styles: readonly string[];
}

/** A page as SvelteKit rendered it: its head in pieces, its body, and the check of all its bytes (CRC-32). */
export interface FinishedPage {
  readonly head: readonly Piece[];
  readonly body: Buffer;
  readonly length: number;
  readonly check: number;
}

const HELD_AT_MOST = 500; // a title may hold a name, so pieces of the first kind have no end
const held = new Map<string, Piece>();

/** Cut before the style sheets, which are the same for all who open a page, and behind the head. */
export function finishedPage(html: string): FinishedPage {
  const end = Math.max(html.indexOf('</head>'), 0);
  const sheets = Math.max(html.slice(0, end).indexOf('<style'), 0);
  const head = [pieceOf(html.slice(0, sheets)), pieceOf(html.slice(sheets, end))];
  const body = Buffer.from(html.slice(end));
  const all = [...head.map(({ bytes }) => bytes), body];
  return { head, body, length: all.reduce((sum, { length }) => sum + length, 0), check: all.reduce((check, bytes) => crc32(bytes, check), 0) };
}

/** SvelteKit makes a page's ETag by walking over its text, for 0.05 ms: it gets this instead, which is another whenever the page is. */
export const markOf = ({ length, check }: FinishedPage): string => `${length}-${check}`;

function pieceOf(text: string): Piece {
  const known = held.get(text);
  if (known) return known;
  // SvelteKit lists for its script the sheets that it wrote into the page; where there is no script nobody reads that list
  const bytes = Buffer.from(text.includes('modulepreload') ? text : text.replaceAll(/\s*<link [^>]* disabled [^>]*>/g, ''));
  // SvelteKit's own hashing sends each sheet to another thread, which costs more than the rest of a page
  const sources = [...text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, sheet = '']) => `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`);
  const piece = { bytes, packed: deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }), styles: sources };
  if (held.size >= HELD_AT_MOST) held.clear();
  held.set(Buffer.from(text).toString(), piece); // a slice as key would hold on to its whole page
  return piece;
}
