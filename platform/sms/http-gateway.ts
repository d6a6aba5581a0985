import type { Sms } from './sms.ts';

const PATIENCE = 15_000;
const LONGEST_ANSWER = 64 * 1024;

/**
 * A gateway of Mongolia's common kind: GET url?from=&to=&text= with the key in x-api-key, `to` an eight-digit national number.
 * Numbers abroad keep their country code. The answer's first `id`, `message_id` or `Message ID` is taken as the message's own.
 * @throws when the gateway cannot be reached in time, answers anything but 2xx, or says in its answer that it failed
 */
export function httpGateway(settings: { url: string; key: string; from: string }, patience = PATIENCE): Sms {
  return {
    kind: 'gateway',
    async send(number, text) {
      const url = new URL(settings.url);
      url.searchParams.set('from', settings.from);
      url.searchParams.set('to', number.replace(/^\+976/, '').replace(/^\+/, '00'));
      url.searchParams.set('text', text);
      const response = await fetch(url, { headers: { 'x-api-key': settings.key }, redirect: 'error', signal: AbortSignal.timeout(patience) });
      const answer = await shortText(response);
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`); // its text could repeat ours
      if (/"(?:result|status)"\s*:\s*"?(?:fail|error|reject)|"success"\s*:\s*false/i.test(answer)) throw new Error('the SMS gateway refused the message');
      return /"(?:message[ _]?)?id"\s*:\s*"?([^",}]+)/i.exec(answer)?.[1]?.trim() ?? '';
    },
  };
}

async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > LONGEST_ANSWER) throw new Error('the answer of the SMS gateway is too long');
  }
  return text;
}
