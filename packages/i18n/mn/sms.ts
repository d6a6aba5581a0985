/** At most 70 characters each: one Cyrillic message. */
export const sms = {
  code: ({ code }: { code: string }) => `Хамтдаа: нэвтрэх код ${code}. 5 минут хүчинтэй. Хэнд ч бүү хэлээрэй.`,
  accountOpened: 'Хамтдаа: таны эрх нээгдлээ. Та биш бол боловсролын газарт хэлээрэй.',
  factorReplaced: 'Хамтдаа: таны нууц үг солигдлоо. Та биш бол сургуульдаа хэлээрэй.',
  /** @param by who gives, short: В.Болд */
  delegated: ({ by }: { by: string }) => `Хамтдаа: ${by} хүүхдийнхээ мэдээллийг танд нээв. Нэвтрээрэй.`,
  /** @param link an address of the portal with the slip's digits */
  activation: ({ link }: { link: string }) => `Хамтдаа: эрхээ нээх: ${link}`,
};
