-- A court's word about a pupil holds at the next school too: its import finds what any school was given, and takes it along.
create policy carried on guardianship for select to khamtdaa_jobs using (effect = 'restrict');
create index guardianship_restricted on guardianship (pupil_id) where effect = 'restrict';

-- nobody is looked up by who posted them any more
drop index posting_by;
