/**
 * SvelteKit writes down all that a page was given for a script to read, even where the page has none, and throws it away. What is hidden from
 * that is only rendered, for two thirds of the CPU of a home. For pages without a script alone; the object's own fields cannot be listed any more.
 */
export const htmlOnly = <T extends object>(data: T): T =>
  Object.defineProperties({}, Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value: value as unknown }]))) as T;
