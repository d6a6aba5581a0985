import { refusalText, type Language } from '@khamtdaa/i18n';
import type { Refused } from './refusals.ts';

/** What is wrong with one field of a form that came back, in a sentence for each fault. Of a field that takes several: what is wrong with any of them. */
export const problemOf = (language: Language, refused: Refused | undefined, field: string): string | undefined => {
  const codes = Object.entries(refused?.fields ?? {}).flatMap(([path, code]) => (path === field || path.startsWith(`${field}.`) ? [code] : []));
  return codes.length === 0 ? undefined : [...new Set(codes)].map((code) => refusalText(language, code)).join(' ');
};
