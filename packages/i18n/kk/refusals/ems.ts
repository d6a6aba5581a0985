import type { ems as Mongolian } from '../../mn/refusals/ems.ts';

export const ems = {
  'may-not-import': 'Бума енгізуге құқығыңыз жоқ. Оны оқу менеджері, директор немесе білім бөлімінің маманы енгізеді.',
  'file-too-large': 'Файл тым үлкен.',
  'file-empty': 'Файл бос.',
  'report-outdated': 'Бұл есеп ескірген. Жаңа есепті қараңыз.',
  'import-not-reported': 'Растайтын есеп жоқ.',
  'some-schools-faulty': 'Қатесі бар жолдар бар. Тек қатесіз мектептерді енгізу үшін белгілеңіз.',
  'many-would-go': 'Бестен бірінен көбі кетпек. Дұрыс болса, белгілеңіз.',
  'nothing-to-change': 'Өзгертетін ештеңе жоқ.',
} satisfies typeof Mongolian;
