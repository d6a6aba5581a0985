/** Marks found by their pupil. Read, never changed in place: a new one stands for a new state. */
export const byPupil = <M extends { readonly pupilId: string }>(marks: readonly M[]): ReadonlyMap<string, M> => new Map(marks.map((mark) => [mark.pupilId, mark]));
