import type { Actor } from '@khamtdaa/modules/accounts';
import { expect, test } from 'vitest';
import { signedIn, type Asking } from './refusals.ts';

const asking = (path: string, postings: readonly { role: string }[]): Asking => {
  const actor = { kind: 'staff', needsSecondFactor: false, postings } as unknown as Actor;
  return { locals: { actor } as App.Locals, url: new URL(path, 'http://localhost'), request: new Request('http://localhost') };
};

test('staff whose postings open no longer are told so in every room of staff, and keep their own pages', () => {
  const saidAt = (path: string) => {
    try {
      return signedIn(asking(path, [])).kind;
    } catch (thrown) {
      return thrown;
    }
  };
  for (const path of ['/teach', '/teach/01990000-0000-7000-8000-000000000000', '/school/people', '/exchange'])
    expect(saidAt(path)).toMatchObject({ status: 403, body: { code: 'nothing-opens' } });
  expect(saidAt('/me/sessions')).toBe('staff');
  expect(signedIn(asking('/teach', [{ role: 'teacher' }])).kind).toBe('staff');
});
