/** Addresses of a change set: which changes are shown is part of the address, so that it can be sent and printed. */
import type { ChangeFilter } from '../../../database/change-sets.ts';
import { addressOf } from '../../parts/safe-url.ts';

/** What narrows the list; each condition is a link of its own and goes with all the others. */
export type Narrowing = Pick<
  ChangeFilter,
  'kind' | 'field' | 'risk' | 'rule' | 'carried' | 'like' | 'decision' | 'undecided'
>;

export interface SetFilter extends Narrowing {
  readonly page: number;
  /** Everything on one page, for printing. */
  readonly all?: boolean | undefined;
}

export const setAddress = (id: string, filter: Partial<SetFilter> = {}): string =>
  addressOf(`/change-sets/${id}`, {
    kind: filter.kind,
    risk: filter.risk,
    field: filter.field,
    rule: filter.rule,
    carried: filter.carried === undefined ? undefined : Number(filter.carried),
    like: filter.like,
    decision: filter.decision,
    undecided: filter.undecided ? 1 : undefined,
    page: filter.page !== undefined && filter.page > 1 ? filter.page : undefined,
    all: filter.all ? 1 : undefined,
  });

/** The conditions alone, without the page that they were looked at on. */
export const narrowingOf = ({ page: _, all: __, ...narrowing }: SetFilter): Narrowing => narrowing;

export const isNarrowed = (filter: SetFilter): boolean =>
  Object.values(narrowingOf(filter)).some((value) => value !== undefined && value !== false);

/** The row's id on the page; also the anchor of its address. */
export const rowId = (changeId: string): string => `change-${changeId}`;

/** Of a change's own page: whom the newcomer resembles. */
export const lookalikesId = 'lookalikes';
