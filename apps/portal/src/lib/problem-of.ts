import { refusalText, type Language } from '@khamtdaa/i18n';
import type { Refused } from './refusals.ts';

/** What is wrong with one field of a form that came back, as a sentence. */
export const problemOf = (language: Language, refused: Refused | undefined, field: string): string | undefined => {
  const code = refused?.fields[field];
  return code === undefined ? undefined : refusalText(language, code);
};
