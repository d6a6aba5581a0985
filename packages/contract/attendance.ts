import { z } from 'zod';
import { Area } from './schools.ts';
import { Day, Lesson, SchoolDay, SchoolId, Subject } from './timetable.ts';

const school = { audience: 'school' } as const;
const open = { audience: 'public' } as const;

export const ExceptionStatus = z.enum(['absent', 'late', 'excused', 'sick', 'online']);
export type ExceptionStatus = z.infer<typeof ExceptionStatus>;
export const AttendanceStatus = z.enum(['present', ...ExceptionStatus.options]);
export type AttendanceStatus = z.infer<typeof AttendanceStatus>;
/** What a day came to for a pupil; 'not-taken' is never 'present'. */
export const DayStatus = z.enum([...AttendanceStatus.options, 'not-taken']);
export type DayStatus = z.infer<typeof DayStatus>;
/** A day of a week that may lie ahead: its lessons have not begun, or it has none. */
export const WeekStatus = z.enum([...DayStatus.options, 'not-yet', 'no-school']);
export type WeekStatus = z.infer<typeof WeekStatus>;

/** Who was not simply present. Minutes stand with 'late' and with nothing else. */
export const Mark = z
  .object({
    pupilId: z.uuid().meta(school),
    status: ExceptionStatus.meta(school),
    minutes: z.number('minutes-out-of-range').int('minutes-out-of-range').min(1, 'minutes-out-of-range').max(240, 'minutes-out-of-range').nullable().default(null).meta(school),
  })
  .refine(({ status, minutes }) => status !== 'late' || minutes !== null, { path: ['minutes'], error: 'minutes-needed' })
  .refine(({ status, minutes }) => status === 'late' || minutes === null, { path: ['minutes'], error: 'minutes-for-late-only' });
export type Mark = z.infer<typeof Mark>;

/** One class in one period of one day; period 0 is the day's only register, of a class without a timetable. */
export const RegisterKey = z.object({ schoolId: SchoolId, classId: z.uuid(), day: Day, period: z.coerce.number().int().min(0).max(12) });
export type RegisterKey = z.infer<typeof RegisterKey>;
/** A page knows the class only: the school is the viewer's, the day is today. */
export const ViewRegister = RegisterKey.partial({ schoolId: true, day: true });

export const RegisterMarks = z.object({
  /** The version that the marks were made from; 0 for a register not taken yet. */
  version: z.number().int().min(0),
  marks: z.array(Mark).max(200),
  /** Why a register of an earlier day changes. */
  reason: z.string().trim().max(300, 'reason-too-long').default(''),
});
export const MarkRegister = RegisterKey.extend(RegisterMarks.shape);
export type MarkRegister = z.infer<typeof MarkRegister>;

/** not-yet: the lesson has not come near; open: its teachers may mark; office: only the training manager may; closed: nobody may; no-school: no lessons on that day. */
export const RegisterStanding = z.enum(['not-yet', 'open', 'office', 'closed', 'no-school']);
export type RegisterStanding = z.infer<typeof RegisterStanding>;

const Saved = {
  version: z.number().int().meta(school),
  /** When it was saved last, and that moment on the school's clock; null when it was never taken. */
  savedAt: z.iso.datetime({ offset: true }).nullable().meta(school),
  savedTime: z.string().nullable().meta(school),
  pupils: z.number().int().meta(school),
  /** In school or taught online: neither absent, excused nor sick. */
  present: z.number().int().meta(school),
};
export const RegisterSaved = z.object({ ...Saved, savedBy: z.string().nullable().meta(school) });
export type RegisterSaved = z.infer<typeof RegisterSaved>;

export const Register = z.object({
  schoolId: z.number().int().meta(school),
  classId: z.uuid().meta(school),
  className: z.string().meta(school),
  today: Day.meta(open),
  day: Day.meta(open),
  period: z.number().int().meta(school),
  subject: Subject.nullable().meta(school),
  starts: z.string().nullable().meta(school),
  ends: z.string().nullable().meta(school),
  room: z.string().meta(school),
  schoolDay: SchoolDay.meta(open),
  standing: RegisterStanding.meta(school),
  /** On the day's clock; null when the lesson has no time of its own. */
  opensAt: z.string().nullable().meta(school),
  ...Saved,
  savedBy: z.string().nullable().meta(school),
  /** Pupils in the order of the Mongolian alphabet. */
  roll: z
    .array(z.object({ pupilId: z.uuid().meta(school), name: z.string().meta(school), status: AttendanceStatus.meta(school), minutes: z.number().int().nullable().meta(school) }))
    .max(200)
    .meta(school),
  /** Beside today's register: who stands in the class from tomorrow on. Who is entered after a register of the day was taken begins the next day, for they would count as present in it. */
  fromTomorrow: z.array(z.string().meta(school)).max(200).meta(school),
  /** Minutes since the lesson began, for who comes late now; null when it is not running. */
  minutesIn: z.number().int().nullable().meta(school),
  may: z.object({ mark: z.boolean().meta(school), correct: z.boolean().meta(school), needsReason: z.boolean().meta(school) }).meta(school),
});
export type Register = z.infer<typeof Register>;

/** With the refusal 'register-changed': what somebody saved meanwhile, and what was sent. */
export const RegisterConflict = z.object({
  ...Saved,
  savedBy: z.string().nullable().meta(school),
  theirs: z.array(Mark).meta(school),
  yours: z.array(Mark).meta(school),
});
export type RegisterConflict = z.infer<typeof RegisterConflict>;

const MarkShown = z.object({ status: AttendanceStatus.meta(school), minutes: z.number().int().nullable().meta(school) });
export const RegisterHistory = z.object({
  takenBy: z.string().meta(school),
  takenAt: z.iso.datetime({ offset: true }).meta(school),
  timezone: z.string().meta(open),
  /** The newest first. */
  corrections: z
    .array(
      z.object({
        version: z.number().int().meta(school),
        by: z.string().meta(school),
        at: z.iso.datetime({ offset: true }).meta(school),
        reason: z.string().meta(school),
        changes: z.array(z.object({ name: z.string().meta(school), from: MarkShown.meta(school), to: MarkShown.meta(school) })).meta(school),
      }),
    )
    .max(100)
    .meta(school),
});
export type RegisterHistory = z.infer<typeof RegisterHistory>;

/** Where the school's clock stands to a lesson; to the day's only register it is 'now' all day. */
const When = z.enum(['past', 'now', 'later']).meta(school);
export const ViewTeachingDay = z.object({ schoolId: SchoolId, day: Day.optional() });
const TaughtLesson = z.object({
  classId: z.uuid().meta(school),
  className: z.string().meta(school),
  period: z.number().int().meta(school),
  starts: z.string().nullable().meta(school),
  ends: z.string().nullable().meta(school),
  subject: Subject.nullable().meta(school),
  room: z.string().meta(school),
  when: When,
  taken: z
    .object({ ...Saved, savedDay: Day.meta(school) })
    .nullable()
    .meta(school),
  may: z.object({ mark: z.boolean().meta(school) }).meta(school),
});
export const TeachingDay = z.object({
  schoolId: z.number().int().meta(school),
  schoolName: z.string().meta(open),
  today: Day.meta(open),
  day: Day.meta(open),
  schoolDay: SchoolDay.meta(open),
  lessons: z.array(TaughtLesson).max(60).meta(school),
  /** Of which the teacher is the class teacher. */
  ownClasses: z
    .array(z.object({ classId: z.uuid().meta(school), className: z.string().meta(school), pupils: z.number().int().meta(school) }))
    .max(20)
    .meta(school),
  /** Registers of the last working days that were not taken and may be still. */
  waiting: z
    .array(
      z.object({
        day: Day.meta(open),
        classId: z.uuid().meta(school),
        className: z.string().meta(school),
        period: z.number().int().meta(school),
        starts: z.string().nullable().meta(school),
        subject: Subject.nullable().meta(school),
      }),
    )
    .max(60)
    .meta(school),
});
export type TeachingDay = z.infer<typeof TeachingDay>;

/** A page knows the class only: the school is the viewer's. */
export const ClassOnDay = z.object({ schoolId: SchoolId.optional(), classId: z.uuid(), day: Day.optional() });
/** Whether a register was taken may all staff of the school know; what stands in it opens to some. */
const RegisterOfClass = { when: When, taken: z.boolean().meta(school), may: z.object({ view: z.boolean().meta(school) }).meta(school) };
export const DayOfLessons = z.object({
  schoolId: z.number().int().meta(school),
  classId: z.uuid().meta(school),
  className: z.string().meta(school),
  today: Day.meta(open),
  schoolDay: SchoolDay.meta(open),
  lessons: z.array(Lesson.extend(RegisterOfClass)).max(60).meta(school),
  /** The day's only one, of a class without a timetable. */
  dayRegister: z.object(RegisterOfClass).nullable().meta(school),
});
export type DayOfLessons = z.infer<typeof DayOfLessons>;

const DayInClass = z.object({
  day: Day.meta(open),
  /** With lessons of this class. */
  isSchoolDay: z.boolean().meta(open),
  /** Whether its first lesson has begun. */
  begun: z.boolean().meta(open),
  /** Registers of the class on that day: how many were taken of how many. */
  taken: z.number().int().meta(school),
  due: z.number().int().meta(school),
});
/** A class's week, pupil by pupil and day by day. */
export const ClassWeek = z.object({
  schoolId: z.number().int().meta(school),
  classId: z.uuid().meta(school),
  className: z.string().meta(school),
  today: Day.meta(open),
  days: z.array(DayInClass).max(7).meta(school),
  pupils: z
    .array(
      z.object({
        pupilId: z.uuid().meta(school),
        name: z.string().meta(school),
        /** One for each of `days`. */
        days: z.array(z.object({ status: WeekStatus.meta(school), minutes: z.number().int().nullable().meta(school), away: z.number().int().meta(school) })).meta(school),
      }),
    )
    .max(200)
    .meta(school),
});
export type ClassWeek = z.infer<typeof ClassWeek>;

export const ViewSchoolDay = z.object({ schoolId: SchoolId, day: Day.optional() });
const Counted = z.object({
  registers: z.number().int().meta(school),
  pupils: z.number().int().meta(school),
  present: z.number().int().meta(school),
});
/** What a school's attendance came to, without a pupil in it. */
export const SchoolAttendance = z.object({
  schoolId: z.number().int().meta(school),
  schoolName: z.string().meta(open),
  today: Day.meta(open),
  day: Day.meta(open),
  time: z.string().meta(open),
  schoolDay: SchoolDay.meta(open),
  /** The school day before the one shown; null when none is known. */
  previousSchoolDay: Day.nullable().meta(open),
  /** Registers whose lesson has begun: how many there are, and how many of them were taken. */
  due: z.number().int().meta(school),
  taken: z.number().int().meta(school),
  missing: z
    .array(
      z.object({
        classId: z.uuid().meta(school),
        className: z.string().meta(school),
        period: z.number().int().meta(school),
        starts: z.string().nullable().meta(school),
        subject: Subject.nullable().meta(school),
        teacher: z.string().meta(school),
      }),
    )
    .max(2000)
    .meta(school),
  classes: z
    .array(
      z.object({
        classId: z.uuid().meta(school),
        className: z.string().meta(school),
        grade: z.number().int().nullable().meta(school),
        /** Of the last register taken that day; null when none was. */
        now: Counted.nullable().meta(school),
        /** Of all the registers of the week up to that day. */
        week: Counted.nullable().meta(school),
        taken: z.number().int().meta(school),
        due: z.number().int().meta(school),
      }),
    )
    .max(200)
    .meta(school),
});
export type SchoolAttendance = z.infer<typeof SchoolAttendance>;

const family = { audience: 'family' } as const;
const sensitive = { audience: 'sensitive' } as const;
export const ViewChildTerm = z.object({ schoolId: SchoolId, pupilId: z.uuid(), day: Day.optional() });
/** A pupil's term: each school day so far, the exceptions lesson by lesson, and what they add up to. */
export const ChildTerm = z.object({
  schoolId: z.number().int().meta(family),
  schoolName: z.string().meta(open),
  pupilId: z.uuid().meta(family),
  name: z.string().meta(family),
  className: z.string().meta(family),
  /** Where the child lives, the nearest area first; without areas when the school was not told. Left out for who does not look after the child. */
  home: z
    .object({ inDormitory: z.boolean().meta(sensitive), areas: z.array(Area).max(2).meta(sensitive) })
    .optional()
    .meta(sensitive),
  today: Day.meta(open),
  /** null when the school has told no terms: then it is the school year so far */
  title: z.string().nullable().meta(family),
  first: Day.meta(family),
  last: Day.meta(family),
  days: z
    .array(
      z.object({
        day: Day.meta(family),
        status: DayStatus.meta(family),
        minutes: z.number().int().nullable().meta(family),
        taken: z.number().int().meta(family),
        away: z.number().int().meta(family),
      }),
    )
    .max(300)
    .meta(family),
  exceptions: z
    .array(
      z.object({
        day: Day.meta(family),
        period: z.number().int().meta(family),
        subject: Subject.nullable().meta(family),
        status: ExceptionStatus.meta(family),
        minutes: z.number().int().nullable().meta(family),
        corrected: z.boolean().meta(family),
      }),
    )
    .max(2000)
    .meta(family),
  /** School days by what they came to. */
  counts: z
    .object({
      present: z.number().int().meta(family),
      late: z.number().int().meta(family),
      absent: z.number().int().meta(family),
      excused: z.number().int().meta(family),
      sick: z.number().int().meta(family),
      online: z.number().int().meta(family),
      'not-taken': z.number().int().meta(family),
    })
    .meta(family),
  may: z.object({ seeReaders: z.boolean().meta(family), changeRights: z.boolean().meta(family) }).meta(family),
});
export type ChildTerm = z.infer<typeof ChildTerm>;
