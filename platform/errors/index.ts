import type { z } from 'zod';

/**
 * The one class that use cases throw when they refuse. The portal turns it into a page or a form that keeps what was
 * typed, the API into application/problem+json; anything else thrown is a bug.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  /** Field path to the code of what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the person needs to go on: the other version, the seconds to wait. */
  readonly detail: unknown;
  constructor(code: string, status: number, more: { fields?: Record<string, string>; detail?: unknown } = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.fields = more.fields ?? {};
    this.detail = more.detail;
  }
}

export const isRefusal = (thrown: unknown): thrown is Refusal => thrown instanceof Refusal;
export const notFound = (code = 'not-found'): never => {
  throw new Refusal(code, 404);
};
/** Staff are told which right is missing; guardians and the public are told `notFound`. */
export const forbid = (right: string): never => {
  throw new Refusal(`may-not-${right}`, 403);
};
export const conflict = (code: string, detail?: unknown): never => {
  throw new Refusal(code, 409, { detail });
};
export const refuse = (code: string, more: { fields?: Record<string, string>; detail?: unknown } = {}): never => {
  throw new Refusal(code, 422, more);
};
export const slowDown = (code: string, waitSeconds: number): never => {
  throw new Refusal(code, 429, { detail: { waitSeconds } });
};

/** The input in the contract's shape, or a refusal that names each field. A schema's own message is a refusal code. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  if (holdsNul(input)) throw new Refusal('invalid-input', 422);
  const checked = schema.safeParse(input);
  if (checked.success) return checked.data;
  const fields: Record<string, string> = {};
  for (const { path, code, message } of checked.error.issues) fields[path.join('.')] ??= /^[a-z]+(-[a-z]+)+$/.test(message) ? message : code.replaceAll('_', '-');
  throw new Refusal('invalid-input', 422, { fields });
}

/** U+0000 is text to JavaScript and to JSON, and none to PostgreSQL. */
function holdsNul(input: unknown): boolean {
  if (typeof input === 'string') return input.includes('\0');
  return typeof input === 'object' && input !== null && !ArrayBuffer.isView(input) && Object.values(input).some(holdsNul);
}

/** Why a start failed, as a code that platform/failures says in the operator's language. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  readonly code: StartProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: StartProblemCode, facts: Record<string, string | number> = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}
export type StartProblemCode =
  | 'another-server'
  | 'port-in-use'
  | 'disk-full'
  | 'folder-broken'
  | 'folder-not-writable'
  | 'database-unreachable'
  | 'database-refuses'
  | 'database-too-old'
  | 'database-newer'
  | 'role-too-strong'
  | 'owner-held-by-wall'
  | 'wrong-secret'
  | 'setting-wrong'
  | 'demo-on-network'
  | 'public-url-missing'
  | 'not-started'
  | 'clock-of-real'
  | 'no-binaries';
