import { refusalText, type Language } from '@khamtdaa/i18n';
import type { Refused } from './refusals.ts';

/** What is wrong with one field of a form that came back, as a sentence. Of a field that takes several: what is wrong with any of them. */
export const problemOf = (language: Language, refused: Refused | undefined, field: string): string | undefined => {
  const code = refused?.fields[field] ?? Object.entries(refused?.fields ?? {}).find(([path]) => path.startsWith(`${field}.`))?.[1];
  return code === undefined ? undefined : refusalText(language, code);
};
