import { DelegateToNew } from '@khamtdaa/contract/guardianship';
import { refusalText, t } from '@khamtdaa/i18n';
import { parse, isRefusal } from '@khamtdaa/platform/errors';
import { expect, test } from 'vitest';

const right = {
  ...{ schoolId: 1, pupilId: '01990000-0000-7000-8000-000000000000', phone: '99112233', relation: 'grandparent' },
  ...{ givenName: 'Дулмаа', patronymic: '', rights: ['attendance'], untilDay: '' },
};
const wrongIn = (over: object) => {
  try {
    parse(DelegateToNew, { ...right, ...over });
    return {};
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return thrown.fields;
  }
};

test('names, a day and rights as they should be', () => {
  expect(wrongIn({})).toEqual({});
  expect(parse(DelegateToNew, { ...right, patronymic: ' Бат ', untilDay: '2027.6.1' })).toMatchObject({ patronymic: 'Бат', untilDay: '2027-06-01' });
  expect(parse(DelegateToNew, right)).toMatchObject({ patronymic: '', untilDay: null });
});

test.each([
  [{ untilDay: 'маргааш' }, { untilDay: 'day-unreadable' }],
  [{ untilDay: '2026.99.99' }, { untilDay: 'day-not-there' }],
  [{ patronymic: '😀' }, { patronymic: 'name-not-letters' }],
  [{ patronymic: 'А'.repeat(41) }, { patronymic: 'name-too-long' }],
  [{ givenName: 'А'.repeat(300) }, { givenName: 'name-too-long' }],
  [{ givenName: ' ' }, { givenName: 'name-missing' }],
  [{ rights: [] }, { rights: 'rights-missing' }],
  [{ relation: '' }, { relation: 'relation-missing' }],
])('%j is refused by the field’s own sentence', (over, wrong) => {
  const fields = wrongIn(over);
  expect(fields).toEqual(wrong);
  for (const code of Object.values(fields)) expect(refusalText('mn', code)).not.toBe(t('mn').errors.refused);
});
