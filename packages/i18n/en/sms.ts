import type { sms as Mongolian } from '../mn/sms.ts';

export const sms = {
  code: ({ code }) => `Khamtdaa: your code is ${code}, good for 5 minutes. Tell nobody.`,
  accountOpened: 'Khamtdaa: your account was opened. Not you? Tell the education office.',
  factorReplaced: 'Khamtdaa: your password was replaced. Not you? Tell your school.',
  delegated: ({ by, at }) => `Khamtdaa: ${by} opened a child’s page to you: ${at}`,
  activation: ({ link }: { link: string }) => `Khamtdaa: open your account: ${link}`,
} satisfies typeof Mongolian;
