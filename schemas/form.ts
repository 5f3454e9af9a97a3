/** Forms: templates whose rows are carried out at their sender's word, without a review change by change. */
import type { TemplateId } from './sheets.ts';
import { authorities, type Tier, tiers } from './unit.ts';

/** Who sends which, as files of their own unit; what a row asks for is then judged row by row. */
export const formSenders = {
  transfer: tiers,
  organisation: authorities,
  enrolment: ['school'],
  expert: authorities,
} as const satisfies Partial<Record<TemplateId, readonly Tier[]>>;
export type FormTemplate = keyof typeof formSenders;

export const isFormTemplate = (template: TemplateId | null): template is FormTemplate =>
  template !== null && Object.hasOwn(formSenders, template);

/** What one row of a form does, in words, before its sender says so. */
export interface FormLine {
  /** As the spreadsheet shows it. */
  readonly row: number;
  /** Whom or what it is about. */
  readonly subject: string;
  readonly does: string;
}
