import type { DemoPerson } from '../../database/demo/people.ts';

/** A browser reduced to its cookies and its forms: for arranging what a page needs before anybody can look at it. */
export class PlainVisitor {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  constructor(address: string) {
    this.#address = address;
  }
  /** As the header has them. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  get(path: string): Promise<Response> {
    return this.#fetch(path, {});
  }
  /** Sends a form and stays where it is: what the answer says and where it leads is the caller's to read. */
  send(path: string, fields: Readonly<Record<string, string>> | FormData = {}): Promise<Response> {
    return this.#fetch(path, { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields) });
  }
  /** A step that has to lead on: to another page, or as `to` says. */
  async step(path: string, fields: Readonly<Record<string, string>> | FormData, to?: string): Promise<string> {
    const answer = await this.send(path, fields);
    const location = answer.headers.get('location');
    if (answer.status !== 303 || location === null || (to !== undefined && !location.startsWith(to))) throw new Error(`${path} answered ${answer.status} ${location ?? ''}`);
    return location;
  }
  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(this.#address + path, { ...init, redirect: 'manual', headers: { origin: this.#address, accept: 'text/html', cookie: this.cookies } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** One of the twelve, and the page on which they land. */
export async function plainVisitorAs(address: string, person: DemoPerson): Promise<{ visitor: PlainVisitor; lands: string }> {
  const visitor = new PlainVisitor(address);
  return { visitor, lands: await visitor.step('/demo/sign-in', { person }) };
}
