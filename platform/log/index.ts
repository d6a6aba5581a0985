import { randomUUID } from 'node:crypto';

/**
 * Writes a bug to the error stream under an id that the person sees too, and returns the id.
 * Only the error goes in: never what was typed, never a name, phone or code.
 */
export function logBug(error: unknown, where: string): string {
  const id = randomUUID().slice(0, 8);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  // PostgreSQL repeats row values in `detail`, which is left out; its message names the constraint only
  process.stderr.write(`${JSON.stringify({ id, where, error: name, message: message.slice(0, 300), stack: stack?.split('\n').slice(1, 12) })}\n`);
  return id;
}
