/** Two moments of a unit or an area side by side: how each teacher stood, and what that makes of them. */
import type { CellChanges } from './change.ts';
import type { Words } from './language.ts';
import type { TeacherRecord } from './sheets/teacher.ts';

/** How a teacher stood towards the area: in service there, out of service there, or at a unit elsewhere, of which nothing is told. */
export type Standing =
  | {
      readonly place: 'in' | 'out';
      readonly version: number;
      readonly unit_id: string;
      readonly unit_name: string;
      readonly record: TeacherRecord;
    }
  | { readonly place: 'elsewhere' };

/** By teacher's id; who wasn't registered yet is not among them. */
export type Standings = ReadonlyMap<string, Standing>;

/** In the order in which they are read. */
export const differenceKinds = {
  joined: { zh: '新入册', en: 'Joined' },
  moved_in: { zh: '调入', en: 'Moved in' },
  left: { zh: '离开在职', en: 'Left' },
  moved_out: { zh: '调出', en: 'Moved out' },
  moved: { zh: '区域内调动', en: 'Moved within' },
  changed: { zh: '信息变更', en: 'Changed' },
} as const satisfies Record<string, Words>;
export type DifferenceKind = keyof typeof differenceKinds;
export const differenceKindOrder = Object.keys(differenceKinds) as DifferenceKind[];

export interface Difference {
  readonly teacher_id: string;
  readonly kind: DifferenceKind;
  readonly before: Standing | null;
  readonly after: Standing | null;
  /** What reads differently, where both records are the area's to see. */
  readonly cells: CellChanges;
}

export interface RosterComparison {
  /** In the order in which the teachers came. */
  readonly differences: readonly Difference[];
  /** In service at both moments, at the same unit, with the same record. */
  readonly unchanged: number;
}
