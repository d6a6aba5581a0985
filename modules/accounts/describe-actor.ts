import { Me } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { Actor } from './actor.ts';

/** The actor as the wire may carry it. */
export const describeActor = (actor: Actor): Cut<Me> =>
  cut(
    Me,
    {
      personId: actor.personId,
      kind: actor.kind,
      name: actor.name,
      language: actor.language,
      assurance: actor.assurance,
      postings: actor.postings.map(({ id, role, schoolId, areaCode }) => ({ id, role, schoolId, areaCode })),
      children: actor.children.map(({ schoolId, pupilId, rights, isDelegated }) => ({ schoolId, pupilId, rights: [...rights], isDelegated })),
    },
    SEES.oneself,
  );
