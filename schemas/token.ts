/** Access tokens: what a program that carries one may do. */
import type { Words } from './language.ts';

export const tokenReaches = {
  reading: { zh: '只读', en: 'Reading only' },
  everything: { zh: '与本账号相同', en: 'All that the account may' },
} as const satisfies Record<string, Words>;
export type TokenReach = keyof typeof tokenReaches;
