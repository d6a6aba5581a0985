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

/** A sum of shown figures and of some that are not, unless what is not shown could be told from it. */
const totalOf = (parts: readonly number[]): number | null => {
  const hidden = parts.filter((people) => shownFigure(people) === null).reduce((sum, people) => sum + people, 0);
  return hidden > 0 && hidden < FEWEST ? null : shownFigure(parts.reduce((sum, people) => sum + people, 0));
};

export const totalsOf = (rows: readonly Counted[]) => ({
  pupils: totalOf(rows.map(({ pupil_count }) => pupil_count)),
  classes: rows.reduce((sum, { class_count }) => sum + class_count, 0),
  staff: totalOf(rows.map(({ staff_count }) => staff_count)),
  guardians: totalOf(rows.map(({ guardian_count }) => guardian_count)),
});
