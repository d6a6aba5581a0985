with tables as (
  select c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
),
parts as (
  select t.relname, 1 as part, format(E'create table %I (\n%s\n)%s;', t.relname,
    (select string_agg(format('  %s', line), E',\n' order by kind, place, line) from (
      select 1 as kind, a.attnum as place, format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attcollation not in (0, 100) then ' collate ' || a.attcollation::regcollation else '' end, -- 100: the database's own
          case when a.attidentity <> '' then ' generated always as identity'
               when a.attgenerated <> '' then format(' generated always as (%s)%s', pg_get_expr(d.adbin, d.adrelid), case a.attgenerated when 's' then ' stored' else '' end)
               when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
          case when a.attnotnull then ' not null' else '' end) as line
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      union all
      select 2, 0, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k where k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conparentid = 0
    ) lines),
    case t.relkind when 'p' then ' partition by ' || pg_get_partkeydef(t.oid) else '' end) as text
  from tables t
  union all
  select t.relname, 2, string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\n' order by ic.relname)
  from tables t join pg_index i on i.indrelid = t.oid join pg_class ic on ic.oid = i.indexrelid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) group by t.relname
  union all
  select t.relname, 3, format('-- row-level security: %s', case when t.relforcerowsecurity then 'forced' else 'on, not forced' end) from tables t where t.relrowsecurity
  union all
  select p.tablename, 4, string_agg(format('create policy %I on %I%s for %s to %s%s%s;', p.policyname, p.tablename, case p.permissive when 'RESTRICTIVE' then ' as restrictive' else '' end, lower(p.cmd), array_to_string(p.roles, ', '),
    coalesce(' using (' || p.qual || ')', ''), coalesce(' with check (' || p.with_check || ')', '')), E'\n' order by p.policyname)
  from pg_policies p where p.schemaname = 'public' group by p.tablename
  union all
  select g.table_name, 5, string_agg(format('grant %s on %I to %s;', g.rights, g.table_name, g.grantee), E'\n' order by g.grantee) from (
    select table_name, grantee, string_agg(lower(privilege_type), ', ' order by privilege_type) as rights from information_schema.role_table_grants
    where table_schema = 'public' and grantee like 'khamtdaa\_%' and grantee <> current_user group by table_name, grantee
  ) g join tables t on t.relname = g.table_name group by g.table_name
  union all
  select g.table_name, 6, string_agg(format('grant %s (%s) on %I to %s;', g.privilege, g.columns, g.table_name, g.grantee), E'\n' order by g.grantee, g.privilege) from (
    select c.relname as table_name, x.grantee::regrole::text as grantee, lower(x.privilege_type) as privilege, string_agg(a.attname, ', ' order by a.attnum) as columns
    from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) x
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and a.attnum > 0 group by 1, 2, 3
  ) g group by g.table_name
  union all
  select t.relname, 7, string_agg(pg_get_triggerdef(g.oid) || ';', E'\n' order by g.tgname) from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal group by t.relname
)
select text from (
  select relname as name, part, text from parts
  union all
  select '~' || p.proname, 1, pg_get_functiondef(p.oid) || ';' ||
    case when p.proowner <> current_user::regrole then format(E'\nalter function %s owner to %s;', p.oid::regprocedure, p.proowner::regrole) else '' end ||
    case when p.proacl is null then '' else E'\n' || format('revoke execute on function %s from public;', p.oid::regprocedure) || coalesce((
      select format(E'\ngrant execute on function %s to %s;', p.oid::regprocedure, string_agg(case x.grantee when 0 then 'public' else x.grantee::regrole::text end, ', ' order by x.grantee::regrole::text))
      from aclexplode(p.proacl) x where x.grantee <> p.proowner and x.privilege_type = 'EXECUTE'), '') end from pg_proc p where p.pronamespace = 'public'::regnamespace
) everything order by name, part
