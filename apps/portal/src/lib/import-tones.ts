import type { ImportStanding } from '@khamtdaa/contract/ems';
import type { PillTone } from '@khamtdaa/ui/pill-tones';

const tones: Partial<Record<ImportStanding, PillTone>> = { done: 'ok', unchanged: 'ok', reported: 'late', refused: 'away', failed: 'away' };

export const toneOf = (standing: ImportStanding): PillTone => tones[standing] ?? 'none';

/** Somebody or something is at work on it: the page looks again by itself. */
export const isWorking = (standing: ImportStanding): boolean => ['waiting', 'reporting', 'confirmed', 'applying'].includes(standing);
