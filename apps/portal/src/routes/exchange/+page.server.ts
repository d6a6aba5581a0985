import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { UPLOAD_AT_MOST, UPLOAD_FRAME } from '@khamtdaa/contract/ems';
import { listImports, uploadPackage, uploadTimetable } from '@khamtdaa/modules/ems';
import { refuse } from '@khamtdaa/platform/errors';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ list: await shown(listImports(event.locals.app, signedIn(event))) });

export const actions: Actions = {
  bundle: async (event) => {
    const actor = signedIn(event);
    const read = (form: FormData) => ({ file: fileIn(form), asked: { postingId: form.get('postingId') } });
    return bring(event, UPLOAD_AT_MOST.bundle, (form) => uploadPackage(event.locals.app, actor, async () => read(await form())));
  },
  timetable: async (event) => {
    const actor = signedIn(event);
    const read = (form: FormData) => ({ file: fileIn(form), asked: { schoolId: form.get('schoolId'), fromDay: form.get('fromDay') ?? undefined } });
    return bring(event, UPLOAD_AT_MOST.timetable, (form) => uploadTimetable(event.locals.app, actor, async () => read(await form())));
  },
};

/** The form is read when the use case asks for it, and never one too large. From who may not send it, it is thrown away as it comes: a browser reads no answer before all is sent. */
async function bring(event: RequestEvent, atMost: number, upload: (form: () => Promise<FormData>) => Promise<{ importId: string }>) {
  const form = new FormData();
  const reading = async () => {
    if (Number(event.request.headers.get('content-length')) > atMost + UPLOAD_FRAME) refuse('file-too-large', { fields: { file: 'file-too-large' } });
    for (const [name, value] of await event.request.formData()) form.append(name, value);
    return form;
  };
  const { result, refused } = await done(form, upload(reading));
  if (!event.request.bodyUsed) void event.request.body?.pipeTo(new WritableStream()).catch(() => undefined);
  return refused ?? redirect(303, `/exchange/${result.importId}`);
}

/** The file of a form as a stream; a form sent without one is refused like any other field. */
function fileIn(form: FormData): { stream: Readable; fileName: string } {
  const file = form.get('file');
  if (!(file instanceof File) || file.name === '') return refuse('invalid-input', { fields: { file: 'file-missing' } }); // a browser sends a file without a name where none was chosen
  return { stream: Readable.fromWeb(file.stream() as ReadableStream), fileName: file.name };
}
