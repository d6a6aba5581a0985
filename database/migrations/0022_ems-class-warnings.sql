-- Which source means somebody by which id: for a list of what a bundle left out, seen by whoever may see the person.
create policy seen on person_source to khamtdaa_web using (exists (select from person p where p.id = person_id));
grant select on person_source to khamtdaa_web;
