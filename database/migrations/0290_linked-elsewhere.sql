-- A school may link its own pupil to a guardian whom another school brought. Who that one is, and by which phone they come in, that other school said, whose
-- management may have made them up before: here a phone opens the child only if this school's own bundle named it.
create policy found on guardian_as_told for select to khamtdaa_sign_in using (true);
grant select (school_id, guardian_id, phones) on guardian_as_told to khamtdaa_sign_in;
