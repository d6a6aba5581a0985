import { ExceptionStatus, type Mark, type Register, type RegisterConflict, type RegisterHistory } from '@khamtdaa/contract/attendance';
import { formatDay, formatDayInWords, formatMoment, refusalText, t, type Language } from '@khamtdaa/i18n';
import { markRegister, viewRegister, viewRegisterHistory } from '@khamtdaa/modules/attendance';
import { isRefusal } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { fail, redirect } from '@sveltejs/kit';
import { once } from '#lib/once.ts';
import { classesDoor } from '#lib/places.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { marksOfForm } from './marks-of-form.ts';
import type { RegisterRefused } from './register-refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app, language } = event.locals;
  const { teach, common, errors } = t(language);
  const { searchParams } = event.url;
  const asked = { classId: event.params.class, day: searchParams.get('day') ?? undefined, period: searchParams.get('period') ?? 0 };
  const reading = viewRegister(app, actor, asked);
  const register = await shown(searchParams.has('period') ? reading : orItsLessons(event, reading));
  const history = register.version > 0 ? await shown(viewRegisterHistory(app, actor, register)) : undefined;
  const savedOn = history && register.savedAt ? formatMoment(register.savedAt, history.timezone).slice(0, 10) : '';
  const { title, history: ofHistory, fromTomorrow, ...words } = teach.register;
  const present = common.attendance;
  return {
    register,
    history: history && historyInWords(language, history),
    key: newId(),
    /** The day of the last save, and of one made now, where it is another than the lesson's. */
    savedOn: savedOn === formatDay(register.day) ? '' : savedOn,
    savesOn: register.today === register.day ? '' : formatDay(register.today),
    title: title({ className: register.className }),
    lesson: [
      formatDayInWords(language, register.day, register.today),
      register.period === 0 ? teach.dayRegister : teach.period({ period: register.period }),
      register.starts && `${register.starts}–${register.ends ?? ''}`,
      register.room,
    ]
      .filter(Boolean)
      .join(' · '),
    subject: register.subject?.[language] ?? '',
    fromTomorrow: register.fromTomorrow.length > 0 ? fromTomorrow({ names: register.fromTomorrow.join(', ') }) : '',
    why: standingWords(language, register),
    back: classesDoor(actor, common.places),
    words: {
      ...words,
      history: ofHistory.title,
      save: common.save,
      signIn: common.signIn,
      notTaken: common.attendance.notTaken,
      check: common.checkTheseFields,
      unfit: errors.unfit.title,
    },
    statuses: { present: present.present, late: present.late, absent: present.absent, excused: present.excused, sick: present.sick, online: present.online },
  };
};

/** A class with a timetable has no register of the day: its lessons are there to choose from. */
async function orItsLessons<T>(event: { params: { class: string }; url: URL }, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.code === 'lesson-not-found') redirect(303, `/teach/${event.params.class}/lessons${event.url.search}`);
    throw thrown;
  }
}

/** Why a register cannot be saved now; of one that is not open yet, when it opens, and of one that others have not taken, who does. */
function standingWords(language: Language, { standing, day, today, opensAt, version }: Register): string {
  const words = t(language).teach.standing;
  if (standing === 'open' && version === 0) return refusalText(language, 'may-not-mark-register');
  if (standing !== 'not-yet') return words[standing];
  return day === today && opensAt ? words.opensAt({ time: opensAt }) : words.opensOn({ day: formatDayInWords(language, day, today), time: opensAt ?? '' });
}

export const actions: Actions = {
  default: async (event) => {
    const { app, language } = event.locals;
    const form = await event.request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const key = { schoolId: text('schoolId'), classId: event.params.class, day: text('day'), period: text('period') };
    const marks = marksOfForm(form);
    const input = { ...key, version: Number(text('version')), reason: text('reason'), marks };
    const { result, refused } = await done(form, markRegister(app, once(event, form), input));
    if (refused) {
      const said = refused.data.refused;
      const faults = faultsIn(language, said.fields, marks);
      const isPage = said.code === 'invalid-input' || said.code === 'not-found';
      const says = refusalText(language, isPage ? 'invalid-request' : said.code);
      const back: RegisterRefused = {
        says,
        version: Number.isSafeInteger(input.version) ? input.version : 0,
        faults,
        marks: readable(marks),
        reason: input.reason,
        conflict: conflictOf(said),
      };
      return fail(refused.status, { refused: back });
    }
    if (event.request.headers.get('accept')?.includes('application/json')) return { saved: result };
    return redirect(303, `${event.url.pathname}?${new URLSearchParams({ day: key.day, period: key.period }).toString()}`);
  },
};

const faultsIn = (language: Language, fields: Readonly<Record<string, string>>, marks: readonly { pupilId: string }[]): RegisterRefused['faults'] =>
  Object.entries(fields).flatMap(([path, code]) => {
    const [field = '', index, part] = path.split('.');
    const pupilId = field === 'marks' ? marks[Number(index)]?.pupilId : undefined;
    if (pupilId === undefined && field !== 'reason') return [];
    return [{ at: pupilId === undefined ? field : `${part === 'minutes' ? part : 'status'}-${pupilId}`, pupilId, says: refusalText(language, code) }];
  });
/** Marks that a list can show again. */
const readable = (marks: ReturnType<typeof marksOfForm>): Mark[] =>
  marks.flatMap(({ pupilId, status, minutes }) => {
    const known = ExceptionStatus.safeParse(status);
    return known.success ? [{ pupilId, status: known.data, minutes: Number.isFinite(minutes) ? minutes : null }] : [];
  });
const conflictOf = ({ code, detail }: { code: string; detail: unknown }) => (code === 'register-changed' ? (detail as RegisterConflict) : undefined);

function historyInWords(language: Language, { takenBy, takenAt, timezone, corrections }: RegisterHistory) {
  const { teach, common, child } = t(language);
  const words = teach.register.history;
  const shownAs = ({ status, minutes }: { status: keyof typeof common.attendance; minutes: number | null }) =>
    minutes === null ? common.attendance[status] : `${common.attendance[status]}, ${child.term.minutes({ minutes })}`;
  return [
    ...corrections.map(({ version, by, at, reason, changes }) => ({
      key: version,
      says: words.corrected({ by, at: formatMoment(at, timezone) }),
      reason: reason === '' ? '' : words.reason({ reason }),
      changes: changes.map(({ name, from, to }) => `${name}: ${shownAs(from)} → ${shownAs(to)}`),
    })),
    { key: 1, says: words.taken({ by: takenBy, at: formatMoment(takenAt, timezone) }), reason: '', changes: [] },
  ];
}
