export const languages = ['mn', 'kk', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, as a language switch shows it. */
export const languageNames: Readonly<Record<Language, string>> = { mn: 'Монгол', kk: 'Қазақша', en: 'English' };

export const LANGUAGE_COOKIE = 'lang';

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** What was chosen on this device beats what the account says, and that what the browser asks for; Mongolian when neither says anything that we speak. */
export function chooseLanguage(asked: { here?: string | null | undefined; account?: string | null | undefined; acceptLanguage?: string | null | undefined }): Language {
  if (isLanguage(asked.here)) return asked.here;
  if (isLanguage(asked.account)) return asked.account;
  const wanted = (asked.acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';');
      const quality = settings.map((setting) => /^\s*q=([\d.]+)$/.exec(setting)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((part) => part.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map((part) => part.language).find(isLanguage) ?? 'mn';
}
