import type { Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';

/** The doors of all modules; a module that is not here fails answers.test.ts. */
interface Doors {
  accounts: typeof import('@khamtdaa/modules/accounts');
  attendance: typeof import('@khamtdaa/modules/attendance');
  ems: typeof import('@khamtdaa/modules/ems');
  roster: typeof import('@khamtdaa/modules/roster');
  timetable: typeof import('@khamtdaa/modules/timetable');
  transparency: typeof import('@khamtdaa/modules/transparency');
}

/** Whose answers stay in the process, each with its reason. */
type Inside =
  | 'findActor' // says who is asking: what of it is shown goes through describeActor
  | 'listDueErasures' // the night's own
  | 'fallBackPhones'; // the night's own: a count

type Answer = Cut<unknown> | null | undefined;
/** A step within another use case's transaction: its answer goes on through that one. */
type IsStep<F extends Called> = Parameters<F> extends [App, infer Second, ...unknown[]] ? (unknown extends Second ? false : Second extends Db ? true : false) : false;
type Called = (...given: never[]) => unknown;
type IsCut<R> = [R] extends [JobDefinition] ? true : [Awaited<R>] extends [Answer] ? true : [R] extends [Promise<void>] ? true : false;
type IsUseCase<F extends Called> = Parameters<F> extends [infer First, ...unknown[]] ? ([First] extends [App] ? ([App] extends [First] ? true : false) : false) : false;

/** Names of a door's use cases whose answer was not cut to what the viewer may see. */
export type Uncut<Door> = {
  [Name in keyof Door]: Door[Name] extends Called
    ? IsUseCase<Door[Name]> extends true
      ? IsStep<Door[Name]> extends true
        ? never
        : IsCut<ReturnType<Door[Name]>> extends true
          ? never
          : Name
      : never
    : never;
}[keyof Door];

/** Fails the type check with the names of those whose answer leaves uncut. */
export const uncut: { [Door in keyof Doors]: [Exclude<Uncut<Doors[Door]>, Inside>] extends [never] ? 'none' : Uncut<Doors[Door]> } = {
  accounts: 'none',
  attendance: 'none',
  ems: 'none',
  roster: 'none',
  timetable: 'none',
  transparency: 'none',
};
