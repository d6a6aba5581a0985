export const timetable = {
  'class-not-found': 'There is no such class.',
  'not-a-day': 'Please give a real date.',
};
