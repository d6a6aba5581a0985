import { printLetters } from '@khamtdaa/modules/roster';
import { isRefusal } from '@khamtdaa/platform/errors';
import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/refusals.ts';
import type { RequestHandler } from './$types';

/** Letters as a file to print: of the pupils chosen, or of all who have no guardian. A POST, because it ends earlier codes. */
export const POST: RequestHandler = async (event) => {
  const actor = signedIn(event);
  const form = await event.request.formData();
  const chosen = form.getAll('pupil');
  const classId = event.params.class;
  try {
    const { pdf } = await printLetters(event.locals.app, actor, { classId, pupils: chosen.length > 0 ? chosen : 'without-guardian' });
    return new Response(pdf, {
      headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="letters.pdf"', 'cache-control': 'private, no-store' },
    });
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    redirect(303, `/teach/${classId}?problem=${thrown.code === 'invalid-input' ? 'invalid-request' : thrown.code}`);
  }
};
