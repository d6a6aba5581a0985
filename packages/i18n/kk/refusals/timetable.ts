export const timetable = {
  'class-not-found': 'Мұндай сынып табылмады.',
  'not-a-day': 'Күнді дұрыс енгізіңіз.',
};
