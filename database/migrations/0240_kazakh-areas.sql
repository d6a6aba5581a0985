-- In Kazakh an area is written with its ending: Дэлүүн сұмыны, Баян-Өлгий аймағы. A word copied from a page finds it.
alter table area alter column search_text set expression as (fold_search(name || ' ' || name_en || ' ' || case level
  when 'soum' then 'сум сумын сұмы сұмыны soum' when 'district' then 'дүүрэг дүүргийн аудан ауданы district' when 'aimag' then 'аймаг аймгийн аймақ аймағы aimag'
  else 'хот нийслэл қала қаласы астана city capital' end));
