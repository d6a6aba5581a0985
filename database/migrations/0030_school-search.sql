-- The shifts that a school teaches in, for its public page: its classes are behind the wall.
-- Whoever changes classes sets it with the other counts: array(select distinct shift from class_group where … and ended_on is null and shift is not null order by 1).
alter table school add column shifts smallint[] not null default '{}' check (shifts <@ '{1,2,3}');

-- 2-р сургууль stands before 10-р сургууль.
create collation mn_numbered (provider = icu, locale = 'mn-u-kn-true');

/* How people type a name is not how it is written: small letters, Ө Є as О, Ү Ї Ұ V Y as У, Ё as Е, Kazakh letters as their Mongolian neighbours,
   Latin letters that look Cyrillic as Cyrillic, nothing but single spaces between words, and 84-р, 84р, 84 дүгээр as 84. Both sides of a search go through it. */
create function fold_search(written text) returns text language sql immutable parallel safe
  return btrim(regexp_replace(regexp_replace(
    translate(lower(written collate "mn-x-icu"), 'өєүїұvyёәғқңһіoaecpxköü-.,:;№#"''«»()[]/\%_*+&?!', 'ооуууууеагкнхиоаесрхкоу                        '),
    '(\d) ?(р|дугаар|дугээр)( |$)', '\1 ', 'g'), '\s+', ' ', 'g'));

-- What is searched: the name, and the words that people put beside it.
alter table school add column search_text text not null generated always as (fold_search(name || ' сургууль сургуулийн мектеп school')) stored;
alter table area add column search_text text not null generated always as (fold_search(name || ' ' || name_en || ' ' || case level
  when 'soum' then 'сум сумын сұмы soum' when 'district' then 'дүүрэг дүүргийн аудан district' when 'aimag' then 'аймаг аймгийн аймақ aimag' else 'хот нийслэл қала астана city capital' end)) stored;
