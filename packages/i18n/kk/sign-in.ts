import type { signIn as Mongolian } from '../mn/sign-in.ts';

export const signIn = {} satisfies typeof Mongolian;
