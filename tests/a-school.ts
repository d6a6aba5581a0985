import { findActor, startSession, type Actor } from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import type { TestApp } from './test-database.ts';

const SINCE = '2026-09-01';
let made = 0;
/** A source's id that nothing else has. */
const next = (kind: string) => `${kind}-${++made}`;

async function insert(t: TestApp, table: string, row: Record<string, unknown>) {
  const columns = Object.keys(row);
  await t.owner.query(`insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row));
}

/** A school with its classes and people, written past every wall. */
export async function aSchool(t: TestApp, timezone: 'Asia/Ulaanbaatar' | 'Asia/Hovd' = 'Asia/Ulaanbaatar') {
  const { rows } = await t.owner.query<{ id: number }>(`insert into school (source, source_id, code, name, timezone) values ('test', $1, $1, 'Сургууль', $2) returning id`, [
    next('school'),
    timezone,
  ]);
  const schoolId = rows[0]!.id;

  const person = async (given: string, patronymic = 'Бат') => {
    const id = newId();
    await insert(t, 'person', { id, school_ids: [schoolId], origin: 'test', given_name: given, patronymic });
    return id;
  };
  const enrol = (classId: string, personId: string, role: 'pupil' | 'teacher', more: { began_on?: string; ended_on?: string; is_primary?: boolean } = {}) =>
    insert(t, 'enrolment', { school_id: schoolId, id: newId(), source_id: next('enrolment'), class_id: classId, person_id: personId, role, began_on: SINCE, ...more });
  const post = (personId: string, role: string, more: { began_on?: string; ended_on?: string } = {}) =>
    insert(t, 'posting', { id: newId(), person_id: personId, role, school_id: schoolId, began_on: SINCE, source: 'test', ...more });

  return {
    id: schoolId,
    person,
    enrol,
    post,
    /** Posted at the school, with the given role. */
    async staff(role: 'teacher' | 'training_manager' | 'director' | 'social_worker', given = 'Сарнай') {
      const id = await person(given);
      await insert(t, 'staff', { school_id: schoolId, id, source_id: next('staff'), given_name: given, patronymic: 'Бат', began_on: SINCE });
      await post(id, role);
      return id;
    },
    async aClass(title = '6а', kind: 'homeroom' | 'scheduled' = 'homeroom') {
      const id = newId();
      await insert(t, 'class_group', { school_id: schoolId, id, source_id: next('class'), kind, title, grade: 6, began_on: SINCE });
      return id;
    },
    async pupil(classId: string, given: string, patronymic = 'Дорж') {
      const id = await person(given, patronymic);
      await insert(t, 'pupil', { school_id: schoolId, id, source_id: next('pupil'), given_name: given, patronymic, began_on: SINCE });
      await enrol(classId, id, 'pupil');
      return id;
    },
    async lesson(
      classId: string,
      at: { weekday: number; period: number; starts: string; ends: string; teacherId?: string | null; subject?: string; from_day?: string; until_day?: string },
    ) {
      const { teacherId = null, subject = 'Математик', ...more } = at;
      await insert(t, 'lesson', { school_id: schoolId, id: newId(), class_id: classId, teacher_id: teacherId, subject, room: '204', from_day: SINCE, ...more });
    },
    /** A guardian of the pupil; rights, standing and dates as given. */
    async guardian(
      pupilId: string,
      row: { rights?: string[]; effect?: 'grant' | 'restrict'; source?: string; standing?: string; from_day?: string; until_day?: string } = {},
      guardianId?: string,
    ) {
      const id = guardianId ?? (await person('Оюун'));
      await insert(t, 'guardianship', {
        ...{ school_id: schoolId, id: newId(), pupil_id: pupilId, guardian_id: id, effect: 'grant', rights: ['attendance', 'marks', 'told', 'contact', 'vote'] },
        ...{ source: 'register', standing: 'confirmed', from_day: SINCE, entered_at: `${SINCE}T00:00:00Z`, ...row },
      });
      return id;
    },
    /** A break of the school. */
    rests: (first: string, last: string) => insert(t, 'school_break', { school_id: schoolId, first_day: first, last_day: last, title: 'Амралт' }),
    term: (first: string, last: string) =>
      insert(t, 'academic_session', {
        ...{ school_id: schoolId, id: newId(), source_id: next('term'), title: '2-р улирал', kind: 'term', first_day: first, last_day: last, school_year: 2027 },
      }),
  };
}
export type TestSchool = Awaited<ReturnType<typeof aSchool>>;

/** Signed in now, with whatever rights and postings the day gives. */
export async function signedIn(t: TestApp, personId: string, kind: 'guardian' | 'staff' | 'pupil', more: { phone?: string; idempotencyKey?: string } = {}): Promise<Actor> {
  const { token } = await inTransaction(t.app, atTheDoor(), (db) =>
    startSession(t.app, db, { personId, kind, device: 'test', secondFactor: kind === 'staff', ...(more.phone === undefined ? {} : { phone: more.phone }) }),
  );
  const actor = await findActor(t.app, token, 'web', more.idempotencyKey);
  if (!actor) throw new Error('the session opens nothing');
  return actor;
}
