export const timetable = {
  'class-not-found': 'Ийм анги олдсонгүй.',
  'not-a-day': 'Огноог зөв оруулна уу.',
};
