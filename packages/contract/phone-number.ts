import { z } from 'zod';

/** A phone as people write it, as +97699112233: spaces, dashes and brackets go, eight digits are Mongolia's. Undefined when it can be none. */
export function readPhone(text: string): string | undefined {
  const bare = text
    .normalize('NFKC')
    .replaceAll(/[\s().\-\u2010-\u2015]/g, '')
    .replace(/^00/, '+');
  if (/^[2-9]\d{7}$/.test(bare)) return `+976${bare}`;
  if (/^\+?976\d{8}$/.test(bare)) return `+${bare.replace('+', '')}`;
  return /^\+[1-9]\d{7,14}$/.test(bare) && !bare.startsWith('+976') ? bare : undefined;
}

export const PhoneNumber = z
  .string()
  .max(40, 'phone-unreadable')
  .transform((text, context) => {
    const number = readPhone(text);
    if (number === undefined) context.addIssue({ code: 'custom', message: 'phone-unreadable' });
    return number ?? '';
  });

/** The same, or nothing. */
export const OptionalPhone = z
  .string()
  .max(40, 'phone-unreadable')
  .default('')
  .transform((text, context) => {
    if (text.trim() === '') return null;
    const number = readPhone(text);
    if (number === undefined) context.addIssue({ code: 'custom', message: 'phone-unreadable' });
    return number ?? null;
  });
