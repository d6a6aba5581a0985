import { UPLOAD_AT_MOST, UPLOAD_FRAME } from '@khamtdaa/contract/ems';
import { chooseLanguage, LANGUAGE_COOKIE, refusalText } from '@khamtdaa/i18n';
import type { FastifyRequest } from 'fastify';

/** What a form without a file can be, pages and API alike. */
export const TYPED_AT_MOST = 256 * 1024;
/** What the pages read at all: one bundle with the frame of its form. */
export const SENT_AT_MOST = UPLOAD_AT_MOST.bundle + UPLOAD_FRAME;

/** A form is read into memory. Only the page that takes files, which asks for the right to send them before it reads, is spared; every browser says how much it sends. */
export function sentTooMuch({ headers, url }: Pick<FastifyRequest, 'headers' | 'url'>): boolean {
  const bytes = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
  return bytes > TYPED_AT_MOST && (bytes === Infinity || url.split('?')[0] !== '/exchange');
}

/** A refusal said without a page, where nothing of what was sent is read. */
export function plainRefusal({ headers }: Pick<FastifyRequest, 'headers'>, code: string): string {
  const here = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`).exec(headers.cookie ?? '')?.[1];
  return refusalText(chooseLanguage({ here, acceptLanguage: headers['accept-language'] }), code);
}
