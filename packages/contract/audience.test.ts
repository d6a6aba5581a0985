import { expect, test } from 'vitest';
import { z } from 'zod';
import { audiences, cut, SEES, unmarkedFields } from './audience.ts';

const Pupil = z.object({
  name: z.string().meta({ audience: 'family' }),
  birthDate: z.string().nullable().meta({ audience: 'sensitive' }),
  seat: z.number().optional().meta({ audience: 'school' }),
});
const Class = z.object({ title: z.string().meta({ audience: 'public' }), pupils: z.array(Pupil).meta({ audience: 'family' }), forgotten: z.string() });
const value = { title: '6а', pupils: [{ name: 'Н.Болд', birthDate: '2015-03-09', seat: 4 }], forgotten: 'x' };

test('a field without a mark is named, and is cut for everybody', () => {
  expect(unmarkedFields(Class)).toEqual(['.forgotten']);
  expect(cut(Class, value, audiences)).not.toHaveProperty('forgotten');
});

test('each viewer gets what is marked for them, at every depth', () => {
  expect(cut(Class, value, SEES.anyone)).toEqual({ title: '6а' });
  expect(cut(Class, value, SEES.family)).toEqual({ title: '6а', pupils: [{ name: 'Н.Болд' }] });
  expect(cut(Class, value, SEES.staff)).toEqual({ title: '6а', pupils: [{ name: 'Н.Болд', seat: 4 }] });
});

test('a shape that takes whatever it is given is named like a field without a mark', () => {
  const loose = { audience: 'public' } as const;
  expect(unmarkedFields(z.object({ anything: z.unknown().meta(loose), list: z.array(z.any()).meta(loose) }))).toEqual(['.anything', '.list[]']);
});

test('a shape that is not walked is named too: what it holds would go uncut', () => {
  const mark = { audience: 'public' } as const;
  const changed = Pupil.transform((pupil) => pupil.birthDate);
  expect(unmarkedFields(z.object({ pair: z.tuple([Pupil, Pupil]).meta(mark), both: z.intersection(Pupil, Class).meta(mark), changed: changed.meta(mark) }))).toEqual([
    '.pair',
    '.both',
    '.changed',
  ]);
});

test('of a union each shape is cut as what it is, and what fits none goes', () => {
  const mark = { audience: 'public' } as const;
  const Next = z.discriminatedUnion('next', [
    z.object({ next: z.literal('in').meta(mark), token: z.string().meta({ audience: 'sensitive' }) }),
    z.object({ next: z.literal('wait').meta(mark), seconds: z.number().meta(mark) }),
  ]);
  expect(cut(Next, { next: 'in', token: 'secret' }, SEES.anyone)).toEqual({ next: 'in' });
  expect(cut(Next, { next: 'in', token: 'secret' }, SEES.oneself)).toEqual({ next: 'in', token: 'secret' });
  expect(cut(Next, { next: 'wait', seconds: 3, more: 'x' } as never, SEES.anyone)).toEqual({ next: 'wait', seconds: 3 });
  expect(cut(Next, { token: 'secret' } as never, SEES.oneself)).toBeUndefined();
});

test('nothing stays nothing, and what the schema does not know goes', () => {
  const Known = z.object({ day: z.date().nullable().meta({ audience: 'public' }), counts: z.record(z.string(), z.number()).meta({ audience: 'public' }) });
  const at = new Date(0);
  expect(cut(Known.nullable(), null, SEES.anyone)).toBeNull();
  expect(cut(Known, { day: at, counts: { a: 1 }, extra: 1 } as never, SEES.anyone)).toEqual({ day: at, counts: { a: 1 } });
});
