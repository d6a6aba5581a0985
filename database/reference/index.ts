import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import pg from 'pg';

/** What each file fills: the columns as the file heads them, and how its rows reach the table. A row that stands already takes the file's values. */
const files = [
  {
    file: 'areas.csv',
    columns: ['code', 'parent', 'level', 'name_mn', 'name_en', 'iso', 'timezone', 'residents'],
    load: `insert into area (code, parent, level, name, name_en, iso, timezone, residents)
      select code, nullif(parent, ''), level, name, name_en, nullif(iso, ''), timezone, nullif(residents, '')::int
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
        as row (code, parent, level, name, name_en, iso, timezone, residents)
      order by length(code), code
      on conflict (code) do update set parent = excluded.parent, level = excluded.level, name = excluded.name, name_en = excluded.name_en,
        iso = excluded.iso, timezone = excluded.timezone, residents = excluded.residents
      where (area.parent, area.level, area.name, area.name_en, area.iso, area.timezone, area.residents)
        is distinct from (excluded.parent, excluded.level, excluded.name, excluded.name_en, excluded.iso, excluded.timezone, excluded.residents)`,
  },
  {
    file: 'subjects.csv',
    columns: ['code', 'name_mn', 'name_kk', 'name_en'],
    load: `insert into subject (code, name_mn, name_kk, name_en) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
      on conflict (code) do update set name_mn = excluded.name_mn, name_kk = excluded.name_kk, name_en = excluded.name_en
      where (subject.name_mn, subject.name_kk, subject.name_en) is distinct from (excluded.name_mn, excluded.name_kk, excluded.name_en)`,
  },
  {
    file: 'public-holidays.csv',
    columns: ['day', 'name_mn', 'name_kk', 'name_en'],
    // A day that an operator has set stays as it is: each year's order may differ from this file.
    load: `insert into public_holiday (day, name_mn, name_kk, name_en) select * from unnest($1::date[], $2::text[], $3::text[], $4::text[]) on conflict (day) do nothing`,
  },
] as const;

/** Fills areas, subjects and public holidays. Safe to repeat; returns how many rows were new or changed. Needs the owner's login. */
export async function loadReferenceData(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  let touched = 0;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7403)');
    for (const { file, columns, load } of files) {
      const rows = parse<Record<string, string>>(await readFile(join(import.meta.dirname, file), 'utf8'), { columns: true });
      const values = columns.map((column) => rows.map((row) => row[column] ?? ''));
      touched += (await client.query(load, values)).rowCount ?? 0;
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  return touched;
}
