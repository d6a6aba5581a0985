/** The marks that a form carries: for each pupil a status, and minutes that count for the late alone. */
export function marksOfForm(form: FormData): { pupilId: string; status: string; minutes: number | null }[] {
  return [...form].flatMap(([name, value]) => {
    if (!name.startsWith('status-') || typeof value !== 'string' || value === 'present') return [];
    const pupilId = name.slice('status-'.length);
    const minutes = form.get(`minutes-${pupilId}`);
    return [{ pupilId, status: value, minutes: value === 'late' && typeof minutes === 'string' && minutes.trim() !== '' ? Number(minutes) : null }];
  });
}
