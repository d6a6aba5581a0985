import type { sms as Mongolian } from '../mn/sms.ts';

export const sms = {
  code: ({ code }) => `Хамтдаа: кіру коды ${code}. 5 минут жарамды. Ешкімге айтпаңыз.`,
  accountOpened: 'Хамтдаа: тіркелгіңіз ашылды. Сіз емес пе? Білім басқармасына айтыңыз.',
  factorReplaced: 'Хамтдаа: құпиясөзіңіз ауысты. Сіз емес пе? Мектепке айтыңыз.',
  delegated: ({ by, at }) => `Хамтдаа: ${by} баласы туралы мәліметті сізге ашты: ${at}`,
  activation: ({ link }: { link: string }) => `Хамтдаа: кіру: ${link}`,
} satisfies typeof Mongolian;
