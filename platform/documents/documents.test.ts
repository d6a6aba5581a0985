import { expect, test } from 'vitest';
import { makePdf } from './index.ts';

const LAYOUT = `#let data = json(bytes(sys.inputs.data))
#set text(font: "PT Sans")
#for name in data.names [#page(name)]`;
const pagesOf = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;

test('a layout that does not set is told, with its place', async () => {
  await expect(makePdf('#nothing-of-this-name', {})).rejects.toThrow('unknown variable');
});
test('what a person typed is text, never markup', async () => {
  const pdf = await makePdf(LAYOUT, { names: ['#panic("no")', '$ x', '*Өнөр Үүл', 'Қанат Әлем'] });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pagesOf(pdf)).toBe(4);
});
test('its letters are in its own font', async () => {
  const pdf = await makePdf(LAYOUT, { names: ['ӨөҮүӘәҒғҚқҢңҰұҺһІі'] });
  const fonts = new Set([...pdf.toString('latin1').matchAll(/\/BaseFont\s*\/[A-Z]{6}\+([\w-]+)/g)].map((found) => found[1]));
  expect([...fonts]).toEqual([expect.stringMatching(/PTSans/)]);
});
