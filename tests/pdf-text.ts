import { inflateSync } from 'node:zlib';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const unescaped = (string: string) =>
  string.replaceAll(/\\(?:([0-7]{3})|(.))/gs, (_, octal: string | undefined, letter = '') =>
    octal ? String.fromCharCode(parseInt(octal, 8)) : (ESCAPES[letter as string] ?? (letter as string)),
  );

/** What stands on the paper, run by run as it is drawn. It reads what our own documents are made of, and no other PDF: deflated pages, fonts that say which letters their glyphs are. */
function textsOfPdf(pdf: Buffer): string[] {
  const objects = new Map([...pdf.toString('latin1').matchAll(/(\d+) 0 obj\b(.*?)endobj/gs)].map(([, number = '', body = '']) => [number, body]));
  const streamOf = (number: string) => {
    const [head = '', stream = ''] = (objects.get(number) ?? '').split(/\bstream\r?\n/);
    return head.includes('/FlateDecode') ? inflateSync(Buffer.from(stream, 'latin1'), { finishFlush: 2 }).toString('latin1') : stream;
  };
  const lettersOf = (font: string) => {
    const map = streamOf(/\/ToUnicode (\d+)/.exec(objects.get(font) ?? '')?.[1] ?? '');
    return new Map(
      [...map.matchAll(/<([0-9a-f]{4})>\s*<([0-9a-f]+)>$/gim)].map(([, glyph = '', letters = '']) => [
        glyph.toLowerCase(),
        Buffer.from(letters, 'hex').swap16().toString('utf16le'),
      ]),
    );
  };
  return [...objects.values()].flatMap((page) => {
    if (!/\/Type \/Page\b(?!s)/.test(page)) return [];
    const fonts = new Map([...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', number = '']) => [name, lettersOf(number)]));
    return runsOf(streamOf(/\/Contents (\d+)/.exec(page)?.[1] ?? ''), fonts);
  });
}

function runsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const runs: string[] = [];
  let letters: ReadonlyMap<string, string> | undefined;
  let run = '';
  for (const [token, font, string] of content.matchAll(/\/(f\d+) \S+ Tf|\(((?:\\.|[^\\()])*)\)|\bET\b/gs)) {
    if (font !== undefined) letters = fonts.get(font);
    else if (string !== undefined) run += [...Buffer.from(unescaped(string), 'latin1').toString('hex').matchAll(/.{4}/g)].map(([glyph]) => letters?.get(glyph) ?? '').join('');
    else if (token === 'ET') {
      runs.push(run);
      run = '';
    }
  }
  return runs;
}

/** The two codes of each letter, letter by letter. */
export const letterCodesIn = (pdf: Buffer): string[] =>
  textsOfPdf(pdf)
    .filter((text) => /^\d{4} \d{4} \d{4}$/.test(text.trim()))
    .map((text) => text.replaceAll(/\D/g, ''));
