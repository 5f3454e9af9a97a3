/** A reviewer's no as a finding at its row: so a reason comes back to the school where it reads everything else. */
import type { ChangeKind } from '../schemas/change.ts';
import type { Issue } from '../schemas/issue.ts';
import type { RecordField } from '../schemas/sheets/teacher.ts';
import { type Explanation, words } from './explanation.ts';

/** No check of a file finds these, so they are no part of the rules. */
export const reviewRemarks = {
  'rejected-in-review': {
    severity: 'warning',
    title: words('审核未通过', 'Rejected in the review'),
    message: words('审核未通过：{reason}', 'Rejected in the review: {reason}'),
    fix: words(
      '请按审核意见更正；确认无误的，请联系审核单位说明。',
      'Correct it as the reviewer says; if it is right, tell the reviewer why.',
    ),
  },
} as const satisfies Record<string, Explanation>;

export interface Rejected {
  readonly kind: ChangeKind;
  readonly sheet: string | null;
  readonly row_number: number | null;
  readonly fields: readonly RecordField[];
  readonly reason: string | null;
}

/** Changes of people whom the file doesn't hold have no row, and give none. A change of one cell is said at that cell. */
export const remarksOn = (rejected: readonly Rejected[]): Issue[] =>
  rejected.flatMap(({ kind, sheet, row_number, fields, reason }): Issue[] => {
    if (sheet === null || row_number === null) return [];
    const [field, ...others] = fields;
    const isOneCell = kind !== 'add' && field !== undefined && others.length === 0;
    return [
      {
        ...{ rule: 'rejected-in-review', severity: 'warning', sheet, row: row_number, column: null },
        ...(isOneCell ? { field } : {}),
        params: { reason: reason ?? '' },
      } as Issue,
    ];
  });
