import type { Db } from '@khamtdaa/platform/database';

export const deleteLooks = (db: Db, personId: string) => db.deleteFrom('last_look').where('person_id', '=', personId).execute();
