/** Codes beside a password: which accounts must have them, and what becomes of an account without. */
import { authorities, type Tier } from './unit.ts';

/** `required` of the authorities and open to schools; `optional` for all; `off`: neither asked nor offered. */
export const codePolicies = ['required', 'optional', 'off'] as const;
export type CodePolicy = (typeof codePolicies)[number];

/** Whether somebody has to set up codes before anything else. */
export const mustSetCode = (
  policy: CodePolicy,
  { tier, has_code }: { readonly tier: Tier; readonly has_code: boolean },
): boolean => policy === 'required' && !has_code && (authorities as readonly Tier[]).includes(tier);
