import { parse, type CsvError } from 'csv-parse';
import { catalogue, shapeOf, shapes, strictHeader, userProfilesHeader, type FileShape, type StagedFile, type Version } from './bundle-shape.ts';
import { shownValue, type Finding, type Rule } from './findings.ts';
import { openZip, PackageFault, zipLimits, type OpenZip, type ZipLimits } from './open-zip.ts';

/** Where each column that somebody reads stands in a file's rows. */
export interface FilePlan {
  readonly shape: FileShape;
  readonly width: number;
  readonly places: readonly { readonly place: number; readonly column: FileShape['columns'][number]; readonly heading: string }[];
}
export interface Package {
  readonly zip: OpenZip;
  readonly version: Version;
  readonly source: string;
  readonly files: ReadonlyMap<StagedFile, FilePlan>;
  readonly findings: readonly Finding[];
  /** Whether the whole is refused. */
  readonly refused: boolean;
  readonly rowsAtMost: number;
}

const RECORD_AT_MOST = 200_000;
/** The one set of CSV rules for every file: RFC 4180, a BOM allowed, cells counted by us. */
export const csvOptions = { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_AT_MOST, info: false } as const;

/** Whether a header has its names in one cell: spreadsheets separate by semicolons or tabs where a comma stands in numbers. */
export const isWithoutCommas = (header: readonly string[]): boolean => header.length === 1 && /[;\t]/.test(header[0] ?? '');

/** A spreadsheet writes commas for rows whose cells were emptied: they say nothing, and count as rows. */
export const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === '');

export const isCsvError = (error: unknown): error is CsvError => error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

async function readRecords(zip: OpenZip, name: string, atMost: number): Promise<string[][]> {
  const records: string[][] = [];
  const source = zip.read(name);
  const parser = source.pipe(parse(csvOptions));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of parser as AsyncIterable<string[]>) if (records.push(record) >= atMost) break;
  } finally {
    source.destroy();
  }
  return records;
}

/** Opens the zip and judges the whole: entries, manifest, headers. Rows are read later, one by one. Close `zip` when done. */
export async function readPackage(path: string, limits: ZipLimits = zipLimits): Promise<Package> {
  const zip = await openZip(path, limits);
  try {
    return { ...(await judge(zip)), rowsAtMost: limits.rows };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function judge(zip: OpenZip): Promise<Omit<Package, 'rowsAtMost'>> {
  const findings: Finding[] = [];
  const fault = (rule: Rule, file: string, row = 0, column = '', value: string | null = null) =>
    findings.push({ severity: 'fault', file, row, column, value: value === null ? null : shownValue(column, value), rule });
  const warn = (rule: Rule, file: string, column = '') => findings.push({ severity: 'warning', file, row: column ? 1 : 0, column, value: null, rule });

  const { properties, version } = await readManifest(zip, fault);
  const known = new Set<string>(catalogue[version].map((name) => `${name}.csv`));
  for (const name of zip.names) if (name !== 'manifest.csv' && !known.has(name)) fault('file-unknown', name);

  const files = new Map<StagedFile, FilePlan>();
  for (const name of catalogue[version]) {
    const file = `${name}.csv`;
    const mode = properties?.get(`file.${name}`);
    const present = zip.has(file);
    if (mode === 'bulk' && !present) fault('file-missing', file);
    if (mode === 'absent' && present) fault('file-not-announced', file);
    if (mode === 'delta') fault('delta-not-accepted', file);
    if (!present) continue;
    const shape = shapeOf(name);
    if (!shape) {
      if (name === 'userProfiles') await checkHeader(zip, file, userProfilesHeader, fault);
      warn('file-left-out', file);
      continue;
    }
    const plan = await planOf(zip, shape, version, fault, warn);
    if (plan) files.set(shape.name, plan);
  }
  for (const { name } of shapes) if (properties && isNeeded(name, version) && !zip.has(`${name}.csv`)) fault('file-missing', `${name}.csv`);
  const said = new Set<string>(); // a header may have a hundred thousand columns to be said something of
  const unique = findings.filter((finding) => said.size < said.add(placeOf(finding)).size);
  return { zip, version, source: sourceOf(properties), files, findings: unique, refused: unique.some(({ severity }) => severity === 'fault') };
}

const placeOf = ({ rule, file, row, column }: Finding) => JSON.stringify([rule, file, row, column]);

/** Bulk is the whole truth, so what a school consists of has to be there; days of birth may come another time. */
const isNeeded = (name: StagedFile, version: Version) => name !== 'demographics' && (version === '1.2' || name !== 'roles');

const SOURCE_NAMES = ['source.systemCode', 'source.systemName'];
/** What was not brought by a bundle calls itself these: an office's posting, a phone of a letter. */
const OWN_SOURCES = ['khamtdaa', 'letter', 'delegation'];
const sourceOf = (properties: ReadonlyMap<string, string> | undefined) =>
  SOURCE_NAMES.map((name) => properties?.get(name)?.trim() ?? '')
    .find((text) => text !== '' && text !== 'absent')
    ?.slice(0, 80) ?? 'ems';

type Fault = (rule: Rule, file: string, row?: number, column?: string, value?: string | null) => void;

async function readManifest(zip: OpenZip, fault: Fault): Promise<{ properties: Map<string, string> | undefined; version: Version }> {
  const file = 'manifest.csv';
  if (!zip.has(file)) {
    fault('manifest-missing', file);
    return { properties: undefined, version: '1.2' };
  }
  let rows: string[][];
  try {
    rows = await readRecords(zip, file, 200);
  } catch (error) {
    if (!isCsvError(error)) throw error;
    fault('manifest-unreadable', file);
    return { properties: undefined, version: '1.2' };
  }
  const [header, ...lines] = rows;
  if (header && isWithoutCommas(header)) {
    fault('not-commas', file, 1);
    return { properties: undefined, version: '1.2' };
  }
  if (header?.join() !== 'propertyName,value') fault('header-differs', file, 1);
  const properties = new Map<string, string>();
  lines.forEach(([name = '', value = ''], index) => {
    if (isBlank([name, value])) return;
    if (properties.has(name)) fault('property-twice', file, index + 2, name, value);
    else properties.set(name, value.trim());
  });
  const announced = properties.get('oneroster.version');
  const version: Version = announced === '1.1' ? '1.1' : '1.2';
  const odd = (name: string, value: string) => {
    fault('property-value', file, lines.findIndex(([other]) => other === name) + 2, name, value);
  };
  const expect = (name: string, allowed: readonly string[]) => {
    const value = properties.get(name);
    if (value === undefined) fault('property-missing', file, 0, name);
    else if (!allowed.includes(value)) odd(name, value);
  };
  for (const name of SOURCE_NAMES) {
    const source = properties.get(name) ?? '';
    if (OWN_SOURCES.includes(source)) odd(name, source);
  }
  expect('manifest.version', ['1.0']);
  expect('oneroster.version', ['1.1', '1.2']);
  for (const name of catalogue[version]) expect(`file.${name}`, ['absent', 'bulk', 'delta']);
  const allowed = new Set(['manifest.version', 'oneroster.version', 'source.systemName', 'source.systemCode', ...catalogue[version].map((name) => `file.${name}`)]);
  lines.forEach(([name = '', value = ''], index) => {
    if (!isBlank([name, value]) && !allowed.has(name)) fault('property-unknown', file, index + 2, name, value);
  });
  return { properties, version };
}

async function headerOf(zip: OpenZip, file: string, fault: Fault): Promise<string[] | undefined> {
  try {
    const header = (await readRecords(zip, file, 1))[0] ?? [];
    if (!isWithoutCommas(header)) return header;
    fault('not-commas', file, 1);
    return undefined;
  } catch (error) {
    if (!isCsvError(error)) throw error;
    fault('not-csv', file, 1);
    return undefined;
  }
}

/** 1.2: the standard's columns in their order, behind them only metadata. Each column that differs is named. */
async function checkHeader(zip: OpenZip, file: string, expected: readonly string[], fault: Fault): Promise<string[] | undefined> {
  const header = await headerOf(zip, file, fault);
  if (!header) return undefined;
  const wrong: [Rule, string, string | null][] = [];
  expected.forEach((name, place) => {
    if (header[place] !== name) wrong.push(['header-differs', name, header[place] ?? '']);
  });
  header.slice(expected.length).forEach((name, place) => {
    if (!/^metadata\.[A-Za-z0-9_.-]{1,100}$/.test(name)) wrong.push(['header-differs', `${expected.length + place + 1}`, name]);
  });
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name)) wrong.push(['column-twice', name, null]);
    seen.add(name);
  }
  for (const [rule, column, value] of wrong) fault(rule, file, 1, column, value);
  return wrong.length > 0 ? undefined : header;
}

type Warn = (rule: Rule, file: string, column?: string) => void;

async function planOf(zip: OpenZip, shape: FileShape, version: Version, fault: Fault, warn: Warn): Promise<FilePlan | undefined> {
  const file = `${shape.name}.csv`;
  const header = version === '1.2' ? await checkHeader(zip, file, strictHeader(shape), fault) : await headerOf(zip, file, fault);
  if (!header) return undefined;
  const columns = shape.columns.filter(({ old }) => version === '1.1' || !old);
  const places: { place: number; column: FileShape['columns'][number]; heading: string }[] = [];
  const seen = new Set<string>();
  header.forEach((heading, place) => {
    const name = heading.trim();
    const column = columns.find((candidate) => candidate.name === name || candidate.before?.includes(name) === true);
    if (!column) {
      if (name !== '') warn('column-unknown', file, name);
      return;
    }
    if (seen.has(column.name)) {
      fault('column-twice', file, 1, column.name);
      return;
    }
    seen.add(column.name);
    if (column.name !== name) warn('column-mapped', file, name);
    places.push({ place, column, heading: name });
  });
  const missing = columns.filter(({ name, needed }) => needed?.includes(version) === true && !seen.has(name));
  for (const { name } of missing) fault('column-missing', file, 1, name);
  return missing.length > 0 ? undefined : { shape, width: header.length, places };
}

export { PackageFault };
