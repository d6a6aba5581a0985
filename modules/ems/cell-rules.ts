import { readPhone } from '@khamtdaa/contract/phone-number';
import { Day } from '@khamtdaa/contract/timetable';
import type { Check } from './bundle-shape.ts';
import type { Rule } from './findings.ts';

const LONGEST = 400;
const LONGEST_ID = 200;
/** A boarding teacher may stand beside three hundred children. How much all rows of a file list together is limited by `readRows`. */
const LONGEST_LIST = 12_000;

type Read = { readonly value: string | null } | { readonly rule: Rule };

/** One cell by its rule: what is kept of it, or the rule it breaks. Blank cells do not come here. */
export function readCell(check: Check | undefined, cell: string): Read {
  const text = cell.trim();
  if (typeof check === 'object') return 'oneOf' in check ? oneOf(check.oneOf, text) : listOf(check.listOf, text);
  switch (check) {
    case 'id':
      return text.length > LONGEST_ID ? { rule: 'too-long' } : { value: text };
    case 'ids':
      return listOfIds(text);
    case 'day':
      return Day.safeParse(text).success ? { value: text } : { rule: 'not-a-day' };
    case 'end-day':
      return isBeyondAll(text) ? { value: null } : readCell('day', text);
    case 'boolean':
      return /^(true|false)$/i.test(text) ? { value: text.toLowerCase() } : { rule: 'not-a-boolean' };
    case 'email':
      return /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[^\s@<>"]{2,60}$/.test(text) ? { value: text } : { rule: 'not-an-email' };
    case 'phone':
      return phone(text);
    case 'register-number':
      return registerNumber(text);
    case 'civil-id':
      return /^\d{8,14}$/.test(text) ? { value: text } : { rule: 'not-a-civil-id' };
    case 'area':
      return /^\d{2}(\d{2})?$/.test(text) ? { value: text } : { rule: 'not-an-area' };
    case 'grades':
      return grade(text);
    case 'year':
      return /^(19|20)\d{2}$/.test(text) ? { value: text } : { rule: 'not-a-day' };
    default:
      return text.length > LONGEST ? { rule: 'too-long' } : { value: text };
  }
}

/** 9999-12-31 and its like: what other systems write where there is no end. */
const isBeyondAll = (text: string) => text > '2199-12-31' && Day.safeParse(`2000${text.slice(4)}`).success;

const oneOf = (allowed: readonly string[], text: string): Read => (allowed.includes(text) ? { value: text } : { rule: 'not-in-vocabulary' });

const items = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function listOf(allowed: readonly string[], text: string): Read {
  const list = items(text);
  return list.every((item) => allowed.includes(item)) ? { value: list.join(',') } : { rule: 'not-in-vocabulary' };
}

function listOfIds(text: string): Read {
  if (text.length > LONGEST_LIST) return { rule: 'too-long' };
  const list = items(text);
  return list.some((item) => item.length > LONGEST_ID) ? { rule: 'too-long' } : { value: list.join(',') || null };
}

/** A class of several grades is listed under its first; grades outside 1 to 12 have no class here. */
function grade(text: string): Read {
  const first = items(text).find((item) => /^0?[1-9]$|^1[0-2]$/.test(item));
  return first ? { value: String(Number(first)) } : { rule: 'not-a-grade' };
}

/** As people type it elsewhere: the number by which somebody signs in is the one that the bundle reported. */
function phone(text: string): Read {
  const number = readPhone(text);
  return number === undefined ? { rule: 'not-a-phone' } : { value: number };
}

const latinLookAlikes: Readonly<Record<string, string>> = { A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У' };

/** Two Cyrillic letters, then birth year, month (20 more from 2000 on), day, and two digits. Latin look-alikes are read as what was meant. */
function registerNumber(text: string): Read {
  const upper = text.toUpperCase().replaceAll(/[A-Z]/g, (letter) => latinLookAlikes[letter] ?? letter);
  const parts = /^[А-ЯЁӨҮ]{2}(\d{2})(\d{2})(\d{2})\d{2}$/.exec(upper);
  if (!parts) return { rule: 'not-a-register-number' };
  const month = Number(parts[2]);
  const year = (month > 20 ? 2000 : 1900) + Number(parts[1]);
  const day = `${year}-${String(month > 20 ? month - 20 : month).padStart(2, '0')}-${String(parts[3])}`;
  return Day.safeParse(day).success ? { value: upper } : { rule: 'not-a-register-number' };
}

// PostgreSQL holds no NUL; the others are never part of a name, and some hide text from a reader's eye
const controls = /[^\P{Cc}\t\n\r]|[\u2028-\u202e\u2066-\u2069]/u;

/** What no cell of any column may hold. */
export function unreadable(cell: string): Rule | undefined {
  if (cell.includes('�')) return 'not-utf8';
  return controls.test(cell) ? 'control-character' : undefined;
}
