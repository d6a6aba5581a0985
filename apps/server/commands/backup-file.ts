import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import yauzl from 'yauzl';
import { z } from 'zod';

const Day = z.iso.date().nullable();
const BackupManifest = z.object({
  format: z.literal(1),
  /** The migrations that gave the tables their shape. */
  migrations: z.array(z.string()),
  /** Rows by table. */
  tables: z.record(z.string(), z.int()),
  /** Between these lie the months that rows need. */
  firstDay: Day,
  lastDay: Day,
});
export type BackupManifest = z.output<typeof BackupManifest>;

export interface BackupFile {
  readonly manifest: BackupManifest;
  /** A table's rows as they were copied out; undefined where the file has none. @throws DamagedBackup while they are read */
  readonly rowsOf: (table: string) => AsyncIterable<Buffer> | undefined;
}
class DamagedBackup extends Error {}

/** @throws whatever is wrong with a file that is no backup */
export async function openBackup(file: string): Promise<BackupFile> {
  const zip = await yauzl.openPromise(file, { autoClose: false });
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const manifest = entries.get('manifest.json');
  if (!manifest) throw new DamagedBackup('no manifest');
  return {
    manifest: BackupManifest.parse(JSON.parse((await buffer(await zip.openReadStreamPromise(manifest))).toString('utf8'))),
    rowsOf: (table) => {
      const entry = entries.get(`${table}.copy.gz`);
      return entry && unpacked(zip, entry);
    },
  };
}

async function* unpacked(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Buffer> {
  try {
    const packed = await zip.openReadStreamPromise(entry);
    const rows = createGunzip({ chunkSize: 256 * 1024 });
    packed.on('error', (error) => rows.destroy(error)).pipe(rows);
    yield* rows as AsyncIterable<Buffer>;
  } catch (error) {
    throw new DamagedBackup(entry.fileName, { cause: error });
  }
}

/** What reading says of damaged bytes, and PostgreSQL of rows that are none; not what it says of a disk that is full. */
export const isDamage = (error: unknown): boolean => error instanceof DamagedBackup || (error instanceof Error && /^2[23]/.test(String((error as NodeJS.ErrnoException).code)));
