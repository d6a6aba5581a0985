import { expect, test } from 'vitest';
import { z } from 'zod';
import { cut, SEES, unmarkedFields } from './audience.ts';

const Pupil = z.object({
  name: z.string().meta({ audience: 'family' }),
  birthDate: z.string().nullable().meta({ audience: 'sensitive' }),
  seat: z.number().optional().meta({ audience: 'school' }),
});
const Class = z.object({ title: z.string().meta({ audience: 'public' }), pupils: z.array(Pupil).meta({ audience: 'family' }), forgotten: z.string() });
const value = { title: '6а', pupils: [{ name: 'Н.Болд', birthDate: '2015-03-09', seat: 4 }], forgotten: 'x' };

test('a field without a mark is named, and is cut for everybody', () => {
  expect(unmarkedFields(Class)).toEqual(['.forgotten']);
  expect(cut(Class, value, ['public', 'family', 'school', 'sensitive'])).not.toHaveProperty('forgotten');
});

test('each viewer gets what is marked for them, at every depth', () => {
  expect(cut(Class, value, SEES.anyone)).toEqual({ title: '6а' });
  expect(cut(Class, value, SEES.family)).toEqual({ title: '6а', pupils: [{ name: 'Н.Болд' }] });
  expect(cut(Class, value, SEES.staff)).toEqual({ title: '6а', pupils: [{ name: 'Н.Болд', seat: 4 }] });
});
