export { asLesson, whenIs } from './lessons.ts';
export {
  firstDayOfSchoolYear,
  isSchoolDay,
  isWorkingDay,
  lastSchoolDay,
  mondayOf,
  nextSchoolDay,
  schoolDayOf,
  whyNoLessons,
  workingDaysBetween,
  type SchoolCalendar,
} from './school-days.ts';
export { calendarSql, enrolledOn, heldOn, lessonSql, lessonTables, moreWeekdaysSql, pupilsMoreWeekdaysSql, subjectSql, type LessonRow } from './timetable-queries.ts';
export { viewChildWeek } from './view-child-week.ts';
