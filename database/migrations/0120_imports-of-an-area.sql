-- Whoever oversees a school sees how its imports stand: counts and rows, no names.
alter policy seen on ems_import using (uploaded_by = viewer_person_id() or school_id = any (viewer_school_ids()) or school_id = any (viewer_area_school_ids()));
-- An import that fills tables takes their statistics, or the next page is planned for empty ones.
grant maintain on person, person_source, person_phone, guardian_as_told, academic_session, course, class_group, pupil, staff, enrolment, posting, guardianship, lesson to khamtdaa_jobs;
