import type { errors as Mongolian } from '../mn/errors.ts';

export const errors = {
  refused: 'This cannot be done just now. Please open the page again and see.',
  notFound: { title: 'There is no such page', body: 'The address may be mistyped, the page may have closed, or you may not have the right to see it.' },
  forbidden: { title: 'You do not have the right to see this page', body: 'If you should see it, please ask the class teacher or the training manager.' },
  signedOut: { title: 'Please sign in again', body: 'You were signed out to keep your account safe.' },
  unfit: { title: 'This could not be done', body: 'Please open the page again and see.' },
  tooMany: { title: 'Please wait a moment', body: 'Too many requests came in a short time. Try again in a minute.' },
  ours: { title: 'Sorry, something went wrong', body: 'It is not your fault. Please wait a little and try again. What you saved is still there.' },
  tell: 'If it happens again, please tell your school this number:',
  toSchools: 'Schools',
  toHome: 'To the home page',
  again: 'Try again',
} satisfies typeof Mongolian;
