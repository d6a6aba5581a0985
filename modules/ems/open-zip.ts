import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { Finding, Rule } from './findings.ts';
import { HEAD, otherThan } from './what-was-sent.ts';

export interface ZipLimits {
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Unpacked to packed, for entries over a megabyte: text packs 5 to 30 times, a bomb a thousand times. */
  readonly ratio: number;
  /** Of one file, blank ones too, and what lists of sourcedIds name beyond their first. */
  readonly rows: number;
}
const GIB = 1024 ** 3;
export const zipLimits: ZipLimits = { entries: 64, entryBytes: 2 * GIB, totalBytes: 4 * GIB, ratio: 120, rows: Infinity };

/** A fault of the package: nothing in it is used. */
export class PackageFault extends Error {
  readonly finding: Finding;
  constructor(rule: Rule, file = '', row = 0) {
    super(`${rule}: ${file}`);
    this.finding = { severity: 'fault', file, row, column: '', value: null, rule };
  }
}

export interface OpenZip {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The unpacked bytes of one entry; fails with a PackageFault as soon as they are not what the zip declared. */
  read(name: string): Readable;
  close(): void;
}

const isLink = (entry: Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

function ruleBrokenBy(entry: Entry, limits: ZipLimits): Rule | undefined {
  if (entry.fileName.includes('/') || entry.fileName.includes('\\') || entry.fileName.startsWith('.')) return 'entry-outside';
  if (isLink(entry)) return 'entry-is-link';
  if (entry.isEncrypted() || !entry.canDecodeFileData()) return 'entry-encrypted';
  if (entry.uncompressedSize > limits.entryBytes) return 'entry-too-large';
  if (entry.uncompressedSize > 1024 ** 2 && entry.uncompressedSize > entry.compressedSize * limits.ratio) return 'packed-too-tightly';
  return undefined;
}

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new PackageFault('too-many-entries');
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const rule = ruleBrokenBy(entry, limits);
    if (rule) throw new PackageFault(rule, entry.fileName.slice(0, 100));
    if (entries.has(entry.fileName)) throw new PackageFault('entry-twice', entry.fileName);
    entries.set(entry.fileName, entry);
    total += entry.uncompressedSize;
    if (total > limits.totalBytes) throw new PackageFault('package-too-large');
  }
  return entries;
}

/** What really comes out, compared with what was declared. A disk's failure stays what it is. */
async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let bytes = 0;
  let sum = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new PackageFault('entry-lies-about-size', entry.fileName);
  }
  if (bytes !== entry.uncompressedSize || sum !== entry.crc32) throw new PackageFault('entry-lies-about-size', entry.fileName);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Opens a bundle and looks at its list of entries; throws a PackageFault for one that must not be unpacked. */
export async function openZip(path: string, limits: ZipLimits = zipLimits): Promise<OpenZip> {
  const other = otherThan('zip', await headOf(path));
  if (other) throw new PackageFault(other);
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error; // the disk's word, not the bundle's
    throw new PackageFault('not-a-zip');
  }
  let entries: Map<string, Entry>;
  try {
    entries = await listEntries(zip, limits);
  } catch (error) {
    zip.close();
    if (error instanceof PackageFault) throw error;
    throw new PackageFault(error instanceof Error && /path|characters/.test(error.message) ? 'entry-outside' : 'not-a-zip');
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (!entry) throw new TypeError(`no ${name} in the bundle`);
      return Readable.from(unpacked(zip, entry), { objectMode: false });
    },
    close: () => {
      zip.close();
    },
  };
}
