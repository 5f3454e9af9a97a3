/** Progress: how far a unit has come with its information in the round that runs; each unit is in one state and counted once. */
import type { Words } from './language.ts';
import type { UploadState } from './upload-lifecycle.ts';

interface ProgressFacts extends Words {
  /** Where the file stands that brings a unit here. */
  readonly uploads: readonly UploadState[];
  /** The unit has said its word: nobody needs to press it. */
  readonly isDone: boolean;
}

/** In the order of the work. */
export const progressStates = {
  not_begun: { zh: '未上传', en: 'Not begun', uploads: [], isDone: false },
  uploaded: { zh: '已上传未提交', en: 'Uploaded', uploads: ['received', 'ready'], isDone: false },
  needs_fix: {
    ...{ zh: '需修改', en: 'Needs fixing', isDone: false },
    uploads: ['needs_fix', 'returned', 'refused', 'failed'],
  },
  in_review: { zh: '审核中', en: 'In review', uploads: ['submitted', 'approved', 'stuck'], isDone: true },
  applied: { zh: '已入库', en: 'Applied', uploads: ['applied'], isDone: true },
  // Said by the unit above of its submission, whatever its files; it may also have excused the unit.
  accepted: { zh: '已通过', en: 'Accepted', uploads: [], isDone: true },
} as const satisfies Record<string, ProgressFacts>;
export type ProgressState = keyof typeof progressStates;
export const progressOrder = Object.keys(progressStates) as ProgressState[];
/** Of several files of a unit the last of these speaks: what waits for a reviewer stands before what was applied earlier. */
export const precedence: readonly ProgressState[] = [
  'not_begun',
  'uploaded',
  'needs_fix',
  'applied',
  'in_review',
  'accepted',
];
export const undoneStates = progressOrder.filter((state) => !progressStates[state].isDone);

/** What a file leaves out (漏报): far fewer in service than before it, or than the county expects. */
export const omissions = {
  last: { zh: '比上轮少', en: 'Fewer than before' },
  expected: { zh: '比应有少', en: 'Fewer than expected' },
} as const satisfies Record<string, Words>;
export type Omission = keyof typeof omissions;
export const omissionOrder = Object.keys(omissions) as Omission[];

/** Units by state, and how many of them left people out. `units` is the sum of the states. */
export interface Tally extends Readonly<Record<ProgressState, number>> {
  readonly units: number;
  readonly fewer_than_last: number;
  readonly fewer_than_expected: number;
}

export const emptyTally: Tally = {
  ...{ units: 0, not_begun: 0, uploaded: 0, needs_fix: 0, in_review: 0, applied: 0, accepted: 0 },
  ...{ fewer_than_last: 0, fewer_than_expected: 0 },
};

const figures = Object.keys(emptyTally) as (keyof Tally)[];

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => Object.fromEntries(figures.map((key) => [key, sum[key] + one[key]])) as unknown as Tally,
    emptyTally,
  );

export const doneOf = (tally: Tally): number => tally.in_review + tally.applied + tally.accepted;
export const undoneOf = (tally: Tally): number => tally.units - doneOf(tally);

/** When a file leaves out so many that somebody should ask: both must be exceeded, or nobody at all is left of some. */
export interface OmissionPolicy {
  readonly more_than_percent: number;
  readonly more_than_teachers: number;
}
