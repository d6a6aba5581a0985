/** English alone changes the noun: after a number Mongolian and Kazakh nouns stay as they are. */
export const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);
