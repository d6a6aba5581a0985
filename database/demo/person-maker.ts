import { addDays } from '@khamtdaa/platform/clock';
import { drawUnused, mongolianMobile, registerNumber } from './identity-numbers.ts';
import type { MadeUpPerson } from './model.ts';
import { scriptOf, type Naming, type Sex } from './names.ts';
import type { Random } from './random.ts';

/** What no two people of the demonstration may share by accident. */
export interface Taken {
  readonly registers: Set<string>;
  readonly phones: Set<string>;
}
interface PersonWish {
  sourceId: string;
  given?: string;
  patronymic?: string;
  clan?: string;
  sex?: Sex;
  birthDate?: string;
  birthYear?: number;
  /** a number, 'none', or 'new' for one that nobody has */
  phone?: string;
  language?: 'mn' | 'kk';
}

export interface PersonMaker {
  make(wish: PersonWish): MadeUpPerson;
  newPhone(): string;
}

export function personMaker(random: Random, naming: Naming, taken: Taken, aimagLetter: string, language: 'mn' | 'kk'): PersonMaker {
  const newPhone = () => drawUnused(taken.phones, () => mongolianMobile(random));
  return {
    newPhone,
    make(wish) {
      const sex = wish.sex ?? (random.chance(0.5) ? 'male' : 'female');
      const birthDate = wish.birthDate ?? addDays(`${wish.birthYear ?? 1985}-01-01`, random.int(0, 364));
      const given = wish.given ?? naming.given(sex);
      const patronymic = wish.patronymic ?? naming.father();
      const clan = wish.clan ?? naming.clan();
      const phone = wish.phone === 'none' ? undefined : wish.phone === 'new' || wish.phone === undefined ? newPhone() : wish.phone;
      return {
        sourceId: wish.sourceId,
        given,
        patronymic,
        clan,
        script: scriptOf(given, patronymic, clan),
        sex,
        birthDate,
        register: drawUnused(taken.registers, () => registerNumber(random, aimagLetter, birthDate, sex)),
        phone,
        language: wish.language ?? language,
      };
    },
  };
}
