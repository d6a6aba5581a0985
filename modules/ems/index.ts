export { confirmImport } from './confirm-import.ts';
export { dropImport } from './drop-import.ts';
export { emsApply, emsReport, forgetStaleImports } from './import-jobs.job.ts';
export { listClassWarnings } from './list-class-warnings.ts';
export { listImports } from './list-imports.ts';
export { applyReport, dropReport, reportFile, reportTimetableFile } from './run-import.ts';
export { uploadPackage } from './upload-package.ts';
export { uploadTimetable } from './upload-timetable.ts';
export { viewImport } from './view-import.ts';
