import type { ems as Mongolian } from '../../mn/refusals/ems.ts';

export const ems = {
  'may-not-import': 'You may not bring in bundles. A training manager, a director or an area officer does.',
  'file-missing': 'Please choose a file.',
  'file-too-large': 'The file is too large.',
  'file-empty': 'The file is empty.',
  'reports-waiting': 'Five of your reports are being made or wait for an answer. Confirm or drop one that is ready, then bring this in again.',
  'report-outdated': 'This report is out of date. Look at the new one.',
  'import-not-reported': 'There is no report to agree to.',
  'some-schools-faulty': 'Some rows have faults. Tick that only schools without faults are brought in.',
  'many-would-go': 'More than a fifth of what is registered would go. Tick it if that is right.',
  'many-renamed': 'The names of more than a fifth of a school’s people would change. Tick it if that is right.',
  'nothing-to-change': 'There is nothing to change.',
} satisfies typeof Mongolian;
