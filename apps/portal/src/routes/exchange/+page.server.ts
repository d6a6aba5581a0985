import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { listImports, uploadPackage, uploadTimetable } from '@khamtdaa/modules/ems';
import { refuse } from '@khamtdaa/platform/errors';
import { redirect } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ list: await shown(listImports(event.locals.app, signedIn(event))) });

export const actions: Actions = {
  bundle: async (event) => {
    const actor = signedIn(event);
    const form = await event.request.formData();
    const { result, refused } = await done(
      form,
      take(form, (upload) => uploadPackage(event.locals.app, actor, upload)),
    );
    if (refused) return refused;
    redirect(303, `/exchange/${result.importId}`);
  },
  timetable: async (event) => {
    const actor = signedIn(event);
    const form = await event.request.formData();
    const asked = { schoolId: form.get('schoolId'), fromDay: form.get('fromDay') ?? undefined };
    const { result, refused } = await done(
      form,
      take(form, (upload) => uploadTimetable(event.locals.app, actor, asked, upload)),
    );
    if (refused) return refused;
    redirect(303, `/exchange/${result.importId}`);
  },
};

/** The file of a form as a stream; a form sent without one is refused like any other field. */
async function take<T>(form: FormData, upload: (file: { stream: Readable; fileName: string }) => Promise<T>): Promise<T> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return refuse('invalid-input', { fields: { file: 'required' } });
  return upload({ stream: Readable.fromWeb(file.stream() as ReadableStream), fileName: file.name });
}
