/** What a staffing plan says: study groups of named teachers, how good it is beside what is possible, and what is missing. */
import type { Cell, Pins, StaffingOptions } from './staffing.ts';

/** What is minimised, the first before the second and so on (DOMAIN §7). */
export const objectives = [
  'experts',
  'schools_split',
  'group_counties',
  'outside_county',
  'load_range',
] as const;
export type Objective = (typeof objectives)[number];
/**
 * experts: groups, each with one · schools_split: schools in more than one group · group_counties: pairs of a group and a county in
 * it · outside_county: teachers whose county isn't their group's main one · load_range: largest group − smallest.
 */
export type Score = Readonly<Record<Objective, number>>;

export interface Share {
  readonly county_id: string;
  readonly teachers: number;
}
export interface UnitShare extends Share {
  readonly unit_id: string;
}
/** A unit's teachers in one group, in the order of their ids. */
export interface UnitMembers extends UnitShare {
  readonly teacher_ids: readonly string[];
}

export interface StudyGroup {
  /** Unique in the city and never given to another group of its plan: 小学-语文-3, or 小学-语文-COUNTY-3 county by county. */
  readonly key: string;
  readonly number: number;
  /** The main county: where most of its teachers are. */
  readonly county_id: string;
  /** Most teachers first. */
  readonly counties: readonly Share[];
  readonly units: readonly UnitMembers[];
  /** How many they are together. */
  readonly teachers: number;
}

/** Counties whose few teachers would make a group only together. */
export interface MergeProposal {
  readonly counties: readonly Share[];
  /** Those of them that are below the minimum by themselves. */
  readonly too_small: readonly string[];
  readonly experts_before: number;
  readonly experts_after: number;
}

export interface CellPlan extends Cell {
  readonly enrolled: number;
  readonly groups: readonly StudyGroup[];
  readonly reached: Score;
  /** No plan under the same options is below any of these. */
  readonly bound: Score;
  /** ⌈N/Q⌉ of the city, whatever the pooling. */
  readonly city_bound: number;
  /** The highest number that a group of the cell ever had, per pool: a county, or '' for the city. */
  readonly numbered: Readonly<Record<string, number>>;
  readonly merges: readonly MergeProposal[];
}

export interface StaffingPlan {
  readonly options: StaffingOptions;
  /** In the order of DOMAIN §2; cells without anybody are left out. */
  readonly cells: readonly CellPlan[];
  /** What was decided by hand; those that could not be kept are in `broken_pins` as well. */
  readonly pins: Pins;
  readonly broken_pins: readonly BrokenPin[];
}

export type TeacherPinFailure =
  | 'not-enrolled'
  | 'other-cell'
  | 'no-such-group'
  | 'other-county'
  | 'group-full';
export type ExpertPinFailure = 'no-such-group' | 'no-such-expert' | 'pinned-twice' | Unfit;

/** A decision by hand that could not be kept, told and never silently dropped. */
export type BrokenPin =
  | {
      readonly kind: 'teacher';
      readonly teacher_id: string;
      readonly group: string;
      readonly why: TeacherPinFailure;
    }
  | {
      readonly kind: 'expert';
      readonly expert_id: string;
      readonly group: string;
      readonly why: ExpertPinFailure;
    };

/** Why an expert may not guide a group. */
export type Unfit = 'other-cell' | 'enrolled' | 'own-group' | 'capacity' | 'counties';

/** An expert without a group, and what about them would have to be wider to close a gap. */
export interface Widening {
  readonly expert_id: string;
  /** Null when their capacity is enough. */
  readonly capacity_to: number | null;
  readonly counties_to_add: readonly string[];
}

/** A group that nobody can guide, with what would close the gap. */
export interface StaffingGap extends Cell {
  readonly group: string;
  readonly teachers: number;
  readonly counties: readonly Share[];
  /** One new expert of the cell, who must serve these counties with at least this capacity. */
  readonly wanted: { readonly serves: readonly string[]; readonly capacity: number };
  /** The least change first. */
  readonly widenings: readonly Widening[];
  /** Experts without a group who could guide this one, were they not in it: moved to another group, they may. */
  readonly members: readonly string[];
}

export interface WantedExperts extends Cell {
  readonly experts: number;
  /** Counties of the groups without an expert. */
  readonly counties: readonly string[];
}

export interface Assignment {
  readonly group: string;
  readonly expert_id: string;
  readonly is_pinned: boolean;
}

export interface ExpertTeam {
  readonly assignments: readonly Assignment[];
  readonly gaps: readonly StaffingGap[];
  /** The gaps of each cell together: so many more experts who serve these counties. */
  readonly wanted: readonly WantedExperts[];
  /** Experts without a group. */
  readonly spare: readonly string[];
  /** Experts who are enrolled themselves; a warning, or with `experts_may_enrol: false` the reason why they guide nobody. */
  readonly enrolled_experts: readonly string[];
  readonly broken_pins: readonly BrokenPin[];
}

/** One way to staff, beside others. */
export interface Scenario {
  readonly options: StaffingOptions;
  readonly experts: number;
  /** Σ⌈N/Q⌉ over the city's cells: no plan of this ratio has fewer. */
  readonly bound: number;
  /** Rounded to one decimal. */
  readonly percent_above_bound: number;
  /** Against the first scenario; rounded to one decimal. */
  readonly percent_above_first: number;
  /** Cells (pooled by city) or counties' cells (county by county) that are smaller than the minimum group. */
  readonly below_minimum: number;
}

export interface ScenarioCell extends Cell {
  readonly enrolled: number;
  /** In the order of the scenarios. */
  readonly experts: readonly number[];
  readonly bounds: readonly number[];
}

export interface ScenarioComparison {
  readonly scenarios: readonly Scenario[];
  readonly cells: readonly ScenarioCell[];
}

/** Why a school is in more than one group. */
export type SplitReason = 'larger-than-group' | 'pinned' | 'counties-first' | 'no-room-for-whole';

export interface SplitSchool extends UnitShare {
  readonly groups: readonly { readonly group: string; readonly teachers: number }[];
  readonly why: SplitReason;
}

export interface GroupFacts {
  readonly group: string;
  readonly teachers: number;
  readonly county_id: string;
  readonly counties: readonly Share[];
  readonly is_below_minimum: boolean;
}

/** Each number of a cell and where it comes from; sentences are made where it is shown. */
export interface Explanation extends Cell {
  /** N. */
  readonly enrolled: number;
  /** Q. */
  readonly ratio: number;
  /** What is rounded up by itself: the city, or each county. */
  readonly pools: readonly {
    readonly county_id: string | null;
    readonly teachers: number;
    readonly experts: number;
  }[];
  readonly experts: number;
  readonly city_bound: number;
  /** `bound`: as few as there can be for the pooling · `whole-schools`: more, so that no school is split. */
  readonly why_experts: 'bound' | 'whole-schools';
  readonly split: readonly SplitSchool[];
  readonly groups: readonly GroupFacts[];
  readonly gaps: readonly {
    readonly objective: Objective;
    readonly reached: number;
    readonly bound: number;
    readonly gap: number;
  }[];
  readonly merges: readonly MergeProposal[];
}
