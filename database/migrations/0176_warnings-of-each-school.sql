-- Odd values wait beside their row until it is known whose it is: lists are cut for each school alone, not where a nation's bundle has said enough.
do $$
declare t text;
begin
  foreach t in array array['ems_staged_org','ems_staged_session','ems_staged_course','ems_staged_class','ems_staged_user','ems_staged_demographic','ems_staged_role',
    'ems_staged_enrolment'] loop
    execute format('alter table %I add column odd jsonb', t); -- [{column, value, rule}]
  end loop;
end $$;

-- a class teacher's list looks for the rows of a class among those of the nation; equality of text is what the planner trusts behind a wall
create index ems_finding_warned on ems_finding (key) where severity = 'warning';
