-- 'moved': a school that changed between the report and its change is not brought in, and the import says so.
alter table ems_import_school drop constraint ems_import_school_standing_check;
alter table ems_import_school add constraint ems_import_school_standing_check check (standing in ('checked', 'refused', 'unchanged', 'ready', 'applied', 'moved'));

-- since when the present step runs, from which the time left is told; schools of the bundle before that this one lacks
alter table ems_import add column step_began_at timestamptz, add column not_in_bundle jsonb not null default '{"count": 0, "examples": []}';

update ems_import set progress_step = '';
alter table ems_import add constraint ems_import_progress_step_check check (progress_step in ('', 'read', 'check', 'people', 'compare', 'apply'));
