import type { figures as Mongolian } from '../mn/figures.ts';

export const figures = {
  areaTitle: 'Figures of the area',
  areaLead: 'The schools in your charge. The counts are those of the latest data brought in.',
  nationTitle: 'Figures of the nation',
  nationLead: 'Summed from the latest data of each school. A figure for fewer than ten people is not shown.',
  schools: 'Schools',
  school: 'School',
  pupils: 'Pupils',
  classes: 'Classes',
  staff: 'Staff',
  guardians: 'Guardians',
  registersToday: 'Registers taken today',
  countedOn: 'Counted on',
  area: 'Aimag or capital',
  tooFew: 'fewer than 10',
  never: 'not counted',
  noneTitle: 'No schools yet',
  noneHint: 'When a school’s bundle is brought in, it appears here.',
  imports: 'Data brought in lately',
  toExchange: 'To bringing in data',
} satisfies typeof Mongolian;
