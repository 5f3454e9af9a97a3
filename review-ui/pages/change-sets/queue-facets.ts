/** The facets of the queue: what is risky in a set, how long it has waited, and where its school lies. */
import type { WaitingUpload } from '../../../database/boards.ts';
import { closesAt, deadlineNear_ms } from '../../../schemas/campaign.ts';
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { Words } from '../../../schemas/language.ts';
import type { FacetCount } from './facet-model.ts';

/** Kinds that a reviewer looks for, the riskiest first, each with what a check counts of it. */
export const riskyKinds = {
  conflict: 'conflicts',
  depart: 'departed',
  missing: 'missing',
  transfer: 'transferred',
  add: 'added',
} as const satisfies Record<string, keyof UploadCounts>;
export type RiskyKind = keyof typeof riskyKinds;
export const riskyKindOrder = Object.keys(riskyKinds) as RiskyKind[];

/** Whole days since it was submitted, each band up to and including its last. */
export const waits = {
  today: { words: { zh: '不到 1 天', en: 'Less than a day' }, most_days: 0 },
  days: { words: { zh: '1–2 天', en: '1–2 days' }, most_days: 2 },
  week: { words: { zh: '3–6 天', en: '3–6 days' }, most_days: 6 },
  longer: { words: { zh: '7 天以上', en: '7 days or more' }, most_days: Number.POSITIVE_INFINITY },
} as const satisfies Record<string, { words: Words; most_days: number }>;
export type Wait = keyof typeof waits;
export const waitOrder = Object.keys(waits) as Wait[];

const day_ms = 24 * 60 * 60 * 1000;
export const waitOf = (submitted_at: Date, now: Date): Wait => {
  const days = Math.floor((now.getTime() - submitted_at.getTime()) / day_ms);
  return waitOrder.find((wait) => days <= waits[wait].most_days) ?? 'longer';
};

export type Urgency = 'overdue' | 'near';
/** Whether the collection is over, or will be in a moment; undefined while there is time, or where nothing is due. */
export function urgencyOf(closes_on: string | null, now: Date): Urgency | undefined {
  if (closes_on === null) return undefined;
  const left_ms = closesAt({ opens_on: closes_on, closes_on }).getTime() - now.getTime();
  if (left_ms <= 0) return 'overdue';
  return left_ms < deadlineNear_ms ? 'near' : undefined;
}

export interface QueueFilter {
  readonly has?: RiskyKind | undefined;
  readonly wait?: Wait | undefined;
  readonly area?: string | undefined;
}

export interface QueueFacets {
  readonly has: readonly FacetCount<RiskyKind>[];
  readonly wait: readonly FacetCount<Wait>[];
  readonly area: readonly FacetCount<string>[];
}

type Dimension = keyof QueueFacets;

/** Pure. What the filter leaves, in the order given, and what each condition would leave beside the others. */
export function narrowed(
  waiting: readonly WaitingUpload[],
  filter: QueueFilter,
  now: Date,
): { readonly rows: readonly WaitingUpload[]; readonly facets: QueueFacets } {
  const valuesOf: Readonly<Record<Dimension, (one: WaitingUpload) => readonly string[]>> = {
    has: ({ counts }) => riskyKindOrder.filter((kind) => (counts?.[riskyKinds[kind]] ?? 0) > 0),
    wait: ({ submitted_at }) => [waitOf(submitted_at, now)],
    area: ({ township }) => (township === null ? [] : [township]),
  };
  const dimensions = Object.keys(valuesOf) as Dimension[];
  const passes = (one: WaitingUpload, except?: Dimension): boolean =>
    dimensions.every((dimension) => {
      const wanted = filter[dimension];
      return dimension === except || wanted === undefined || valuesOf[dimension](one).includes(wanted);
    });
  const counted = <V extends string>(dimension: Dimension, values: readonly V[]): FacetCount<V>[] => {
    const left = waiting.filter((one) => passes(one, dimension)).flatMap(valuesOf[dimension]);
    return values.flatMap((value) => {
      const count = left.filter((one) => one === value).length;
      return count === 0 ? [] : [{ value, count }];
    });
  };
  const areas = [...new Set(waiting.flatMap(valuesOf.area))].sort(new Intl.Collator('zh').compare);
  return {
    rows: waiting.filter((one) => passes(one)),
    facets: {
      has: counted('has', riskyKindOrder),
      wait: counted('wait', waitOrder),
      area: counted('area', areas),
    },
  };
}
