/** Separation of duties: whether who sent a file, or gave its word, may approve it. */

/** `possible`: another does where the reviewing unit has another; `always`: nobody approves their own; `never`: not separated. */
export const dutyPolicies = ['possible', 'always', 'never'] as const;
export type DutyPolicy = (typeof dutyPolicies)[number];

/** Accounts that may not approve what comes from them. `reviewers` are the accounts in use at the unit that reviews. */
export const keptApart = (
  policy: DutyPolicy,
  from: readonly (string | null)[],
  reviewers: number,
): string[] =>
  policy === 'always' || (policy === 'possible' && reviewers > 1)
    ? from.filter((account): account is string => account !== null)
    : [];
