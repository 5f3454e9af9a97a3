/** What pages may ask of the process that makes staffing plans: they never compute one themselves. */
import type { PinFailure, PlanFigures } from './kept-plan.ts';
import type { Cell, Expert, StaffingOptions } from './staffing.ts';

/** Everybody who is enrolled in one cell, as the registry hands them over: ids only, not taken apart on the way. */
export interface CellRoster extends Cell {
  /** Changes with whoever is enrolled in the cell, and with where they work. */
  readonly mark: string;
  /** JSON of `[unit_id, county_id, teacher ids with a blank between][]`. */
  readonly units: string;
}

export interface ToCompute {
  readonly roster: readonly CellRoster[];
  /** The decided team of now. */
  readonly experts: readonly Expert[];
  /** What is to be other than in the plan before; the rules of a single cell are those of the others. */
  readonly options: Partial<StaffingOptions>;
  /** Drops the groups that there were; what was decided by hand is held against the new ones. */
  readonly fresh: boolean;
  /** Key of the only cell that takes the roster of now; null for all of them. */
  readonly cell: string | null;
}

export interface ToMove {
  /** A teacher, or everybody of a unit in one cell. */
  readonly who: { readonly teacher_id: string } | { readonly unit_id: string; readonly cell: string };
  /** Key of a group of the same cell; null takes a move by hand back, and they stay wherever planning again leaves them. */
  readonly group: string | null;
}

export interface ToGive {
  readonly group: string;
  /** Null leaves the group to be assigned. */
  readonly expert_id: string | null;
  readonly experts: readonly Expert[];
}

/** A plan as it is kept, with what is told of it without opening it. */
export interface MadePlan {
  /** Packed. */
  readonly content: Uint8Array;
  readonly options: StaffingOptions;
  readonly figures: PlanFigures;
  /** SHA-256 of groups and assignments, hexadecimal. */
  readonly digest: string;
  /** Why what was to be done by hand can't be; null where it could. */
  readonly failure: PinFailure | null;
}

/**
 * Answers the same for the same question; one question at a time, in the order in which they came, and one that is asked twice
 * meanwhile is worked on once. `previous` is the packed content of the version before. Throws `planning-stopped` when a plan takes
 * more time or memory than there is for one; otherwise rejects only for a bug or an outage.
 */
export interface Planner {
  compute(previous: Uint8Array | null, asked: ToCompute): Promise<MadePlan>;
  move(previous: Uint8Array, asked: ToMove): Promise<MadePlan>;
  give(previous: Uint8Array, asked: ToGive): Promise<MadePlan>;
}
