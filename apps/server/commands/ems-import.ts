// npm run ems:import -- FILE.zip | FILE.csv --timetable SCHOOL_CODE [--from DAY]
//   [--dry-run] [--yes] [--without-faulty-schools] [--even-if-many-gone] [--data DIR | --database-url URL] [--no-demo]
// Beside a running server too; with --no-demo also into an empty database, which becomes a real one. Exit 0: fine; 1: faults; 2: a question that nobody answered.
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { ImportView } from '@khamtdaa/contract/ems';
import { t } from '@khamtdaa/i18n';
import { applyReport, dropReport, reportFile, reportTimetableFile } from '@khamtdaa/modules/ems';
import { parseOptions, terminalLanguage, type Config } from '@khamtdaa/platform/config';
import { openApp } from '../open-app.ts';
import { asCommand, complain, configFrom, say, SETTINGS, stop } from './in-command.ts';
import { sayImport } from './say-import.ts';

const text = t(terminalLanguage()).ems.command;

interface Options {
  readonly file: string;
  /** The code of the school whose timetable the file is; without it the file is a bundle. */
  readonly timetable: string | undefined;
  readonly from: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly withoutFaultySchools: boolean;
  readonly evenIfManyGone: boolean;
  readonly config: Config;
}

function readOptions(): Options {
  const { values, positionals } = parseOptions({
    allowPositionals: true,
    options: {
      ...SETTINGS,
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'without-faulty-schools': { type: 'boolean', default: false },
      'even-if-many-gone': { type: 'boolean', default: false },
      timetable: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const file = positionals[0] ?? stop(text.fileMissing);
  if (!existsSync(file)) stop(text.fileNotFound({ file }));
  return {
    file,
    timetable: values.timetable,
    from: values.from,
    dryRun: values['dry-run'],
    yes: values.yes,
    withoutFaultySchools: values['without-faulty-schools'],
    evenIfManyGone: values['even-if-many-gone'],
    config: configFrom(values),
  };
}

async function agreed(report: ImportView, options: Options): Promise<boolean> {
  const open = report.asks.filter((ask) => !options[ask]);
  for (const ask of open) say(ask === 'withoutFaultySchools' ? text.askFaulty : text.askGone);
  if (options.yes && open.length === 0) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(text.ask);
  terminal.close();
  return answer.trim().toLowerCase() === text.yes;
}

async function run(options: Options): Promise<number> {
  const { app, close } = await openApp(options.config, { beside: true });
  const began = performance.now();
  const seconds = () => text.took({ seconds: ((performance.now() - began) / 1000).toFixed(1) });
  try {
    if (app.isDemonstration) say(text.demonstration);
    const report = await (options.timetable === undefined ? reportFile(app, options.file) : reportTimetableFile(app, options.file, options.timetable, options.from));
    sayImport(report);
    say(seconds());
    if (report.standing === 'refused') return 1;
    if (report.standing === 'unchanged') return 0;
    if (options.dryRun) {
      await dropReport(app, report);
      say(text.dryRun);
      return report.faults > 0 ? 1 : report.asks.length > 0 ? 2 : 0;
    }
    if (!(await agreed(report, options))) {
      await dropReport(app, report);
      complain(process.stdin.isTTY ? text.dropped : text.needsAnswer);
      return report.faults > 0 ? 1 : 2;
    }
    const done = await applyReport(app, report, { withoutFaultySchools: true, evenIfManyGone: true });
    sayImport({ ...done, findings: [] });
    say(seconds());
    return done.standing === 'done' ? 0 : 2;
  } finally {
    await close();
  }
}

await asCommand(readOptions, run);
