export const demo = {
  band: { words: 'Үзүүлэн: жинхэнэ мэдээлэл биш', people: 'Хүн солих' },
};
