import type { Db } from '@khamtdaa/platform/database';

export const deleteAsTold = (db: Db, personId: string) => db.deleteFrom('guardian_as_told').where('guardian_id', '=', personId).execute();
