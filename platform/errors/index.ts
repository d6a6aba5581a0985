/** The one class that use cases throw when they refuse; anything else thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  constructor(code: string, status: number, fields: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

export const isRefusal = (thrown: unknown): thrown is Refusal => thrown instanceof Refusal;
export const notFound = (code: string): never => {
  throw new Refusal(code, 404);
};
export const forbid = (right: string): never => {
  throw new Refusal(`forbidden-${right}`, 403);
};
export const refuse = (code: string): never => {
  throw new Refusal(code, 409);
};

