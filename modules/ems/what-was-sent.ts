import type { Rule } from './findings.ts';

/** The name of the first file in a zip. */
const firstName = (head: Buffer) => head.subarray(30, 30 + head.readUInt16LE(26)).toString('latin1');
const inWorkbook = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/;
const OLD_WORKBOOK = 0xd0cf11e0;

/** How many of a file's first bytes tell what it is. */
export const HEAD = 4096;

/**
 * The rule that says what a file is where something else is expected: people mix up the two forms, or send the workbook itself. undefined: it is what was
 * expected, or nothing that can be named.
 */
export function otherThan(expected: 'zip' | 'table', head: Buffer): Rule | undefined {
  const isZip = head.length > 30 && head.toString('latin1', 0, 4) === 'PK\u0003\u0004';
  if (isZip ? inWorkbook.test(firstName(head)) : head.length > 4 && head.readUInt32BE(0) === OLD_WORKBOOK) return 'sent-a-workbook';
  if (isZip) return expected === 'zip' ? undefined : 'sent-a-zip';
  return expected === 'zip' && isTable(head) ? 'sent-a-table' : undefined;
}

/** Text whose first line has several cells. */
const isTable = (head: Buffer) => !head.includes(0) && /^[^\r\n]*[,;\t]/.test(head.toString('latin1'));
