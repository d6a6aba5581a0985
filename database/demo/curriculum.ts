/** Weekly hours by grade: close to a real school's week, not the ministry's plan to the hour. Codes are those of database/reference/subjects.csv. */
/** Has no code in the system's list: a timetable names it in words. */
export const KAZAKH = 'Казах хэл';

export interface SubjectHours {
  readonly subject: string;
  readonly hours: number;
}

/** Subjects that one teacher of a Mongolian school usually teaches together. 'own' is the class teacher of a primary class. */
const fields: Readonly<Record<string, readonly string[]>> = {
  mongolian: ['МХЛ', 'УЗО', 'МБЧ'],
  kazakh: [KAZAKH],
  mathematics: ['МАТ'],
  physics: ['ФИЗ', 'МТ'],
  nature: ['ХИМ', 'БИО', 'ХББ'],
  society: ['ГЗЗ', 'ТҮҮ', 'НСУ'],
  english: ['АНГ'],
  russian: ['ОРХ'],
  arts: ['ДУГ', 'ХӨГ', 'ТХН'],
  sport: ['БНТ'],
};
const fieldOfSubject = new Map(Object.entries(fields).flatMap(([field, subjects]) => subjects.map((subject) => [subject, field] as const)));
const taughtBySpecialists = new Set(['БНТ', 'ХӨГ', 'АНГ', KAZAKH]);

export const fieldOf = (subject: string, grade: number): string => (grade <= 5 && !taughtBySpecialists.has(subject) ? 'own' : (fieldOfSubject.get(subject) ?? 'own'));

const hours = (text: string): SubjectHours[] =>
  text.split(' ').map((part) => {
    const [subject = '', count] = part.split(':');
    return { subject, hours: Number(count) };
  });

const primaryJunior = hours('МХЛ:6 МАТ:5 ХБО:2 ИБЛ:1 ДУГ:2 ХӨГ:2 БНТ:2 ТХН:1');
const primarySenior = hours('МХЛ:5 МАТ:5 ХББ:2 ХБН:2 ДУГ:2 ХӨГ:1 БНТ:2 ТХН:2 АНГ:2 МТ:1');
const middleSix = hours('МХЛ:3 УЗО:2 МБЧ:2 МАТ:5 ХББ:4 ГЗЗ:1 ТҮҮ:2 НСУ:1 АНГ:3 МТ:1 ТХН:2 ДУГ:1 ХӨГ:1 БНТ:2');
const middle = hours('МХЛ:2 УЗО:2 МБЧ:2 МАТ:5 ФИЗ:2 ХИМ:2 БИО:2 ГЗЗ:1 ТҮҮ:2 НСУ:1 АНГ:3 ОРХ:2 МТ:1 ТХН:1 БНТ:2');
const upper = hours('МХЛ:2 УЗО:2 МБЧ:2 МАТ:5 ФИЗ:3 ХИМ:2 БИО:2 ГЗЗ:2 ТҮҮ:2 НСУ:1 АНГ:3 МТ:1 ТХН:1 БНТ:2');

export function weekOf(grade: number, language: 'mn' | 'kk'): SubjectHours[] {
  const week = grade <= 2 ? primaryJunior : grade <= 5 ? primarySenior : grade === 6 ? middleSix : grade <= 9 ? middle : upper;
  if (language === 'mn') return week;
  // a Kazakh-language school learns Kazakh and Mongolian side by side; drawing and technology make room
  return [
    ...week.map((row) => (row.subject === 'МХЛ' && row.hours > 3 ? { ...row, hours: row.hours - 2 } : row)).filter((row) => row.subject !== 'ДУГ'),
    { subject: KAZAKH, hours: grade <= 5 ? 4 : 2 },
  ];
}

export const electives = [
  { subject: 'ФИЗ', title: 'Физик, гүнзгийрүүлсэн' },
  { subject: 'АНГ', title: 'Англи хэл, гүнзгийрүүлсэн' },
  { subject: 'НСУ', title: 'Нийгэм судлал, гүнзгийрүүлсэн' },
] as const;
