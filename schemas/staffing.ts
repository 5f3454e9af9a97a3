/** What a staffing plan is made from: who is enrolled, who may guide, and by which rules (DOMAIN §7). */
import { z } from 'zod';
import type { Stage, Subject } from './subject.ts';

/** Guidance experts are staffed at one to a hundred (DOMAIN §7). */
export const teachersPerExpert = 100;
/** Fewer teachers than this are no group that can work together (a setting; DOMAIN §7). */
export const smallestGroup = 30;

/** A stage and a subject; a kindergarten has none. 43 of them (DOMAIN §2). */
export interface Cell {
  readonly stage: Stage;
  readonly subject: Subject | null;
}

/** A teacher's one enrolment of the year, ids only. */
export interface EnrolledTeacher extends Cell {
  readonly teacher_id: string;
  readonly unit_id: string;
  /** A unit that stands under its city directly has the city's id here. */
  readonly county_id: string;
}

/** A guidance expert as template E names them: one stage and subject, a capacity and counties served. */
export interface Expert extends Cell {
  readonly expert_id: string;
  /** Null for somebody who is no teacher of the registry. */
  readonly teacher_id: string | null;
  readonly level: 'city' | 'county';
  /** Where the expert works. */
  readonly unit_id: string | null;
  readonly county_id: string | null;
  /** Teachers; more than the ratio counts as the ratio. */
  readonly capacity: number;
  /** Ids of counties, or the whole city. */
  readonly serves: 'city' | readonly string[];
}

/** Where the teachers of one group may come from. */
export const poolings = ['city', 'county'] as const;

/**
 * `prefer`: no expert more than the bound, and then as few schools split as possible. `always`: only schools above the ratio are
 * split, even if that takes more experts. `ignore`: counties are kept together first, schools where it costs nothing.
 */
export const schoolPolicies = ['prefer', 'always', 'ignore'] as const;
export type SchoolPolicy = (typeof schoolPolicies)[number];

export const staffingOptionsSchema = z.object({
  /** Teachers for one expert; no group is larger. */
  ratio: z.coerce.number().int().min(1).max(1000).default(teachersPerExpert),
  pooling: z.enum(poolings).default('city'),
  /** Smaller groups are told, with a merge that would avoid them. */
  minimum_group: z.coerce.number().int().min(0).max(1000).default(smallestGroup),
  keep_schools: z.enum(schoolPolicies).default('prefer'),
  /** Whether an expert may be enrolled as well, in a group of somebody else's. */
  experts_may_enrol: z.boolean().default(true),
});
export type StaffingOptions = Readonly<z.infer<typeof staffingOptionsSchema>>;

/** As DOMAIN §7 has them. */
export const usualOptions: StaffingOptions = staffingOptionsSchema.parse({});

export const pinsSchema = z.object({
  /** teacher_id → key of a group. */
  teachers: z.record(z.string(), z.string()).readonly().default({}),
  /** Key of a group → expert_id. */
  experts: z.record(z.string(), z.string()).readonly().default({}),
});
/** What people decided by hand; it outlasts every recomputation, or is reported as broken. */
export type Pins = Readonly<z.infer<typeof pinsSchema>>;
export const noPins: Pins = { teachers: {}, experts: {} };
