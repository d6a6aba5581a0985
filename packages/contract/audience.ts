import { z } from 'zod';

/**
 * Who may see a field of a response.
 * public: anyone. family: the child's guardians with the right, the pupil, and staff in charge of the child.
 * school: staff of the school for whom the use case opened the record. sensitive: only where the use case opens it by name.
 */
export const audiences = ['public', 'family', 'school', 'sensitive'] as const;
export type Audience = (typeof audiences)[number];

/**
 * What each kind of viewer gets of a response that the use case has opened to them. Sensitive fields are opened to `oneself` (one's own
 * data, and what one needs to come in), to who has `care` of a child (family or school, and neither who teaches a lesson nor whom a guardian let in), to the `issuer` of what lets somebody else in, who hands it on, and to the `management` that keeps what a court says.
 */
export const SEES: Readonly<Record<'anyone' | 'family' | 'staff' | 'oneself' | 'care' | 'issuer' | 'management', readonly Audience[]>> = {
  anyone: ['public'],
  family: ['public', 'family'],
  staff: ['public', 'family', 'school'],
  oneself: ['public', 'family', 'sensitive'],
  care: ['public', 'family', 'sensitive'],
  issuer: ['public', 'family', 'school', 'sensitive'],
  management: ['public', 'family', 'school', 'sensitive'],
};

declare const wasCut: unique symbol;
/** An answer that `cut` has made: the only kind that a use case gives. `answers.ts` of the access tests asks for it. */
export type Cut<T> = T & { readonly [wasCut]: true };

/** Where fields were left without a mark, take whatever they are given, or have a shape that `cut` does not walk, as paths: none may be. */
export function unmarkedFields(schema: z.ZodType, path = ''): string[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodUnknown || inner instanceof z.ZodAny) return [path];
  if (inner instanceof z.ZodArray) return unmarkedFields(inner.element as z.ZodType, `${path}[]`);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => unmarkedFields(option as z.ZodType, path));
  if (inner instanceof z.ZodRecord) return unmarkedFields(inner.valueType as z.ZodType, `${path}{}`);
  if (!(inner instanceof z.ZodObject)) return isLeaf(inner) ? [] : [path];
  return fieldsOf(inner).flatMap(([key, field]) => [...(audienceOf(field) ? [] : [`${path}.${key}`]), ...unmarkedFields(field, `${path}.${key}`)]);
}

const LEAVES = ['string', 'number', 'boolean', 'date', 'enum', 'literal', 'null', 'custom'];
const isLeaf = (schema: z.ZodType): boolean => (schema instanceof z.ZodPipe ? isLeaf(innerOf(schema.in as z.ZodType)) : LEAVES.includes(schema.type));

type Cutter = (value: unknown) => unknown;
const cutters = new WeakMap<readonly Audience[], WeakMap<z.ZodType, Cutter>>();

/** The response without what its viewer may not see. A field without a mark goes: deny by default. The schema is walked once for each audience. */
export function cut<S extends z.ZodType>(schema: S, value: z.output<S>, sees: readonly Audience[]): Cut<z.output<S>> {
  const ofAudience = cutters.get(sees) ?? new WeakMap<z.ZodType, Cutter>();
  const cutter = ofAudience.get(schema) ?? cutterOf(schema, sees) ?? same;
  ofAudience.set(schema, cutter);
  cutters.set(sees, ofAudience);
  return cutter(value) as Cut<z.output<S>>;
}

const same: Cutter = (value) => value;

/** Undefined for a shape without fields, which goes as it is. */
function cutterOf(schema: z.ZodType, sees: readonly Audience[]): Cutter | undefined {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodArray) {
    const ofItem = cutterOf(inner.element as z.ZodType, sees);
    return ofItem && unlessNull((value) => (value as unknown[]).map(ofItem));
  }
  if (inner instanceof z.ZodRecord) {
    const ofValue = cutterOf(inner.valueType as z.ZodType, sees) ?? same;
    return unlessNull((value) => Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ofValue(item)])));
  }
  if (inner instanceof z.ZodUnion) return cutterOfUnion(inner, sees);
  return inner instanceof z.ZodObject ? cutterOfObject(inner, sees) : undefined;
}

function cutterOfObject(schema: z.ZodObject, sees: readonly Audience[]): Cutter {
  const shown = fieldsOf(schema).flatMap(([key, field]) => {
    const audience = audienceOf(field);
    return audience && sees.includes(audience) ? [{ key, ofField: cutterOf(field, sees) }] : [];
  });
  return unlessNull((value) => {
    const left: Record<string, unknown> = {};
    for (const { key, ofField } of shown) {
      const field = (value as Record<string, unknown>)[key];
      if (field !== undefined) left[key] = ofField ? ofField(field) : field;
    }
    return left;
  });
}

/** By the shape that the value has; a value of none of them goes. */
function cutterOfUnion(union: z.ZodUnion, sees: readonly Audience[]): Cutter | undefined {
  const options = (union.options as z.ZodType[]).map((option) => ({ option, ofOption: cutterOf(option, sees) }));
  if (options.every(({ ofOption }) => ofOption === undefined)) return undefined;
  return unlessNull((value) => {
    const fitting = options.find(({ option }) => option.safeParse(value).success);
    return fitting && (fitting.ofOption ?? same)(value);
  });
}

const unlessNull =
  (cutter: (value: object) => unknown): Cutter =>
  (value) =>
    value === null || value === undefined ? value : cutter(value);

const fieldsOf = (schema: z.ZodType): [string, z.ZodType][] => (schema instanceof z.ZodObject ? Object.entries<z.ZodType>(schema.shape) : []);

function innerOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly
    ? innerOf(schema.unwrap() as z.ZodType)
    : schema;
}

/** The mark stands on the field or on what it wraps. */
function audienceOf(field: z.ZodType): Audience | undefined {
  const mark = field.meta()?.['audience'];
  if (audiences.some((audience) => audience === mark)) return mark as Audience;
  const inner = innerOf(field);
  return inner === field ? undefined : audienceOf(inner);
}
