/** A city's staffing plan as it is kept and shown: groups, who guides them, other ways to staff, and the figures of all that. */

import type { Words } from './language.ts';
import type { Cell, Expert } from './staffing.ts';
import type {
  ExpertPinFailure,
  ExpertTeam,
  ScenarioComparison,
  StaffingPlan,
  TeacherPinFailure,
} from './staffing-plan.ts';

/** Ids only: names come from the registry when it is shown. */
export interface PlanContent {
  readonly plan: StaffingPlan;
  readonly team: ExpertTeam;
  readonly comparison: ScenarioComparison;
  /** The decided team that it was made with. */
  readonly experts: readonly Expert[];
  /** Key of a cell → mark of the roster that it was planned with. */
  readonly marks: Readonly<Record<string, string>>;
}

export interface PlanFigures {
  readonly enrolled: number;
  /** Σ⌈N/Q⌉ over the cells. */
  readonly bound: number;
  /** Groups: experts that the plan needs. */
  readonly needed: number;
  /** What it would be, each county by itself. */
  readonly by_county: number;
  readonly available: number;
  readonly assigned: number;
  readonly gaps: number;
  readonly broken_pins: number;
}

/** The same of one cell. */
export interface CellFigures extends Cell, Omit<PlanFigures, 'broken_pins'> {
  readonly key: string;
}

export type MadeHow = 'computed' | 'moved' | 'assigned';

/** Since a plan was kept somebody came, left or moved in a cell, or its experts are others. */
export interface CellChange extends Cell {
  readonly key: string;
  /** Enrolled by now, and when it was planned. */
  readonly now: number;
  readonly planned: number;
  readonly roster: boolean;
  readonly team: boolean;
}

export type PinFailure = TeacherPinFailure | ExpertPinFailure;
/** Why something decided by hand can't be kept. */
export const pinFailures: Readonly<Record<PinFailure, Words>> = {
  'not-enrolled': { zh: '此人没有报名', en: 'the teacher is not enrolled' },
  'other-cell': { zh: '学段或学科不同', en: 'the stage or subject is another' },
  'no-such-group': { zh: '没有这个研修组', en: 'there is no such group' },
  'other-county': { zh: '按县配备时不能跨县', en: 'county by county nobody joins a group of another county' },
  'group-full': { zh: '研修组已满', en: 'the group is full' },
  'no-such-expert': { zh: '没有这位已确定的专家', en: 'no such expert is on the team' },
  'pinned-twice': { zh: '这位专家已指定给另一组', en: 'the expert was given to another group' },
  enrolled: { zh: '专家本人已报名', en: 'the expert is enrolled' },
  'own-group': { zh: '专家本人在这一组', en: 'the expert is in this group' },
  capacity: { zh: '超过专家可指导人数', en: "it is above the expert's capacity" },
  counties: { zh: '组内有专家不服务的县', en: 'it has counties that the expert does not serve' },
};
