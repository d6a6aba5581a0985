import { caseFamilies, type CaseFamily } from './cases.ts';
import { drawUnused, koreanMobile } from './identity-numbers.ts';
import type { Guardian, Pupil, Relation, Section } from './model.ts';
import { kazakhNaming, khalkhaNaming } from './names.ts';
import { personMaker, type PersonMaker, type Taken } from './person-maker.ts';
import { randomOf, type Random } from './random.ts';
import type { SchoolPlan } from './school-plans.ts';

interface Household {
  readonly guardians: readonly { readonly sourceId: string; readonly relation: Relation }[];
  readonly father: string;
  readonly clan: string;
  readonly herders: boolean;
  readonly homeArea: string;
  readonly grades: Set<number>;
}
type Kind = 'both' | 'mother' | 'father' | 'grandparent' | 'three' | 'nobody';

const kinds: readonly (readonly [Kind, number])[] = [
  ['both', 68],
  ['mother', 19],
  ['father', 3],
  ['grandparent', 4],
  ['three', 4],
  ['nobody', 2],
];
const SIBLING = 0.34;
const birthYearOf = (startYear: number, grade: number) => startYear - 5 - grade;

/** The guardians of the named families, the same in every school's bundle that knows them. */
export function caseGuardians(seed: string, taken: Taken): Map<string, Guardian> {
  const random = randomOf(seed, 'case-guardians');
  const made = new Map<string, Guardian>();
  for (const wish of caseFamilies.flatMap((family) => family.guardians)) {
    const maker = personMaker(random, wish.language === 'kk' ? kazakhNaming(random) : khalkhaNaming(random), taken, wish.language === 'kk' ? 'Б' : 'У', 'mn');
    const phone =
      wish.phone === undefined
        ? 'new'
        : wish.phone === 'korea'
          ? drawUnused(taken.phones, () => koreanMobile(random))
          : wish.phone === 'none'
            ? 'none'
            : (made.get(wish.phone.sharedWith)?.phone ?? 'new');
    made.set(wish.key, {
      ...maker.make({ ...wish, sourceId: wish.key, clan: wish.clan ?? '', phone }),
      role: wish.role,
    });
  }
  return made;
}

export function populate(seed: string, plan: SchoolPlan, startYear: number, sections: readonly Section[], known: ReadonlyMap<string, Guardian>, taken: Taken) {
  const random = randomOf(seed, plan.key, 'households');
  const naming = plan.language === 'kk' ? kazakhNaming(random) : khalkhaNaming(random);
  const maker = personMaker(random, naming, taken, plan.aimagLetter, plan.language);
  const pupils: Pupil[] = [];
  const guardians = new Map<string, Guardian>();
  const households: Household[] = [];

  for (const section of sections) {
    const named = childrenOf(plan, section.title);
    for (const { family, child } of named) {
      for (const key of Object.keys(child.guardians)) guardians.set(key, known.get(key) ?? missing(key));
      pupils.push({
        ...maker.make({
          ...child,
          sourceId: child.key,
          clan: child.clan ?? (family.guardians.length > 0 ? '' : naming.clan()),
          birthYear: birthYearOf(startYear, section.grade),
          phone: 'none',
        }),
        section: section.sourceId,
        dormitory: child.dormitory ?? false,
        homeArea: plan.areaCode,
        guardians: Object.entries(child.guardians).map(([sourceId, relation]) => ({ sourceId, relation })),
      });
    }
    for (let i = named.length; i < section.size; i++) {
      const household = siblingHousehold(random, households, section.grade) ?? newHousehold(random, maker, plan, startYear, section.grade, guardians);
      if (household.grades.size === 0) households.push(household);
      household.grades.add(section.grade);
      const dormitory = plan.dormitory && household.herders && section.grade >= 2 && random.chance(0.7);
      const grown = section.grade >= 6 && random.chance(0.55);
      pupils.push({
        ...maker.make({
          sourceId: `${plan.key}-p${String(pupils.length + 1).padStart(4, '0')}`,
          birthYear: birthYearOf(startYear, section.grade),
          patronymic: household.father,
          clan: household.clan,
          phone: grown ? 'new' : 'none',
        }),
        section: section.sourceId,
        dormitory,
        homeArea: household.homeArea,
        guardians: household.guardians,
      });
    }
  }
  return { pupils, guardians: [...guardians.values()] };
}

const missing = (key: string): never => {
  throw new RangeError(`no guardian is called ${key}`);
};

const childrenOf = (plan: SchoolPlan, title: string): { family: CaseFamily; child: CaseFamily['children'][number] }[] =>
  caseFamilies.flatMap((family) => family.children.filter((child) => child.school === plan.key && child.section === title).map((child) => ({ family, child })));

function siblingHousehold(random: Random, households: readonly Household[], grade: number): Household | undefined {
  if (households.length === 0 || !random.chance(SIBLING)) return undefined;
  const household = random.pick(households);
  return household.grades.size < 4 && !household.grades.has(grade) ? household : undefined;
}

function newHousehold(random: Random, maker: PersonMaker, plan: SchoolPlan, startYear: number, grade: number, guardians: Map<string, Guardian>): Household {
  const kind = random.weighted(kinds);
  const born = birthYearOf(startYear, grade);
  const herders = plan.key === 'soum' ? random.chance(0.55) : plan.key === 'kazakh' && random.chance(0.1);
  const linked: { sourceId: string; relation: Relation }[] = [];
  const add = (relation: Relation, role: Guardian['role'], sex: 'female' | 'male', birthYear: number) => {
    const sourceId = `${plan.key}-g${String(guardians.size + 1).padStart(4, '0')}`;
    const phone = random.chance(herders && relation === 'mother' ? 0.55 : 0.93) ? 'new' : 'none';
    const guardian: Guardian = { ...maker.make({ sourceId, sex, birthYear, phone }), role };
    guardians.set(sourceId, guardian);
    linked.push({ sourceId, relation });
    return guardian;
  };
  const father = kind === 'both' || kind === 'three' || kind === 'father' ? add('father', 'parent', 'male', born - random.int(22, 38)) : undefined;
  if (kind === 'both' || kind === 'three' || kind === 'mother') add('mother', 'parent', 'female', born - random.int(20, 36));
  if (kind === 'three') add('grandparent', 'relative', random.chance(0.75) ? 'female' : 'male', born - random.int(46, 62));
  if (kind === 'grandparent') add('grandparent', 'guardian', random.chance(0.75) ? 'female' : 'male', born - random.int(46, 62));
  const stranger = maker.make({ sourceId: 'nobody', sex: 'male', phone: 'none' });
  return {
    guardians: linked,
    father: father?.given ?? stranger.given,
    clan: father?.clan ?? stranger.clan,
    herders,
    homeArea: plan.areaCode,
    grades: new Set(),
  };
}
