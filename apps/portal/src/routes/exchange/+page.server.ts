import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { UPLOAD_AT_MOST, UPLOAD_FRAME } from '@khamtdaa/contract/ems';
import { listImports, uploadPackage, uploadTimetable } from '@khamtdaa/modules/ems';
import { refuse, slowDown } from '@khamtdaa/platform/errors';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ list: await shown(listImports(event.locals.app, signedIn(event))) });

export const actions: Actions = {
  bundle: async (event) => {
    const actor = signedIn(event);
    const read = (form: FormData) => ({ file: fileIn(form), asked: { postingId: form.get('postingId') } });
    return bring(event, actor.personId, UPLOAD_AT_MOST.bundle, (form) => uploadPackage(event.locals.app, actor, async () => read(await form())));
  },
  timetable: async (event) => {
    const actor = signedIn(event);
    const read = (form: FormData) => ({ file: fileIn(form), asked: { schoolId: form.get('schoolId'), fromDay: form.get('fromDay') ?? undefined } });
    return bring(event, actor.personId, UPLOAD_AT_MOST.timetable, (form) => uploadTimetable(event.locals.app, actor, async () => read(await form())));
  },
};

/** A form takes three times its size of memory until its file is kept. A line that broke in the middle leaves one behind for some minutes. */
const AT_ONCE = 3;
const underWay = new Map<string, number>();
function count(personId: string, change: 1 | -1): void {
  const forms = (underWay.get(personId) ?? 0) + change;
  if (forms === 0) underWay.delete(personId);
  else underWay.set(personId, forms);
}

/** The form is read when the use case asks for it, and never one too large. From who may not send it, it is thrown away as it comes: a browser reads no answer before all is sent. */
async function bring(event: RequestEvent, personId: string, atMost: number, upload: (form: () => Promise<FormData>) => Promise<{ importId: string }>) {
  const form = new FormData();
  let isCounted = false;
  const reading = async () => {
    if (Number(event.request.headers.get('content-length')) > atMost + UPLOAD_FRAME) refuse('file-too-large', { fields: { file: 'file-too-large' } });
    if ((underWay.get(personId) ?? 0) >= AT_ONCE) slowDown('too-many-requests', 60);
    count(personId, 1);
    isCounted = true;
    for (const [name, value] of await event.request.formData()) form.append(name, value);
    return form;
  };
  const { result, refused } = await done(form, upload(reading)).finally(() => {
    if (isCounted) count(personId, -1);
  });
  if (!event.request.bodyUsed) void event.request.body?.pipeTo(new WritableStream()).catch(() => undefined);
  return refused ?? redirect(303, `/exchange/${result.importId}`);
}

/** The file of a form as a stream; a form sent without one is refused like any other field. */
function fileIn(form: FormData): { stream: Readable; fileName: string } {
  const file = form.get('file');
  if (!(file instanceof File) || file.name === '') return refuse('invalid-input', { fields: { file: 'file-missing' } }); // a browser sends a file without a name where none was chosen
  return { stream: Readable.fromWeb(file.stream() as ReadableStream), fileName: file.name };
}
