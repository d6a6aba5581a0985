export { asLesson, whenIs } from './lessons.ts';
export { firstDayOfSchoolYear, isSchoolDay, lastSchoolDay, nextSchoolDay, schoolDayOf, workingDaysBetween, type SchoolCalendar } from './school-days.ts';
export {
  calendarSql,
  enrolledOn,
  hasTimetableSql,
  heldOn,
  lessonSql,
  lessonTables,
  moreWeekdaysSql,
  pupilsMoreWeekdaysSql,
  schoolsOnDaySql,
  subjectSql,
  type LessonRow,
} from './timetable-queries.ts';
export { viewChildWeek } from './view-child-week.ts';
