import type { ApiRoutes } from './api-base.ts';
import { attendanceRoutes, familyRoutes } from './attendance-routes.ts';
import { meRoutes } from './me-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { waysInRoutes } from './ways-in-routes.ts';

/** What /api/v1 serves, one area of it a file. */
export const areas: readonly ApiRoutes[] = [signInRoutes, waysInRoutes, meRoutes, familyRoutes, attendanceRoutes];
