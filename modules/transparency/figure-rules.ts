import { FEWEST } from '@khamtdaa/contract/figures';

export interface Counted {
  readonly pupil_count: number;
  readonly class_count: number;
  readonly staff_count: number;
  readonly guardian_count: number;
}

/** A figure of so few people could point at one of them. Nobody at all points at nobody. */
const shownFigure = (people: number): number | null => (people > 0 && people < FEWEST ? null : people);

export const countsOf = (row: Counted) => ({
  pupils: shownFigure(row.pupil_count),
  classes: row.class_count,
  staff: shownFigure(row.staff_count),
  guardians: shownFigure(row.guardian_count),
});
