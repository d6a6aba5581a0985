import type { platform as Mongolian } from '../../mn/refusals/platform.ts';

export const platform = {
  'not-found': 'This page does not exist, or is not open to you.',
  'invalid-input': 'Please check what you filled in. The marked fields are wrong.',
  'invalid-request': 'The request could not be understood. Please open the page again.',
  internal: 'Something went wrong on our side. Please try again.',
  'too-much-sent': 'This was too much to send, so it was not taken. Go back and shorten what you wrote.',
  'wrong-host': 'There is no service at this address.',
  'key-used-for-another-request': 'This request differs from the one before it. Please load the page again.',
  required: 'Please fill this in.',
  'invalid-type': 'Please fill this in.',
  'too-small': 'This is too short or too small.',
  'too-big': 'This is too long or too large.',
  'invalid-format': 'This is not written in the expected form.',
  'invalid-value': 'Please choose one from the list.',
} satisfies typeof Mongolian;
