/* Drops the months that have been kept long enough on a day: reads of records after two years, sign-ins and other security events after one.
   The lives stand here, so that whoever may call it can end nothing sooner and nothing else. */
create function drop_old_months(today date) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
  month record;
  dropped int := 0;
begin
  for month in
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      join (values ('read_log', interval '2 years'), ('security_event', interval '1 year')) kept (parent, life) on kept.parent = i.inhparent::regclass::text
    where to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= today - kept.life
  loop
    execute format('drop table %I', month.name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
revoke execute on function drop_old_months from public;
grant execute on function drop_old_months to khamtdaa_jobs;
