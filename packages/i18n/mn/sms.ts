/** At most 70 characters each, so that it is one Cyrillic message; one with a link or a long name may be two. */
export const sms = {
  code: ({ code }: { code: string }) => `Хамтдаа: нэвтрэх код ${code}. 5 минут хүчинтэй. Хэнд ч бүү хэлээрэй.`,
  accountOpened: 'Хамтдаа: таны эрх нээгдлээ. Та биш бол боловсролын газарт хэлээрэй.',
  factorReplaced: 'Хамтдаа: таны нууц үг солигдлоо. Та биш бол сургуульдаа хэлээрэй.',
  /** @param by who gives, short: В.Болд; @param at where to sign in: khamtdaa.mn */
  delegated: ({ by, at }: { by: string; at: string }) => `Хамтдаа: ${by} хүүхдийнхээ мэдээллийг танд нээв: ${at}`,
  /** @param link an address of the portal with the slip's digits */
  activation: ({ link }: { link: string }) => `Хамтдаа: эрхээ нээх: ${link}`,
};
