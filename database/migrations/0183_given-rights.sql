-- What somebody gave to others is looked for when rights are given, and by who reads or ends their own data: few rows among those of all guardians.
create index guardianship_given on guardianship (delegated_by) where delegated_by is not null;
