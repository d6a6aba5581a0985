import { TIMETABLE_COLUMNS } from '@khamtdaa/contract/ems';
import { parse } from 'csv-parse/sync';
import { unreadable } from './cell-rules.ts';
import { shownValue, type Finding, type Rule } from './findings.ts';
import { csvOptions, isBlank, isCsvError, isWithoutCommas } from './read-package.ts';
import { HEAD, otherThan } from './what-was-sent.ts';

export const TIMETABLE = 'timetable.csv';
/** A large school has 3,000 lessons a week. Of what is no timetable millions of lines would each be a row with five faults, all held at once. */
const ROWS_AT_MOST = 20_000;
type Column = (typeof TIMETABLE_COLUMNS)[number];

export interface TimetableRow {
  readonly line: number;
  readonly class: string;
  readonly weekday: number;
  readonly period: number;
  /** HH:MM */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly teacher: string | null;
  readonly room: string;
  readonly shift: number | null;
}

const wholeUpTo = (text: string, most: number) => (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : undefined);
const timeOf = (text: string) => (/^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? text.padStart(5, '0') : undefined);

/** The file's rows, and what is wrong with its cells. */
export function readTimetable(bytes: Buffer): { rows: TimetableRow[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const fault = (rule: Rule, row: number, column: string, value: string | null) =>
    findings.push({ severity: 'fault', file: TIMETABLE, row, column, value: value === null ? null : shownValue(column, value), rule });
  const other = otherThan('table', bytes.subarray(0, HEAD));
  if (other) {
    fault(other, 0, '', null);
    return { rows: [], findings };
  }
  let records: string[][];
  try {
    records = parse(bytes, { ...csvOptions, to: ROWS_AT_MOST + 2 });
  } catch (error) {
    if (!isCsvError(error)) throw error;
    fault('not-csv', 0, '', null);
    return { rows: [], findings };
  }
  const [head = [], ...lines] = records;
  if (lines.length > ROWS_AT_MOST) fault('too-many-rows', 0, '', null);
  if (isWithoutCommas(head)) fault('not-commas', 1, '', null);
  else
    TIMETABLE_COLUMNS.forEach((name, place) => {
      if (head[place]?.trim() !== name) fault('header-differs', 1, name, head[place] ?? '');
    });
  if (findings.length > 0) return { rows: [], findings };
  const rows = lines.flatMap((cells, index) => {
    if (isBlank(cells)) return [];
    if (cells.length === head.length) return readLine(cells, index + 2, fault) ?? [];
    fault('cell-count', index + 2, '', String(cells.length)); // a comma too many puts each value behind it into the next column
    return [];
  });
  return { rows, findings };
}

function readLine(cells: string[], line: number, fault: (rule: Rule, row: number, column: string, value: string | null) => void): TimetableRow | undefined {
  const broken: Column[] = [];
  const wrong = (rule: Rule, column: Column, value: string | null) => {
    broken.push(column);
    fault(rule, line, column, value);
  };
  const text = (column: Column) => cells[TIMETABLE_COLUMNS.indexOf(column)]?.trim() ?? '';
  for (const column of TIMETABLE_COLUMNS) {
    const spoilt = unreadable(text(column));
    if (spoilt) wrong(spoilt, column, text(column));
    if (text(column).length > (column === 'room' ? 40 : 200)) wrong('too-long', column, text(column));
  }
  const needed = <T>(column: Column, read: (text: string) => T | undefined, rule: Rule, otherwise: T): T => {
    if (text(column) === '') {
      wrong('needed', column, null);
      return otherwise;
    }
    const value = read(text(column));
    if (value === undefined) wrong(rule, column, text(column));
    return value ?? otherwise;
  };
  const row: TimetableRow = {
    line,
    class: needed('class', (cell) => cell, 'needed', ''),
    weekday: needed('weekday', (cell) => wholeUpTo(cell, 7), 'out-of-range', 1),
    period: needed('period', (cell) => wholeUpTo(cell, 12), 'out-of-range', 1),
    from: needed('from', timeOf, 'not-a-time', '00:00'),
    to: needed('to', timeOf, 'not-a-time', '23:59'),
    subject: needed('subject', (cell) => cell, 'needed', ''),
    teacher: text('teacher') || null,
    room: text('room'),
    shift: text('shift') === '' ? null : needed('shift', (cell) => wholeUpTo(cell, 3), 'out-of-range', 1),
  };
  if (row.to <= row.from) wrong('times-in-wrong-order', 'to', text('to'));
  return broken.length === 0 ? row : undefined;
}
