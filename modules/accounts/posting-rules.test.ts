import { PostingRole } from '@khamtdaa/contract/accounts';
import { expect, test } from 'vitest';
import { mayAdmit, mayPost, SCHOOL_ROLES, type Place } from './posting-rules.ts';

const HERE = 1;
const ELSEWHERE = 2;
const placeOf = (role: PostingRole, over: Partial<Place> = {}): Place => ({
  role,
  schoolId: SCHOOL_ROLES.includes(role) ? HERE : null,
  areaCode: role === 'area_officer' ? '1101' : null,
  ...over,
});
const holding = (role: PostingRole, areaCode = '11') => ({
  postings: [{ id: role, role, schoolId: SCHOOL_ROLES.includes(role) ? HERE : null, areaCode: role === 'area_officer' ? areaCode : null }],
  areaSchoolIds: role === 'area_officer' ? [HERE] : [],
});

// written by hand: who may post whom, in their own place
const EXPECTED: Record<PostingRole, readonly PostingRole[]> = {
  teacher: [],
  dormitory_teacher: [],
  social_worker: [],
  council_member: [],
  training_manager: ['teacher', 'dormitory_teacher', 'social_worker', 'council_member'],
  director: ['teacher', 'dormitory_teacher', 'social_worker', 'council_member', 'training_manager'],
  area_officer: ['director', 'area_officer'],
  ministry_analyst: ['director', 'area_officer', 'ministry_analyst'],
  operator: ['ministry_analyst', 'operator'],
};
const pairs = PostingRole.options.flatMap((who) => PostingRole.options.map((whom) => [who, whom] as const));

test.each(pairs)('%s posts %s: as the table says', (who, whom) => {
  expect(mayPost(holding(who), placeOf(whom)) !== undefined).toBe(EXPECTED[who].includes(whom));
});

test.each([
  ['a director at another school', 'director', placeOf('teacher', { schoolId: ELSEWHERE })],
  ['a training manager at another school', 'training_manager', placeOf('teacher', { schoolId: ELSEWHERE })],
  ['an officer for a school of another area', 'area_officer', placeOf('director', { schoolId: ELSEWHERE })],
  ['an officer for another area', 'area_officer', placeOf('area_officer', { areaCode: '62' })],
  ['an officer for the nation', 'area_officer', placeOf('area_officer', { areaCode: null })],
] as const)('refused: %s', (_name, who, place) => {
  expect(mayPost(holding(who), place)).toBeUndefined();
});

test('an officer of a district does not post for the whole capital', () => {
  expect(mayPost(holding('area_officer', '1101'), placeOf('area_officer', { areaCode: '11' }))).toBeUndefined();
});

test('a way in: enough for every posting of the person, or none', () => {
  const manager = holding('training_manager');
  expect(mayAdmit(manager, [placeOf('teacher')])).toBeDefined();
  expect(mayAdmit(manager, [placeOf('teacher'), placeOf('director')])).toBeUndefined();
  expect(mayAdmit(manager, [])).toBeUndefined();
  // what stands under another posting of the same school goes with it
  const officer = holding('area_officer');
  expect(mayAdmit(officer, [placeOf('teacher'), placeOf('director')])).toBeDefined();
  expect(mayAdmit(holding('operator'), [placeOf('area_officer')])).toBeDefined();
  expect(mayAdmit(holding('area_officer'), [placeOf('teacher')])).toBeUndefined();
});

test('a way in for who is posted at another school too: only with that school’s word, and nobody higher there', () => {
  const manager = holding('training_manager');
  const there = (role: PostingRole) => placeOf(role, { schoolId: ELSEWHERE });
  expect(mayAdmit(manager, [placeOf('teacher'), there('director')])).toBeUndefined();
  expect(mayAdmit(manager, [placeOf('teacher'), there('training_manager')])).toBeUndefined();
  expect(mayAdmit(manager, [placeOf('teacher'), placeOf('area_officer')])).toBeUndefined();
  expect(mayAdmit(manager, [there('teacher')])).toBeUndefined();
  expect(mayAdmit(manager, [placeOf('training_manager'), there('teacher')])).toBeUndefined();
  expect(mayAdmit(manager, [placeOf('teacher'), there('teacher')])).toMatchObject({ by: { role: 'training_manager' }, agreedAt: ELSEWHERE });
  expect(mayAdmit(manager, [placeOf('teacher')])).toMatchObject({ agreedAt: null });
  const officer = holding('area_officer');
  expect(mayAdmit(officer, [there('teacher'), placeOf('director')])).toMatchObject({ agreedAt: ELSEWHERE });
  expect(mayAdmit(officer, [there('director'), placeOf('director')])).toMatchObject({ agreedAt: ELSEWHERE });
  expect(mayAdmit(officer, [there('teacher'), placeOf('teacher')])).toBeUndefined();
});
