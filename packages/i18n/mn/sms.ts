/** At most 70 characters each: one Cyrillic message. */
export const sms = {
  code: ({ code }: { code: string }) => `Хамтдаа: нэвтрэх код ${code}. 5 минут хүчинтэй. Хэнд ч бүү хэл.`,
  factorReplaced: 'Хамтдаа: таны нууц үг солигдлоо. Та биш бол сургуульдаа хэл.',
};
