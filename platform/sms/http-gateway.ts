import type { Sms } from './index.ts';

const PATIENCE = 15_000;

/**
 * A gateway of Mongolia's common kind: GET url?from=&to=&text= with the key in x-api-key, `to` an eight-digit national number.
 * Numbers abroad keep their country code. The answer's first `id` or `message_id` is taken as the message's own.
 */
export function httpGateway(settings: { url: string; key: string; from: string }): Sms {
  return {
    kind: 'gateway',
    async send(number, text) {
      const url = new URL(settings.url);
      url.searchParams.set('from', settings.from);
      url.searchParams.set('to', number.replace(/^\+976/, '').replace(/^\+/, '00'));
      url.searchParams.set('text', text);
      const response = await fetch(url, { headers: { 'x-api-key': settings.key }, signal: AbortSignal.timeout(PATIENCE) });
      const answer = await response.text();
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`); // its text could repeat ours
      return /"(?:message_?)?id"\s*:\s*"?([^",}]+)/i.exec(answer)?.[1]?.trim() ?? '';
    },
  };
}
