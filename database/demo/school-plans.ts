export type SchoolKey = 'city' | 'soum' | 'kazakh';

/** Classes of one shift whose lessons ring together. */
export interface BellGroup {
  readonly shift: 1 | 2 | 3;
  readonly grades: readonly number[];
  readonly starts: string;
  readonly minutes: number;
}
export interface SchoolPlan {
  readonly key: SchoolKey;
  readonly sourceId: string;
  readonly code: string;
  readonly name: string;
  readonly areaCode: string;
  readonly aimagLetter: string;
  readonly timezone: 'Asia/Ulaanbaatar' | 'Asia/Hovd';
  readonly language: 'mn' | 'kk';
  readonly dormitory: boolean;
  readonly address: string;
  readonly phone: string;
  readonly pupils: number;
  /** how many sections each grade has, from the first to the twelfth */
  readonly sections: readonly number[];
  /** sections whose size is fixed; the others share the rest */
  readonly fixedSizes: Readonly<Record<string, number>>;
  readonly bells: readonly BellGroup[];
  /** sections without a timetable: one register a day */
  readonly withoutTimetable: readonly string[];
}

/** The schools are made up: 297 is no number of a school in Songinokhairkhan, and the other two carry names that no school there bears. */
export const schoolPlans: readonly SchoolPlan[] = [
  {
    key: 'city',
    sourceId: 'demo-297',
    code: 'demo-297',
    name: '297 дугаар сургууль',
    areaCode: '1116',
    aimagLetter: 'У',
    timezone: 'Asia/Ulaanbaatar',
    language: 'mn',
    dormitory: false,
    address: 'Улаанбаатар, Сонгинохайрхан дүүрэг',
    phone: '+97670002970',
    pupils: 1900,
    sections: [5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3],
    fixedSizes: { '9а': 45, '5б': 34 },
    bells: [
      { shift: 1, grades: [1, 5], starts: '08:00', minutes: 35 },
      { shift: 1, grades: [9, 10, 11, 12], starts: '08:00', minutes: 40 },
      { shift: 2, grades: [2, 3], starts: '11:30', minutes: 35 },
      { shift: 2, grades: [6, 7, 8], starts: '13:40', minutes: 40 },
      { shift: 3, grades: [4], starts: '15:00', minutes: 35 },
    ],
    withoutTimetable: [],
  },
  {
    key: 'soum',
    sourceId: 'demo-soum',
    code: 'demo-soum',
    name: 'Ундрам бүрэн дунд сургууль',
    areaCode: '6204',
    aimagLetter: 'Й',
    timezone: 'Asia/Ulaanbaatar',
    language: 'mn',
    dormitory: true,
    address: 'Өвөрхангай аймаг',
    phone: '+97670002971',
    pupils: 420,
    sections: [2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1],
    fixedSizes: {},
    bells: [
      { shift: 1, grades: [1, 2, 3, 4, 5], starts: '08:20', minutes: 35 },
      { shift: 1, grades: [6, 7, 8, 9, 10, 11, 12], starts: '08:20', minutes: 40 },
    ],
    withoutTimetable: ['1б'],
  },
  {
    key: 'kazakh',
    sourceId: 'demo-kazakh',
    code: 'demo-kazakh',
    name: 'Сыргаль бүрэн дунд сургууль',
    areaCode: '8301',
    aimagLetter: 'Б',
    timezone: 'Asia/Hovd',
    language: 'kk',
    dormitory: false,
    address: 'Баян-Өлгий аймаг, Өлгий сум',
    phone: '+97670002972',
    pupils: 700,
    sections: [2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1],
    fixedSizes: {},
    bells: [
      { shift: 1, grades: [1, 2, 5], starts: '08:00', minutes: 35 },
      { shift: 1, grades: [9, 10, 11, 12], starts: '08:00', minutes: 40 },
      { shift: 2, grades: [3, 4], starts: '12:40', minutes: 35 },
      { shift: 2, grades: [6, 7, 8], starts: '13:50', minutes: 40 },
    ],
    withoutTimetable: [],
  },
];

export const planOf = (key: SchoolKey): SchoolPlan => schoolPlans.find((plan) => plan.key === key) ?? missing(key);
const missing = (key: string): never => {
  throw new RangeError(`no school is called ${key}`);
};
