/** What a history holds that the present record does not, or the other way round. */
import type { RecordField, TeacherRecord } from './sheets/teacher.ts';

/** A version as a replay reads it. */
export interface ReplayedRevision {
  readonly version: number;
  readonly unit_id: string;
  /** Cells that this version says it changed. */
  readonly fields: readonly RecordField[];
  readonly record: TeacherRecord;
}

/** The record as the registry holds it now, with the history that should lead to it, oldest version first. */
export interface RecordWithHistory {
  readonly id: string;
  readonly version: number;
  readonly unit_id: string;
  readonly record: TeacherRecord;
  readonly revisions: readonly ReplayedRevision[];
}

/**
 * `gap`: a version is missing. `untold`: cells changed that the version did not say. `present`: the last version and the
 * present record differ in these cells. `unit`: they stand at different units.
 */
export type ReplayFault =
  | { readonly code: 'gap'; readonly version: number }
  | { readonly code: 'untold'; readonly version: number; readonly fields: readonly RecordField[] }
  | { readonly code: 'present'; readonly version: number; readonly fields: readonly RecordField[] }
  | { readonly code: 'unit'; readonly version: number };
