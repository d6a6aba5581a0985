import { z } from 'zod';

/**
 * Who may see a field of a response.
 * public: anyone. family: the child's guardians with the right, the pupil, and staff in charge of the child.
 * school: staff of the school for whom the use case opened the record. sensitive: only where the use case opens it by name.
 */
export const audiences = ['public', 'family', 'school', 'sensitive'] as const;
export type Audience = (typeof audiences)[number];

/** What each kind of viewer gets of a response that the use case has opened to them. */
export const SEES: Readonly<Record<'anyone' | 'family' | 'staff', readonly Audience[]>> = {
  anyone: ['public'],
  family: ['public', 'family'],
  staff: ['public', 'family', 'school'],
};

/** Where fields were left without a mark, as paths: none may be. */
export function unmarkedFields(schema: z.ZodType, path = ''): string[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodArray) return unmarkedFields(inner.element as z.ZodType, `${path}[]`);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => unmarkedFields(option as z.ZodType, path));
  if (inner instanceof z.ZodRecord) return unmarkedFields(inner.valueType as z.ZodType, `${path}{}`);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, field]) => [
    ...(audienceOf(field) ? [] : [`${path}.${key}`]),
    ...unmarkedFields(field, `${path}.${key}`),
  ]);
}

/** The response without what its viewer may not see. A field without a mark goes: deny by default. */
export function cut<S extends z.ZodType>(schema: S, value: z.output<S>, sees: readonly Audience[]): z.output<S> {
  return cutValue(schema, value, sees) as z.output<S>;
}

function cutValue(schema: z.ZodType, value: unknown, sees: readonly Audience[]): unknown {
  if (value === null || value === undefined) return value;
  const inner = innerOf(schema);
  if (inner instanceof z.ZodArray) return (value as unknown[]).map((item) => cutValue(inner.element as z.ZodType, item, sees));
  if (inner instanceof z.ZodRecord) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutValue(inner.valueType as z.ZodType, item, sees)]));
  if (inner instanceof z.ZodUnion) {
    const fitting = (inner.options as z.ZodType[]).find((option) => option.safeParse(value).success);
    return fitting ? cutValue(fitting, value, sees) : undefined;
  }
  if (!(inner instanceof z.ZodObject)) return value;
  const shape = inner.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
      const field = shape[key];
      const audience = field && audienceOf(field);
      return field && audience && sees.includes(audience) ? [[key, cutValue(field, item, sees)]] : [];
    }),
  );
}

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
