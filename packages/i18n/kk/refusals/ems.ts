import type { ems as Mongolian } from '../../mn/refusals/ems.ts';

export const ems = {
  'may-not-import': 'Топтама енгізуге құқығыңыз жоқ. Оны оқу ісінің меңгерушісі, директор немесе білім басқармасының маманы енгізеді.',
  'file-missing': 'Файлды таңдаңыз.',
  'file-too-large': 'Файл тым үлкен.',
  'file-empty': 'Файл бос.',
  'report-outdated': 'Бұл есеп ескірген. Жаңа есепті қараңыз.',
  'import-not-reported': 'Растайтын есеп жоқ.',
  'some-schools-faulty': 'Кейбір жолда қате бар. Тек қатесіз мектептерді енгізсеңіз, белгілеңіз.',
  'many-would-go': 'Тіркелгендердің бестен бірінен көбі шығарылғалы тұр. Дұрыс болса, белгілеңіз.',
  'nothing-to-change': 'Өзгертетін ештеңе жоқ.',
} satisfies typeof Mongolian;
