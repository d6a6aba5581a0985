import { en } from './en/index.ts';
import { kk } from './kk/index.ts';
import type { Language } from './language.ts';
import { mn } from './mn/index.ts';
import type { Text } from './text.ts';

const texts: Readonly<Record<Language, Text>> = { mn, kk, en };

/** The sentences of one language: t(language).attendance.minutesLate({ minutes: 5 }). */
export const t = (language: Language): Text => texts[language];

/** What a refusal says to a person. A code without a sentence is a fault of ours, so it never shows itself. */
export function refusalText(language: Language, code: string): string {
  const sentences: Readonly<Record<string, string>> = texts[language].refusals;
  return (Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? texts[language].errors.refused;
}

export * from './calendar.ts';
export * from './language.ts';
export * from './people.ts';
export type { Text } from './text.ts';
