/** A row of the enrolment workbook beside the registry: whom it means, and what they are enrolled in already. */
import type { Candidate, EnrolmentCell, EnrolmentGround } from './enrolment.ts';
import type { Stage } from './subject.ts';

/** What somebody is enrolled in this year, wherever that is: as much as any school may be told. */
export interface HeldEnrolment extends EnrolmentCell {
  readonly unit_id: string;
  readonly campaign_id: string;
  readonly unit: string;
  readonly superior: string | null;
}

export interface EnrolmentRowFacts {
  /** Whom the registry has under the row's document; null for nobody. */
  readonly person: (Candidate & { readonly id: string; readonly name: string }) | null;
  readonly held: HeldEnrolment | null;
}

export interface EnrolmentFileFacts {
  readonly campaign_id: string;
  /** The campaign's own name stands for all of its projects. */
  readonly campaign_name: string;
  readonly projects: Readonly<Record<Stage, string>>;
  readonly ground: EnrolmentGround & {
    readonly missing: ReadonlyMap<Stage, { readonly unit: string; readonly opener: string }>;
  };
  /** One for each row, in their order. */
  readonly rows: readonly EnrolmentRowFacts[];
  /** In service at the unit and not in the file: already enrolled, and not. */
  readonly not_in_file: { readonly enrolled: number; readonly others: number };
}
