/** Addresses of a change set: which changes are shown is part of the address, so that it can be sent and printed. */
import type { ChangeKind } from '../../../schemas/change.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { addressOf } from '../../parts/safe-url.ts';

export interface SetFilter {
  readonly kind?: ChangeKind | undefined;
  readonly field?: RecordField | undefined;
  readonly undecided?: boolean | undefined;
  readonly page: number;
  /** Everything on one page, for printing. */
  readonly all?: boolean | undefined;
}

export const setAddress = (id: string, filter: Partial<SetFilter> = {}): string =>
  addressOf(`/change-sets/${id}`, {
    kind: filter.kind,
    field: filter.field,
    undecided: filter.undecided ? 1 : undefined,
    page: filter.page !== undefined && filter.page > 1 ? filter.page : undefined,
    all: filter.all ? 1 : undefined,
  });

/** The row's id on the page; also the anchor of its address. */
export const rowId = (changeId: string): string => `change-${changeId}`;

/** Of a change's own page: whom the newcomer resembles. */
export const lookalikesId = 'lookalikes';
