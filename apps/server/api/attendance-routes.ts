import { MarkRegister, Register, RegisterHistory, RegisterKey, RegisterMarks, RegisterSaved } from '@khamtdaa/contract/attendance';
import { markRegister, viewRegister, viewRegisterHistory } from '@khamtdaa/modules/attendance';
import { actorOf, writerOf, type ApiRoutes } from './api-base.ts';

const REGISTER = '/schools/:schoolId/registers/:day/:classId/:period';
export const attendanceRoutes: ApiRoutes = (api, app) => {
  const tags = ['attendance'];

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
};
