import { parse } from 'csv-parse';
import { readCell, unreadable } from './cell-rules.ts';
import { shownValue, type Finding, type Rule } from './findings.ts';
import { csvOptions, isBlank, isCsvError, PackageFault, type FilePlan, type Package } from './read-package.ts';

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** How many faults its cells have. */
  readonly faults: number;
  /** Warnings about its cells: they go along with the row until it is known whose it is. */
  readonly odd: readonly Finding[];
  readonly cells: Readonly<Record<string, string | null>>;
}

/**
 * One file's rows, each cell read by its rule, as a stream: memory does not grow with the file. Faults are given to
 * `found` as they arise, and all there is to say of rows that are not given on: those without a sourcedId, and deleted ones. Passwords are never looked at.
 */
export async function* readRows(bundle: Package, plan: FilePlan, found: (finding: Finding) => void): AsyncGenerator<Row> {
  const file = `${plan.shape.name}.csv`;
  const source = bundle.zip.read(file);
  const parser = source.pipe(parse(csvOptions));
  source.on('error', (error) => parser.destroy(error));
  const lists = plan.places.filter(({ column }) => column.check === 'ids');
  let row = 0;
  let size = 0; // rows, and what their lists name beyond the first: of a few megabytes, millions of links
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      size++;
      for (const { place } of lists) size += (record[place] ?? '').split(',').length - 1;
      row++;
      if (size > bundle.rowsAtMost) throw new PackageFault('too-many-rows', file, row);
      if (row === 1 || isBlank(record)) continue;
      const read = readRecord(bundle, plan, file, row, record, found);
      if (read) yield read;
    }
  } catch (error) {
    if (isCsvError(error)) throw new PackageFault('not-csv', file, row + 1);
    throw error;
  } finally {
    source.destroy();
  }
}

function readRecord(bundle: Package, plan: FilePlan, file: string, row: number, record: string[], found: (finding: Finding) => void): Row | undefined {
  const { version } = bundle;
  const cells: Record<string, string | null> = {};
  const said: Finding[] = [];
  let deleted = false;
  const key = record[plan.places.find(({ column }) => column.to === 'source_id')?.place ?? -1]?.trim() ?? '';
  const say = (severity: Finding['severity'], rule: Rule, column: string, value: string | null) => {
    said.push({ severity, file, row, column, value: value === null ? null : shownValue(column, value), rule, key });
  };
  if (record.length !== plan.width) say(version === '1.2' ? 'fault' : 'warning', 'cell-count', '', String(record.length));
  for (const { place, column, heading } of plan.places) {
    const cell = record[place] ?? '';
    const needed = column.needed?.includes(version) === true;
    if (column.name === 'status' || column.name === 'dateLastModified') {
      if (cell.trim() === '') continue;
      if (version === '1.2') say('fault', 'bulk-blank', heading, cell);
      else if (column.name === 'status' && cell.trim() !== 'active') deleted = true;
      continue;
    }
    if (!column.to && !column.check) continue;
    if (column.to) cells[column.to] = null;
    if (cell.trim() === '') {
      if (needed) say('fault', 'needed', heading, null);
      continue;
    }
    const spoilt = unreadable(cell);
    const read = spoilt ? { rule: spoilt } : readCell(column.check, cell);
    if ('rule' in read) say(needed ? 'fault' : 'warning', read.rule, heading, cell);
    else if (column.to) cells[column.to] = read.value;
  }
  compareCells(plan, cells, say);
  if (deleted) {
    say('warning', 'row-deleted', 'status', null);
  }
  if (deleted || !cells['source_id']) {
    said.forEach(found);
    return undefined;
  }
  const faults = said.filter(({ severity }) => severity === 'fault');
  faults.forEach(found);
  return { row, faults: faults.length, odd: said.filter(({ severity }) => severity === 'warning'), cells };
}

/** What only two cells together can break. */
function compareCells(plan: FilePlan, cells: Record<string, string | null>, say: (severity: Finding['severity'], rule: Rule, column: string, value: string | null) => void) {
  const before = (first: string, second: string) => Boolean(cells[first] && cells[second] && cells[second] < cells[first]);
  if (plan.shape.name === 'academicSessions' && before('first_day', 'last_day')) say('fault', 'days-in-wrong-order', 'endDate', cells['last_day'] ?? null);
  if (plan.shape.name === 'users' && cells['relation'] && cells['relation'].split(',').length !== (cells['agents'] ?? '').split(',').length) {
    say('warning', 'list-of-other-length', 'metadata.relation', cells['relation']);
    cells['relation'] = null;
  }
}
