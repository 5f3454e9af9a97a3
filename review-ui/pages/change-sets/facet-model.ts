/** The facets of a set: for each condition how many changes it would leave beside all the others that are chosen. */
import type { ShownKind } from '../../../database/change-sets.ts';
import type { RuleCount, Tally } from '../../../database/facets.ts';
import { bandOf, changeKindOrder, type RiskBand, riskBandOrder } from '../../../schemas/change.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { changesIdentity } from './identity.ts';
import type { Narrowing } from './set-address.ts';

export interface FacetCount<V> {
  readonly value: V;
  readonly count: number;
}

export interface SetFacets {
  /** Of what the other conditions leave, without one of its own. */
  readonly total: number;
  /** In order of risk: a change of the identity document comes right after conflicts. */
  readonly kinds: readonly FacetCount<ShownKind>[];
  readonly risks: readonly FacetCount<RiskBand>[];
  readonly fields: readonly FacetCount<RecordField>[];
  readonly carried: readonly FacetCount<boolean>[];
  readonly rules: readonly RuleCount[];
}

const kindOrder: readonly ShownKind[] = changeKindOrder.flatMap((kind): ShownKind[] =>
  kind === 'conflict' ? [kind, 'identity'] : [kind],
);

/** As it is named to the reviewer. */
export const shownKindOf = (change: Pick<Tally, 'kind' | 'fields'>): ShownKind =>
  change.kind === 'change' && changesIdentity(change) ? 'identity' : change.kind;

type Dimension = 'kind' | 'risk' | 'field' | 'carried' | 'decision';

const passes: Readonly<Record<Dimension, (tally: Tally, filter: Narrowing) => boolean>> = {
  kind: (tally, { kind }) => kind === undefined || shownKindOf(tally) === kind,
  risk: (tally, { risk }) => risk === undefined || bandOf(tally.risk) === risk,
  field: (tally, { field }) => field === undefined || tally.fields.includes(field),
  carried: (tally, { carried }) => carried === undefined || tally.carried === carried,
  // Not a facet of its own: the bar that stays in sight has these counts.
  decision: (tally, { decision }) => decision === undefined || tally.decision === decision,
};
const dimensions = Object.keys(passes) as Dimension[];

/**
 * Pure. `tallies` are of the changes that the conditions without a count here (rule, alike, undecided) leave; `rules` are
 * counted under all conditions but the rule.
 */
export function setFacets(
  tallies: readonly Tally[],
  filter: Narrowing,
  rules: readonly RuleCount[],
): SetFacets {
  const beside = (own: Dimension) =>
    tallies.filter((tally) => dimensions.every((one) => one === own || passes[one](tally, filter)));
  const counted = <V>(own: Dimension, values: readonly V[], valuesOf: (tally: Tally) => readonly V[]) => {
    const left = beside(own);
    return values.flatMap((value): FacetCount<V>[] => {
      const count = sum(left.filter((tally) => valuesOf(tally).includes(value)));
      return count === 0 ? [] : [{ value, count }];
    });
  };
  const fields = [...new Set(tallies.flatMap((tally) => tally.fields))];
  return {
    total: sum(beside('kind')),
    kinds: counted('kind', kindOrder, (tally) => [shownKindOf(tally)]),
    risks: counted('risk', riskBandOrder, (tally) => [bandOf(tally.risk)]),
    fields: counted('field', fields, (tally) => tally.fields).toSorted(
      (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
    ),
    carried: counted('carried', [false, true], (tally) => [tally.carried]),
    rules,
  };
}

/** How many changes all conditions leave together; `tallies` as for {@link setFacets}. */
export const countedUnder = (tallies: readonly Tally[], filter: Narrowing): number =>
  sum(tallies.filter((tally) => dimensions.every((one) => passes[one](tally, filter))));

const sum = (tallies: readonly Tally[]): number => tallies.reduce((total, { count }) => total + count, 0);
