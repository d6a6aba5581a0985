-- Nothing ever closed a school: a bundle in bulk mode has no word for it, and a school that a bundle lacks stays as it is.
alter table school drop column ended_on;
