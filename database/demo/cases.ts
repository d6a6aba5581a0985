import type { Relation } from './model.ts';
import type { Sex } from './names.ts';
import type { SchoolKey } from './school-plans.ts';

interface CasePerson {
  readonly key: string;
  readonly given: string;
  readonly patronymic: string;
  readonly clan?: string;
  readonly sex: Sex;
  readonly language?: 'mn' | 'kk';
}
interface CaseGuardian extends CasePerson {
  readonly role: 'parent' | 'guardian' | 'relative';
  readonly birthYear: number;
  /** 'korea': abroad. Another guardian's key: one phone for two people. */
  readonly phone?: 'korea' | 'none' | { readonly sharedWith: string };
}
interface CaseChild extends CasePerson {
  readonly school: SchoolKey;
  readonly section: string;
  readonly dormitory?: boolean;
  /** Guardians' keys, and what each is to the child. */
  readonly guardians: Readonly<Record<string, Relation>>;
}
export interface CaseFamily {
  readonly guardians: readonly CaseGuardian[];
  readonly children: readonly CaseChild[];
}

/** Families whom docs/demo.md names. A key is the sourcedId in the bundle, so that later steps find the same people again. */
export const caseFamilies: readonly CaseFamily[] = [
  {
    // three children at two schools: two in the city, the youngest with her grandparents in the soum
    guardians: [
      { key: 'case-two-schools-mother', given: 'Оюунчимэг', patronymic: 'Дорж', sex: 'female', role: 'parent', birthYear: 1987 },
      { key: 'case-two-schools-father', given: 'Ганбаатар', patronymic: 'Баяр', clan: 'Боржигин', sex: 'male', role: 'parent', birthYear: 1985 },
      { key: 'case-two-schools-grandmother', given: 'Цэрэндулам', patronymic: 'Лувсан', sex: 'female', role: 'guardian', birthYear: 1959 },
    ],
    children: [
      {
        key: 'case-two-schools-son',
        given: 'Тэмүүлэн',
        patronymic: 'Ганбаатар',
        clan: 'Боржигин',
        sex: 'male',
        school: 'city',
        section: '9а',
        guardians: { 'case-two-schools-mother': 'mother', 'case-two-schools-father': 'father' },
      },
      {
        key: 'case-two-schools-daughter',
        given: 'Номин',
        patronymic: 'Ганбаатар',
        clan: 'Боржигин',
        sex: 'female',
        school: 'city',
        section: '5б',
        guardians: { 'case-two-schools-mother': 'mother', 'case-two-schools-father': 'father' },
      },
      {
        key: 'case-two-schools-youngest',
        given: 'Хулан',
        patronymic: 'Ганбаатар',
        clan: 'Боржигин',
        sex: 'female',
        school: 'soum',
        section: '1а',
        guardians: { 'case-two-schools-mother': 'mother', 'case-two-schools-grandmother': 'grandparent' },
      },
    ],
  },
  {
    // divorced: a court keeps the father from everything about the daughter, and from nothing about the son
    guardians: [
      { key: 'case-divorced-mother', given: 'Ариунаа', patronymic: 'Нэргүй', sex: 'female', role: 'parent', birthYear: 1988 },
      { key: 'case-divorced-father', given: 'Батзориг', patronymic: 'Лхагвасүрэн', sex: 'male', role: 'parent', birthYear: 1986 },
    ],
    children: [
      {
        key: 'case-divorced-daughter',
        given: 'Сарнай',
        patronymic: 'Батзориг',
        sex: 'female',
        school: 'city',
        section: '3а',
        guardians: { 'case-divorced-mother': 'mother', 'case-divorced-father': 'father' },
      },
      {
        key: 'case-divorced-son',
        given: 'Идэр',
        patronymic: 'Батзориг',
        sex: 'male',
        school: 'city',
        section: '7б',
        guardians: { 'case-divorced-mother': 'mother', 'case-divorced-father': 'father' },
      },
    ],
  },
  {
    // herders: one child in the dormitory, one with an aunt in the soum's centre
    guardians: [
      { key: 'case-herder-father', given: 'Сүхбат', patronymic: 'Пүрэвдорж', clan: 'Бэсүд', sex: 'male', role: 'parent', birthYear: 1981 },
      { key: 'case-herder-mother', given: 'Алтанцэцэг', patronymic: 'Очирбат', sex: 'female', role: 'parent', birthYear: 1984, phone: 'none' },
      { key: 'case-caretaker', given: 'Долгорсүрэн', patronymic: 'Пүрэвдорж', sex: 'female', role: 'relative', birthYear: 1978 },
    ],
    children: [
      {
        key: 'case-herder-daughter',
        given: 'Энхтуяа',
        patronymic: 'Сүхбат',
        clan: 'Бэсүд',
        sex: 'female',
        school: 'soum',
        section: '8а',
        dormitory: true,
        guardians: { 'case-herder-father': 'father', 'case-herder-mother': 'mother' },
      },
      {
        key: 'case-herder-son',
        given: 'Мөнхбат',
        patronymic: 'Сүхбат',
        clan: 'Бэсүд',
        sex: 'male',
        school: 'soum',
        section: '2а',
        guardians: { 'case-herder-father': 'father', 'case-herder-mother': 'mother', 'case-caretaker': 'relative' },
      },
    ],
  },
  {
    // grandparents alone
    guardians: [
      { key: 'case-grandmother', given: 'Дулмаа', patronymic: 'Ёндон', sex: 'female', role: 'guardian', birthYear: 1961 },
      { key: 'case-grandfather', given: 'Содном', patronymic: 'Шийрэв', sex: 'male', role: 'guardian', birthYear: 1958 },
    ],
    children: [
      {
        key: 'case-grandparents-child',
        given: 'Билгүүн',
        patronymic: 'Энхболд',
        sex: 'male',
        school: 'city',
        section: '4в',
        guardians: { 'case-grandmother': 'grandparent', 'case-grandfather': 'grandparent' },
      },
    ],
  },
  {
    // parents in Korea, the child with a grandmother
    guardians: [
      { key: 'case-abroad-mother', given: 'Энхжин', patronymic: 'Цогтбаатар', sex: 'female', role: 'parent', birthYear: 1989, phone: 'korea' },
      { key: 'case-abroad-father', given: 'Мөнх-Эрдэнэ', patronymic: 'Сайнбаяр', sex: 'male', role: 'parent', birthYear: 1987, phone: 'korea' },
      { key: 'case-abroad-grandmother', given: 'Янжинлхам', patronymic: 'Даваадорж', sex: 'female', role: 'relative', birthYear: 1960 },
    ],
    children: [
      {
        key: 'case-abroad-child',
        given: 'Анужин',
        patronymic: 'Мөнх-Эрдэнэ',
        sex: 'female',
        school: 'city',
        section: '6а',
        guardians: { 'case-abroad-mother': 'mother', 'case-abroad-father': 'father', 'case-abroad-grandmother': 'grandparent' },
      },
    ],
  },
  {
    // a mother and her own mother share one phone, each with a child of her own to look after
    guardians: [
      { key: 'case-one-phone-grandmother', given: 'Лхамсүрэн', patronymic: 'Жамц', sex: 'female', role: 'guardian', birthYear: 1962 },
      {
        key: 'case-one-phone-mother',
        given: 'Сувд-Эрдэнэ',
        patronymic: 'Бямбадорж',
        sex: 'female',
        role: 'parent',
        birthYear: 1986,
        phone: { sharedWith: 'case-one-phone-grandmother' },
      },
    ],
    children: [
      {
        key: 'case-one-phone-grandson',
        given: 'Тэнгис',
        patronymic: 'Амарсанаа',
        sex: 'male',
        school: 'soum',
        section: '3а',
        guardians: { 'case-one-phone-grandmother': 'grandparent' },
      },
      { key: 'case-one-phone-daughter', given: 'Марал', patronymic: 'Зоригт', sex: 'female', school: 'soum', section: '6б', guardians: { 'case-one-phone-mother': 'mother' } },
    ],
  },
  {
    // a guardian who sits on the school's council
    guardians: [{ key: 'case-council-member', given: 'Уранчимэг', patronymic: 'Төмөр', sex: 'female', role: 'parent', birthYear: 1983 }],
    children: [{ key: 'case-council-child', given: 'Төгөлдөр', patronymic: 'Анхбаяр', sex: 'male', school: 'city', section: '6б', guardians: { 'case-council-member': 'mother' } }],
  },
  {
    // the class teacher's class: nobody known; a claim that waits; a claim refused; a phone to confirm
    guardians: [
      { key: 'case-claimed-mother', given: 'Болортуяа', patronymic: 'Ганхуяг', sex: 'female', role: 'parent', birthYear: 1990 },
      { key: 'case-reported-mother', given: 'Солонго', patronymic: 'Отгонбаяр', sex: 'female', role: 'parent', birthYear: 1991 },
    ],
    children: [
      { key: 'case-unknown-child', given: 'Өнөржаргал', patronymic: 'Батсайхан', sex: 'female', school: 'city', section: '5б', guardians: {} },
      { key: 'case-claimed-child', given: 'Чингүүн', patronymic: 'Ариунболд', sex: 'male', school: 'city', section: '5б', guardians: { 'case-claimed-mother': 'mother' } },
      { key: 'case-refused-child', given: 'Мишээл', patronymic: 'Эрхэмбаяр', sex: 'female', school: 'city', section: '5б', guardians: {} },
      { key: 'case-reported-child', given: 'Ундрах', patronymic: 'Хосбаяр', sex: 'female', school: 'city', section: '5б', guardians: { 'case-reported-mother': 'mother' } },
    ],
  },
  {
    // names that a page must bear: the same name twice in one class, a very long one, none of the father, and the traditional script
    guardians: [],
    children: [
      { key: 'case-same-name', given: 'Тэмүүлэн', patronymic: 'Гантулга', sex: 'female', school: 'city', section: '9а', guardians: {} },
      { key: 'case-long-name', given: 'Дэлгэрмөрөн-Эрдэнэчимэг', patronymic: 'Жаргалсайханбаяр', sex: 'female', school: 'city', section: '9а', guardians: {} },
      { key: 'case-script-name', given: 'Болд', patronymic: 'Бат', clan: 'Боржигин', sex: 'male', school: 'city', section: '9а', guardians: {} },
      { key: 'case-no-patronymic', given: 'Нұрсұлтан', patronymic: '', sex: 'male', school: 'kazakh', section: '7а', guardians: {} },
    ],
  },
  {
    guardians: [{ key: 'case-kazakh-mother', given: 'Айгуль', patronymic: 'Кабылхан', sex: 'female', role: 'parent', birthYear: 1988, language: 'kk' }],
    children: [
      { key: 'case-kazakh-daughter', given: 'Аяулым', patronymic: 'Еркебулан', sex: 'female', school: 'kazakh', section: '7а', guardians: { 'case-kazakh-mother': 'mother' } },
      { key: 'case-kazakh-son', given: 'Нурсултан', patronymic: 'Еркебулан', sex: 'male', school: 'kazakh', section: '2б', guardians: { 'case-kazakh-mother': 'mother' } },
    ],
  },
];
