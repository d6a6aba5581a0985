import { WARNINGS_KEPT, type ImportAsk, type ImportFinding, type ImportSchool, type ImportView } from '@khamtdaa/contract/ems';
import { formatNumber, t } from '@khamtdaa/i18n';
import { terminalLanguage } from '@khamtdaa/platform/config';

const language = terminalLanguage();
const text = t(language).ems;
const number = (n: number) => formatNumber(language, n);
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
const SHOWN = 60;

/** A report on a terminal: sourcedIds and rows, no names. */
export function sayImport(view: ImportView): void {
  say(text.standings[view.standing]);
  if (view.isRenewed) say(text.renewed);
  if (view.source !== '') say(text.command.source({ source: view.source, version: view.version }));
  for (const school of view.schools.slice(0, SHOWN)) saySchool(school);
  if (view.schools.length > SHOWN) say(text.command.more({ count: number(view.schools.length - SHOWN) }));
  if (view.notInBundle.count > 0) {
    say(text.notInBundle(view.notInBundle));
    say(`  ${text.forExample({ list: view.notInBundle.examples.map(({ sourceId, name }) => `${sourceId} ${name}`).join(', ') })}`);
  }
  say(text.command.findings({ faults: number(view.faults), warnings: number(view.warnings) }));
  const shown = view.findings.slice(0, SHOWN * 2);
  for (const finding of shown) sayFinding(finding);
  if (view.findings.length > shown.length) say(text.command.more({ count: number(view.faults + view.warnings - shown.length) }));
}

const asked = {
  withoutFaultySchools: ({ faults }) => faults > 0,
  evenIfManyGone: ({ manyGone }) => manyGone,
  evenIfManyRenamed: ({ manyRenamed }) => manyRenamed,
} satisfies Record<ImportAsk, (school: ImportSchool) => boolean>;
/** Questions that a report leaves open, each with the schools about which it is. */
export function sayAsks({ schools }: ImportView, asks: readonly ImportAsk[]): void {
  for (const ask of asks) {
    say(text.command.asks[ask]);
    const about = schools.filter(asked[ask]).map(({ code, sourceId }) => code ?? sourceId);
    if (about.length > 0) say(`  ${about.slice(0, SHOWN).join(', ')}`);
    if (about.length > SHOWN) say(text.command.more({ count: number(about.length - SHOWN) }));
  }
}

/** What a change came to: what it did to each school, and which schools it left out, and why. */
export function sayOutcome(view: ImportView): void {
  const count = (standing: ImportSchool['standing']) => view.schools.filter((school) => school.standing === standing).length;
  const [refused, moved] = [count('refused'), count('moved')];
  sayImport({ ...view, findings: refused > 0 ? view.findings.filter(({ severity }) => severity === 'fault') : [] });
  if (refused > 0) say(text.leftOut({ count: refused }));
  if (moved > 0) say(text.moved({ count: moved }));
}

function saySchool({ sourceId, code, name, standing, counts, examples, inConflict, warnings }: ImportSchool): void {
  say(text.command.school({ name: [code ?? sourceId, name ?? ''].join(' ').trim(), standing: text.schoolStandings[standing] }));
  for (const { kind, new: added, changed, gone } of counts) {
    if (added + changed + gone === 0) continue;
    say(text.command.counts({ kind: text.kinds[kind], added: number(added), changed: number(changed), gone: number(gone) }));
    for (const change of ['new', 'changed', 'gone'] as const) {
      const list = examples.filter((example) => example.kind === kind && example.change === change).map((example) => example.sourceId);
      if (list.length > 0) say(text.command.examples({ change: text.changes[change], list: list.join(', ') }));
    }
  }
  if (inConflict > 0) say(text.command.conflicts({ count: number(inConflict) }));
  if (warnings > WARNINGS_KEPT) say(`  ${text.warningsCut({ all: warnings, kept: WARNINGS_KEPT })}`);
}

function sayFinding({ severity, file, row, column, rule, value }: ImportFinding): void {
  const where = [row > 0 ? `${file}:${row}` : file, column].join(' ').trim();
  say(text.command[severity]({ where, rule: text.rules[rule] ?? rule, value: value === null || value === '' ? '' : ` (${value})` }));
}
