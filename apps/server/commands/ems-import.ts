// npm run ems:import -- FILE.zip | FILE.csv --timetable SCHOOL_CODE [--from DAY]
//   [--dry-run] [--yes] [--without-faulty-schools] [--even-if-many-gone] [--even-if-many-renamed] [--data DIR | --database-url URL] [--no-demo]
// Beside a running server too; with --no-demo also into an empty database, which becomes a real one. Exit 0: fine; 1: faults, also of schools that were
// left out; 2: a question that nobody answered, or a school that changed since its report.
import { statSync } from 'node:fs';
import type { ImportAsk, ImportView } from '@khamtdaa/contract/ems';
import { t } from '@khamtdaa/i18n';
import { applyReport, dropReport, reportFile, reportTimetableFile } from '@khamtdaa/modules/ems';
import { parseOptions, terminalLanguage, type Config } from '@khamtdaa/platform/config';
import { openApp } from '../open-app.ts';
import { exitOf } from './import-exit.ts';
import { answerTo, asCommand, commandText, complain, configFrom, say, SETTINGS, stop } from './in-command.ts';
import { sayAsks, sayImport, sayOutcome } from './say-import.ts';
import { progressOn } from './say-progress.ts';

const text = t(terminalLanguage()).ems.command;
/** The option by which each question is answered beforehand. */
const AGREES = { withoutFaultySchools: 'without-faulty-schools', evenIfManyGone: 'even-if-many-gone', evenIfManyRenamed: 'even-if-many-renamed' } as const;

interface Options {
  readonly file: string;
  /** The code of the school whose timetable the file is; without it the file is a bundle. */
  readonly timetable: string | undefined;
  readonly from: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly agrees: Readonly<Record<ImportAsk, boolean>>;
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
      'even-if-many-renamed': { type: 'boolean', default: false },
      timetable: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const file = positionals[0] ?? stop(text.fileMissing);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) stop(commandText.fileNotFound({ file }));
  return {
    file,
    timetable: values.timetable,
    from: values.from,
    dryRun: values['dry-run'],
    yes: values.yes,
    agrees: {
      withoutFaultySchools: values[AGREES.withoutFaultySchools],
      evenIfManyGone: values[AGREES.evenIfManyGone],
      evenIfManyRenamed: values[AGREES.evenIfManyRenamed],
    },
    config: configFrom(values),
  };
}

/** What was agreed to beforehand is agreed to for the first report: a new one is asked about. */
async function agreed(report: ImportView, options: Options, open: readonly ImportAsk[]): Promise<boolean> {
  sayAsks(report, open);
  if (options.yes && open.length === 0 && !report.isRenewed) return true;
  if (!process.stdin.isTTY) return false;
  return (await answerTo(text.ask)).toLowerCase() === text.yes;
}

async function run(options: Options): Promise<number> {
  const { app, close } = await openApp(options.config, { beside: true });
  const began = performance.now();
  const sayTime = () => say(text.took({ seconds: ((performance.now() - began) / 1000).toFixed(1) }));
  const progress = progressOn(process.stderr);
  try {
    if (app.isDemonstration) say(text.demonstration);
    let view: ImportView = await (options.timetable === undefined
      ? reportFile(app, options.file, progress.tell)
      : reportTimetableFile(app, options.file, options.timetable, options.from, progress.tell));
    for (;;) {
      progress.erase();
      if (view.standing === 'done') sayOutcome(view);
      else sayImport(view);
      sayTime();
      if (view.standing !== 'reported') return exitOf(view);
      if (options.dryRun) {
        await dropReport(app, view);
        sayAsks(view, view.asks);
        say(text.dryRun);
        return view.faults === 0 && view.asks.length === 0 ? 0 : exitOf(view);
      }
      const open = view.asks.filter((ask) => !options.agrees[ask]);
      if (!(await agreed(view, options, open))) {
        await dropReport(app, view);
        complain(process.stdin.isTTY ? text.dropped : text.needsAnswer({ options: ['yes', ...open.map((ask) => AGREES[ask])].map((name) => `--${name}`).join(', ') }));
        return exitOf(view);
      }
      view = await applyReport(app, view, { withoutFaultySchools: true, evenIfManyGone: true, evenIfManyRenamed: true }, progress.tell);
    }
  } finally {
    await close();
  }
}

await asCommand(readOptions, run);
