import type { App } from '@khamtdaa/platform/app';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { z } from 'zod';
import { carryRestrictions } from './carry-restrictions.ts';
import { takeTurn } from './register-guardianship-queries.ts';
import { daysAtSchoolsOf } from './rights-queries.ts';

export const CARRY_RESTRICTIONS = 'carry-restrictions';
const Job = z.object({ pupilId: z.uuid() });

/** A court's word entered at one school holds at every school that knows the child; an import takes it to those that come later. */
export const carryCourtsWord = (app: App): JobDefinition => ({
  queue: CARRY_RESTRICTIONS,
  handle: async (data) => {
    const { pupilId } = Job.parse(data);
    const now = app.clock.now();
    const schools = await inTransaction(app, jobFor(null), async (db) => {
      await takeTurn(db);
      return daysAtSchoolsOf(db, pupilId, now);
    });
    for (const { schoolId, today } of schools)
      await inTransaction(app, jobFor(schoolId), async (db) => {
        await takeTurn(db);
        await carryRestrictions(db, { schoolId, day: today, now });
      });
  },
});
