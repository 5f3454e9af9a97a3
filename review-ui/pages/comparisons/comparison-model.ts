/** Two moments of a unit or an area: the counts first, and the page of those who differ. */
import { twoMoments } from '../../../database/past-rosters.ts';
import type { Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { compareRosters } from '../../../pipeline/roster-comparison.ts';
import type { Moment } from '../../../schemas/moment.ts';
import { problem } from '../../../schemas/problem.ts';
import {
  type Difference,
  type DifferenceKind,
  differenceKindOrder,
  type Standing,
} from '../../../schemas/roster-comparison.ts';
import type { TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

export interface WantedComparison {
  readonly unit_id: string;
  readonly from: Moment;
  readonly to: Moment;
}

export interface Compared extends WantedComparison {
  readonly unit: { readonly id: string; readonly name: string };
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  readonly unchanged: number;
  /** By kind, and within a kind by unit. */
  readonly differences: readonly Difference[];
}

/** Throws `not-found` for a unit out of scope, `invalid-input` for moments the wrong way round, `comparison-too-large`. */
export async function compared(tx: Scoped, wanted: WantedComparison): Promise<Compared> {
  const { unit_id, from, to } = wanted;
  if (from.until > to.until) throw problem('invalid-input', { fields: 'from, to' });
  const { id, name, path } = await unitById(tx, unit_id);
  const { before, after, same } = await twoMoments(tx, { area: path, from, to });
  const { differences, unchanged } = compareRosters(before, after);
  const ofKind = (kind: DifferenceKind) => differences.filter((one) => one.kind === kind);
  const ordered = differenceKindOrder.flatMap(ofKind);
  const counts = Object.fromEntries(differenceKindOrder.map((kind) => [kind, ofKind(kind).length])) as Record<
    DifferenceKind,
    number
  >;
  return {
    ...wanted,
    ...{ unit: { id, name }, counts, unchanged: same + unchanged },
    differences: ordered,
  };
}

export interface ComparisonModel {
  /** Null as long as nobody said since when. */
  readonly compared: Compared | null;
  readonly unit_id: string;
  readonly kind: DifferenceKind | undefined;
  readonly page: number;
  readonly shown: readonly Difference[];
  readonly total: number;
}

/** The page of the differences, of one kind or of all. */
export function pageOf(compared: Compared, kind: DifferenceKind | undefined, page: number) {
  const wanted = compared.differences.filter((one) => kind === undefined || one.kind === kind);
  const offset = offsetOf(page);
  return { shown: wanted.slice(offset, offset + pageSize), total: wanted.length };
}

type Seen = Exclude<Standing, { readonly place: 'elsewhere' }>;
const seen = (standing: Standing | null): Seen | null =>
  standing === null || standing.place === 'elsewhere' ? null : standing;

/** Both sides of a difference as far as they were the area's own. */
export const sidesOf = ({ before, after }: Difference) => ({ before: seen(before), after: seen(after) });

/** The later of the records that may be seen: by it the teacher is named. */
export function recordOf(difference: Difference): TeacherRecord {
  const { before, after } = sidesOf(difference);
  const record = (after ?? before)?.record;
  if (record === undefined) throw new Error('a difference of which neither side was the area’s');
  return record;
}
