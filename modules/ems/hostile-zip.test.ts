import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aSchool, textsOf, zipOf } from '../../tests/bundle.ts';
import { PackageFault, zipLimits } from './open-zip.ts';
import { readPackage } from './read-package.ts';
import { readRows } from './read-rows.ts';

const good = textsOf(aSchool({ id: 'z', pupils: 2 }));

/** The rule that a package breaks, read to its end as an import would. */
async function ruleOf(path: string, limits = zipLimits): Promise<string> {
  try {
    const bundle = await readPackage(path, limits);
    try {
      for (const plan of bundle.files.values()) for await (const row of readRows(bundle, plan, () => undefined)) expect(row.row).toBeGreaterThan(1);
    } finally {
      bundle.zip.close();
    }
    return bundle.findings.find(({ severity }) => severity === 'fault')?.rule ?? 'none';
  } catch (error) {
    if (error instanceof PackageFault) return error.finding.rule;
    throw error;
  }
}
/** The same zip with every occurrence of some bytes changed: yazl itself writes no bad zips. */
async function patched(texts: Readonly<Record<string, string | Buffer>>, change: (zip: Buffer) => void): Promise<string> {
  const path = await zipOf(texts);
  const zip = readFileSync(path);
  change(zip);
  writeFileSync(path, zip);
  return path;
}
const eachEntry = (zip: Buffer, change: (at: number, name: string) => void) => {
  const mark = Buffer.from([0x50, 0x4b, 1, 2]);
  for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 4)) change(at, zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString());
};
const rename = (from: string, to: string) => (zip: Buffer) => {
  for (let at = zip.indexOf(from); at >= 0; at = zip.indexOf(from, at + 1)) zip.write(to, at);
};

test('a good bundle breaks no rule', async () => {
  expect(await ruleOf(await zipOf(good))).toBe('none');
});
test('nor does one whose manifest has rows that a spreadsheet left blank', async () => {
  expect(await ruleOf(await zipOf({ ...good, 'manifest.csv': `${good['manifest.csv'] ?? ''},\n , \n` }))).toBe('none');
});
test('a thousand entries are refused before one is read', async () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}.csv`, 'a']));
  expect(await ruleOf(await zipOf({ ...good, ...many }))).toBe('too-many-entries');
});
test.for([['../sers.csv'], ['/users.csv'], ['a/users.csv'], ['a\\users.csv'], ['C:users.csv'], ['.users.csvx']] as const)('an entry called %s is outside', async ([name]) => {
  const stand = 'x'.repeat(name.length);
  expect(await ruleOf(await patched({ ...good, [stand]: 'a' }, rename(stand, name)))).toBe('entry-outside');
});
test('a link is refused', async () => {
  const path = await patched(good, (zip) => {
    eachEntry(zip, (at, name) => {
      if (name === 'users.csv') zip.writeUInt32LE((0o120777 << 16) >>> 0, at + 38);
    });
  });
  expect(await ruleOf(path)).toBe('entry-is-link');
});
test('an encrypted entry is refused', async () => {
  const path = await patched(good, (zip) => {
    eachEntry(zip, (at) => zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 1, at + 8));
  });
  expect(await ruleOf(path)).toBe('entry-encrypted');
});
test.for([
  ['less', -10],
  ['more', 10],
] as const)('an entry that declares %s than it holds is refused', async ([, by]) => {
  const path = await patched(good, (zip) => {
    eachEntry(zip, (at, name) => {
      if (name === 'users.csv') zip.writeUInt32LE(zip.readUInt32LE(at + 24) + by, at + 24);
    });
  });
  expect(await ruleOf(path)).toBe('entry-lies-about-size');
});
test('an entry whose bytes were changed is refused', async () => {
  const path = await patched(good, (zip) => {
    eachEntry(zip, (at, name) => {
      if (name === 'users.csv') zip.writeUInt32LE(12345, at + 16);
    });
  });
  expect(await ruleOf(path)).toBe('entry-lies-about-size');
});
test('the same name twice is refused', async () => {
  expect(await ruleOf(await patched({ ...good, 'userz.csv': 'a' }, rename('userz.csv', 'users.csv')))).toBe('entry-twice');
});
test('a bomb is refused by how tightly it is packed', async () => {
  expect(await ruleOf(await zipOf({ ...good, 'results.csv': Buffer.alloc(30 * 1024 ** 2) }))).toBe('packed-too-tightly');
});
test('sizes have limits, for one entry and for all', async () => {
  const path = await zipOf(good);
  expect(await ruleOf(path, { ...zipLimits, entryBytes: 100 })).toBe('entry-too-large');
  expect(await ruleOf(path, { ...zipLimits, totalBytes: 1000 })).toBe('package-too-large');
});
test('rows have a limit too, those without a sourcedId and blank ones counted', async () => {
  const path = await zipOf({ ...good, 'users.csv': `${good['users.csv'] ?? ''}${'a\n,\n'.repeat(500)}` });
  expect(await ruleOf(path, { ...zipLimits, rows: 2000 })).toBe('none');
  expect(await ruleOf(path, { ...zipLimits, rows: 900 })).toBe('too-many-rows');
});
test('what its rows list counts as rows do: a thousand guardians beside each of a thousand children are a million links', async () => {
  const files = aSchool({ id: 'z', pupils: 2 });
  const users = (files['users'] ?? []).map((user) => ({ ...user, agentSourcedIds: Array(100).fill('g').join(',') }));
  const path = await zipOf(textsOf({ ...files, users }));
  expect(await ruleOf(path, { ...zipLimits, rows: 100 * users.length + 1 })).toBe('none');
  expect(await ruleOf(path, { ...zipLimits, rows: 100 * users.length })).toBe('too-many-rows');
});
test('what is no zip, or half of one, is refused', async () => {
  const path = await zipOf(good);
  writeFileSync(path, readFileSync(path).subarray(0, 600));
  expect(await ruleOf(path)).toBe('not-a-zip');
  writeFileSync(path, 'hello');
  expect(await ruleOf(path)).toBe('not-a-zip');
});
test('a table or a workbook in the place of a bundle is called what it is', async () => {
  const path = await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
  expect(await ruleOf(path)).toBe('sent-a-workbook');
  writeFileSync(path, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  expect(await ruleOf(path)).toBe('sent-a-workbook');
  writeFileSync(path, '\uFEFFclass,weekday,period\n7а,1,1\n');
  expect(await ruleOf(path)).toBe('sent-a-table');
});
test.for([['1.2'], ['1.1']] as const)('a header of tens of thousands of columns holds nobody up in version %s', async ([version]) => {
  const columns = Array.from({ length: 40_000 }, (_, index) => `,${index.toString(36)}`).join('');
  const wide = Object.fromEntries(
    Object.entries(good).map(([name, text]) => [
      name,
      text.replace(name === 'manifest.csv' ? /(?<=oneroster.version,).*/ : '\n', name === 'manifest.csv' ? version : `${columns}\n`),
    ]),
  );
  const path = await zipOf(wide);
  const before = performance.now();
  expect(await ruleOf(path)).not.toBe('none');
  expect(performance.now() - before).toBeLessThan(20_000);
});
test('a quote that never ends does not fill the memory', async () => {
  expect(await ruleOf(await zipOf({ ...good, 'classes.csv': `${good['classes.csv'] ?? ''}"${'а'.repeat(300_000)}` }))).toBe('not-csv');
});

test.for([
  ['manifest-missing', { 'manifest.csv': undefined }],
  ['property-missing', { 'manifest.csv': good['manifest.csv']?.replace('file.orgs,bulk\n', '') }],
  ['property-twice', { 'manifest.csv': `${good['manifest.csv'] ?? ''}file.orgs,bulk\n` }],
  ['property-unknown', { 'manifest.csv': `${good['manifest.csv'] ?? ''}file.lunches,absent\n` }],
  ['property-value', { 'manifest.csv': good['manifest.csv']?.replace('file.results,absent', 'file.results,') }],
  ['property-value', { 'manifest.csv': good['manifest.csv']?.replace(/(?<=source.systemCode,).*/, 'khamtdaa') }],
  ['delta-not-accepted', { 'manifest.csv': good['manifest.csv']?.replace('file.users,bulk', 'file.users,delta') }],
  ['file-missing', { 'courses.csv': undefined }],
  ['file-not-announced', { 'results.csv': 'sourcedId\n' }],
  ['file-unknown', { 'lunches.csv': 'sourcedId\n' }],
  ['header-differs', { 'orgs.csv': good['orgs.csv']?.replace('name,type', 'type,name') }],
  ['header-differs', { 'orgs.csv': good['orgs.csv']?.replace('metadata.areaCode', 'areaCode') }],
  ['not-commas', { 'orgs.csv': good['orgs.csv']?.replaceAll(',', ';') }],
  ['not-commas', { 'manifest.csv': good['manifest.csv']?.replaceAll(',', '\t') }],
  ['column-twice', { 'orgs.csv': good['orgs.csv']?.replace('metadata.areaCode', 'metadata.areaCode,metadata.areaCode') }],
] as const)('%s', async ([rule, change]) => {
  const texts = Object.fromEntries(Object.entries({ ...good, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  expect(await ruleOf(await zipOf(texts))).toBe(rule);
});
