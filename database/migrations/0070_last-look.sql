-- A look lasts half an hour: until it is over, what is new is told from the look before it.
alter table last_look add column before timestamptz;

/* What a child's guardians were told before registers were corrected: the child's own mark at the first correction since a moment, null where the child
   was present. Nobody else's. */
create function pupil_corrections(of_school int, of_pupil uuid, since timestamptz) returns table (day date, class_id uuid, period smallint, status text, minutes int)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (x.day, x.class_id, x.period) x.day, x.class_id, x.period, b.mark ->> 'status', (b.mark ->> 'minutes')::int
  from enrolment e
  join register_correction x on x.school_id = e.school_id and x.class_id = e.class_id and x.day >= e.began_on and x.day <= coalesce(e.ended_on, 'infinity')
  left join lateral (select m.mark from jsonb_array_elements(x.marks_before) m (mark) where m.mark ->> 'pupilId' = of_pupil::text) b on true
  where of_pupil = any (viewer_pupil_ids()) and e.school_id = of_school and e.person_id = of_pupil and e.role = 'pupil'
    and x.corrected_at > since and x.day >= (since - interval '60 days')::date
  order by x.day, x.class_id, x.period, x.version
$$;
revoke execute on function pupil_corrections from public;
grant execute on function pupil_corrections to khamtdaa_web;
