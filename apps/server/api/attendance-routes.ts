import {
  ChildTerm,
  ClassWeek,
  DayOfLessons,
  MarkRegister,
  Register,
  RegisterHistory,
  RegisterKey,
  RegisterMarks,
  RegisterSaved,
  SchoolAttendance,
  TeachingDay,
} from '@khamtdaa/contract/attendance';
import { Home } from '@khamtdaa/contract/home';
import { ChildWeek, Day, SchoolId } from '@khamtdaa/contract/timetable';
import {
  markRegister,
  viewChildTerm,
  viewClassDay,
  viewClassWeek,
  viewHome,
  viewRegister,
  viewRegisterHistory,
  viewSchoolDay,
  viewTeachingDay,
} from '@khamtdaa/modules/attendance';
import { viewChildWeek } from '@khamtdaa/modules/timetable';
import { z } from 'zod';
import { actorOf, writerOf, type ApiRoutes } from './api-base.ts';

const School = z.object({ schoolId: SchoolId });
const Child = School.extend({ pupilId: z.uuid() });
const Class = School.extend({ classId: z.uuid() });
const OnDay = z.object({ day: Day.optional() });
const REGISTER = '/schools/:schoolId/registers/:day/:classId/:period';

/** What families read: children at a glance, a child's term and timetable. */
export const familyRoutes: ApiRoutes = (api, app) => {
  const tags = ['family'];
  api.get('/children', { schema: { tags, summary: 'Each child of a guardian at a glance; for a pupil, the pupil', response: { 200: Home } } }, async (request) =>
    viewHome(app, await actorOf(app, request)),
  );
  api.get(
    '/schools/:schoolId/children/:pupilId/attendance',
    { schema: { tags, summary: 'A pupil’s term of attendance, day by day', params: Child, querystring: OnDay, response: { 200: ChildTerm } } },
    async (request) => viewChildTerm(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
  api.get(
    '/schools/:schoolId/children/:pupilId/timetable',
    { schema: { tags, summary: 'A pupil’s lessons of the week in which a day lies', params: Child, querystring: OnDay, response: { 200: ChildWeek } } },
    async (request) => viewChildWeek(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
};

/** The roll, and what a school sees of it. */
export const attendanceRoutes: ApiRoutes = (api, app) => {
  const tags = ['attendance'];
  api.get(
    '/schools/:schoolId/teaching-day',
    { schema: { tags, summary: 'A teacher’s own lessons of a day with their registers', params: School, querystring: OnDay, response: { 200: TeachingDay } } },
    async (request) => viewTeachingDay(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
  api.get(REGISTER, { schema: { tags, summary: 'A class’s register for a lesson', params: RegisterKey, response: { 200: Register } } }, async (request) =>
    viewRegister(app, await actorOf(app, request), request.params),
  );
  api.get(
    `${REGISTER}/history`,
    { schema: { tags, summary: 'Who took a register, and each correction', params: RegisterKey, response: { 200: RegisterHistory } } },
    async (request) => viewRegisterHistory(app, await actorOf(app, request), request.params),
  );
  const summary = 'Saves a register: everyone present but those marked. 409 register-changed answers what somebody saved meanwhile and what was sent';
  api.put(REGISTER, { schema: { tags, summary, params: RegisterKey, body: RegisterMarks, response: { 200: RegisterSaved } } }, async (request) =>
    markRegister(app, await writerOf(app, request), { ...request.params, ...request.body } satisfies MarkRegister),
  );
  api.get(
    '/schools/:schoolId/classes/:classId/week',
    { schema: { tags, summary: 'A class’s week, pupil by pupil', params: Class, querystring: OnDay, response: { 200: ClassWeek } } },
    async (request) => viewClassWeek(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
  api.get(
    '/schools/:schoolId/classes/:classId/lessons',
    { schema: { tags, summary: 'A class’s lessons of a day, each with its register: taken or not', params: Class, querystring: OnDay, response: { 200: DayOfLessons } } },
    async (request) => viewClassDay(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
  api.get(
    '/schools/:schoolId/attendance',
    {
      schema: {
        tags,
        summary: 'A school’s registers of a day and its attendance by class, without a pupil',
        params: School,
        querystring: OnDay,
        response: { 200: SchoolAttendance },
      },
    },
    async (request) => viewSchoolDay(app, await actorOf(app, request), { ...request.params, ...request.query }),
  );
};
