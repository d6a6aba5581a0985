import type { AttendanceStatus, Mark, Register, RegisterConflict } from '@khamtdaa/contract/attendance';
import { byPupil } from './marks-by-pupil.ts';

export interface Row {
  readonly pupilId: string;
  readonly name: string;
  status: AttendanceStatus;
  minutes: number | null;
}
interface Shown {
  readonly status: AttendanceStatus;
  readonly minutes: number | null;
}
const PRESENT: Shown = { status: 'present', minutes: null };
/** What one more tap on a name makes of a pupil; what the list alone gives goes back to present. */
const NEXT: Readonly<Partial<Record<AttendanceStatus, AttendanceStatus>>> = { present: 'absent', absent: 'late' };

/** Whether these rows say what those marks say. */
export function isSame(rows: readonly Row[], marks: RegisterConflict['theirs']): boolean {
  const marked = byPupil(marks);
  return rows.every(({ pupilId, status, minutes }) => {
    const other = marked.get(pupilId) ?? PRESENT;
    return other.status === status && (status !== 'late' || other.minutes === minutes);
  });
}

/** A class's marks as they stand on the page, beside what is known to be saved. */
export class Roll {
  readonly rows: Row[] = $state([]);
  #saved: ReadonlyMap<string, Shown & { readonly pupilId: string }> = $state.raw(byPupil<Shown & { readonly pupilId: string }>([]));
  #before: { row: Row; status: AttendanceStatus; minutes: number | null }[] = $state([]);
  readonly #lateBy: () => number;

  constructor(register: Pick<Register, 'roll'>, lateBy: () => number) {
    this.rows = register.roll.map((row) => ({ ...row }));
    this.#saved = byPupil(register.roll);
    this.#lateBy = lateBy;
  }
  get changes(): number {
    return this.rows.filter((row) => !this.#isSaved(row)).length;
  }
  get canUndo(): boolean {
    return this.#before.length > 0;
  }
  #isSaved({ pupilId, status, minutes }: Row): boolean {
    const saved = this.#saved.get(pupilId) ?? PRESENT;
    return saved.status === status && (status !== 'late' || saved.minutes === minutes);
  }
  set(row: Row, status: AttendanceStatus): void {
    this.#before.push({ row, status: row.status, minutes: row.minutes });
    row.status = status;
    row.minutes = status === 'late' ? this.#lateBy() : null;
  }
  /** What stands in the field of minutes at this moment; emptied, they are missing. All that is typed at one go is undone at once. */
  type(row: Row, minutes: number | null): void {
    const last = this.#before.at(-1);
    if (last?.row !== row || last.status !== 'late') this.#before.push({ row, status: row.status, minutes: row.minutes });
    row.minutes = minutes;
  }
  tap(row: Row): void {
    this.set(row, NEXT[row.status] ?? 'present');
  }
  undo(): void {
    const last = this.#before.pop();
    if (!last) return;
    last.row.status = last.status;
    last.row.minutes = last.minutes;
  }
  /** What stands here at this moment, to be saved. */
  now(): readonly Row[] {
    return this.rows.map((row) => ({ ...row }));
  }
  /** The server has these. What was changed while they were on their way is a change still, and can be undone. */
  keep(sent: readonly Row[]): void {
    this.#saved = byPupil(sent);
    if (this.changes === 0) this.#before = [];
  }
  /** Somebody else's marks are what is saved; ours stay on the page. */
  setSaved(marks: RegisterConflict['theirs']): void {
    this.#saved = byPupil(marks);
  }
  take(marks: RegisterConflict['theirs']): void {
    this.setSaved(marks);
    this.put(marks);
    this.#before = [];
  }
  /** Marks that came back with a form. */
  put(marks: readonly Mark[]): void {
    const put = byPupil(marks);
    for (const row of this.rows) {
      const { status, minutes } = put.get(row.pupilId) ?? PRESENT;
      Object.assign(row, { status, minutes });
    }
  }
  /** Who differs between ours and theirs. */
  differences(theirs: RegisterConflict['theirs']): { row: Row; their: Shown }[] {
    const other = byPupil(theirs);
    return this.rows
      .map((row) => ({ row, their: other.get(row.pupilId) ?? PRESENT }))
      .filter(({ row, their }) => row.status !== their.status || (row.status === 'late' && row.minutes !== their.minutes));
  }
}
