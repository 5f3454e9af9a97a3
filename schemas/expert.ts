/** Experts: who guides, named by template E or a form, and what the registry says of such a row. */
import type { IdentityDocument } from './identity-document.ts';
import type { teamLevels } from './sheets/expert.ts';
import type { Stage, Subject } from './subject.ts';
import type { titles } from './teacher-choices.ts';

export type TeamLevel = (typeof teamLevels)[number]['value'];
export type ExpertTitle = (typeof titles)[number]['value'];

/** What only the unit and those above it may read. */
export interface ExpertPerson {
  readonly name: string;
  readonly id_type: IdentityDocument;
  readonly id_number: string;
  readonly mobile: string;
  readonly email: string | null;
}

export interface NewExpert extends ExpertPerson {
  readonly campaign_id: string;
  readonly level: TeamLevel;
  /** Of the thematic team only. */
  readonly workshop: string | null;
  readonly teacher_id: string | null;
  readonly workplace: string;
  /** As it was written; `county_id` where it is one of the sender's city. */
  readonly county: string;
  readonly county_id: string | null;
  readonly stage: Stage;
  readonly subject: Subject | null;
  readonly title: ExpertTitle;
  readonly honours: string | null;
  /** Teachers. */
  readonly capacity: number;
  /** Ids of counties; null for the whole city. */
  readonly serves: readonly string[] | null;
  readonly upload_id: string | null;
}

/** A row of template E as far as the registry is asked about it. */
export interface ExpertAsked {
  readonly project: string | null;
  readonly level: TeamLevel | null;
  readonly name: string | null;
  readonly id_type: IdentityDocument | null;
  readonly id_number: string | null;
  readonly county: string | null;
  readonly stage: Stage | null;
  readonly subject: Subject | null;
  readonly served_counties: string | null;
}

export interface ExpertRowFacts {
  /** The campaign whose project is so called, with the stage it is for; null for none. */
  readonly project: { readonly campaign_id: string; readonly stage: Stage } | null;
  /** The subjects that the campaign has for the row's stage. */
  readonly subjects: readonly Subject[];
  readonly person: { readonly id: string; readonly name: string } | null;
  /** The county of the sender's city; null where there is none of that name. */
  readonly county_id: string | null;
  readonly served: readonly { readonly name: string; readonly id: string | null }[];
  /** Where the person has a place in this campaign already. */
  readonly taken: {
    readonly unit: string;
    readonly stage: Stage;
    readonly subject: Subject | null;
  } | null;
}

/** Names in one cell, however they are kept apart. */
export const namesIn = (text: string | null): string[] =>
  (text ?? '').split(/[、，,;；\s]+/).filter((name) => name !== '');

/** What a workshop is called where a row doesn't say. */
export const workshopOf = (stage: Stage, subject: Subject | null): string => `${stage}${subject ?? ''}工作坊`;
