/** Submissions: which step of which campaign of which unit, what a unit still has to do first, and what its word was about. */
import { type CampaignStep, stepOrder } from './campaign.ts';
import type { TemplateId } from './sheets.ts';
import type { SubmissionState } from './submission-lifecycle.ts';
import { type Tier, tierOfKind, type UnitKind } from './unit.ts';
import type { UploadState } from './upload-lifecycle.ts';

/** What names a submission, whether or not anybody has done anything about it yet. */
export interface SubmissionKey {
  readonly campaign_id: string;
  readonly step: CampaignStep;
  readonly unit_id: string;
}

/** Opaque to those who use it. */
export const submissionId = ({ campaign_id, step, unit_id }: SubmissionKey): string =>
  `${campaign_id}-${step}-${unit_id}`;

/** The template whose files a step is about. */
export const templateOfStep: Readonly<Record<CampaignStep, TemplateId>> = {
  collection: 'teacher',
  enrolment: 'enrolment',
  experts: 'expert',
};

/** Kinds of school tier that submit; an administrative body has no teachers to report. An area submits when such a unit is below it. */
export const reportingKinds: readonly UnitKind[] = (Object.keys(tierOfKind) as UnitKind[]).filter(
  (kind) => tierOfKind[kind] === 'school' && kind !== 'administrative_body',
);
/** Experts are named by authorities: schools are not asked. */
export const schoolsSubmit = (step: CampaignStep): boolean => step !== 'experts';
/** The steps that a tier gives its word on, in their order. */
export const stepsOf = (tier: Tier): readonly CampaignStep[] =>
  tier === 'school' ? stepOrder.filter(schoolsSubmit) : stepOrder;

/** Something that stands between a unit and its word. */
export type Missing =
  | {
      readonly kind: 'file-in-work';
      readonly upload_id: string;
      readonly receipt: string;
      readonly state: UploadState;
    }
  | { readonly kind: 'nothing-applied'; readonly teachers: number }
  /** In service, and neither enrolled nor excused; or enrolled in what is no longer open to the unit. */
  | { readonly kind: 'not-enrolled'; readonly teachers: number }
  | { readonly kind: 'enrolment-broken'; readonly teachers: number }
  | {
      readonly kind: 'unit-unsettled';
      readonly unit: { readonly id: string; readonly name: string };
      readonly state: SubmissionState;
    };

/** What a unit's word is about: its people in service, and what the campaign changed. */
export interface SubmissionCounts {
  readonly teachers: number;
  /** In service, by stage. */
  readonly stages: Readonly<Record<string, number>>;
  readonly added: number;
  readonly changed: number;
  readonly departed: number;
  readonly transferred: number;
}
