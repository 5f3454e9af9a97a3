/** Forms that are taken in: what each does with its rows, told before and done after its sender says so. */
import { type FormTemplate, isFormTemplate } from '../../../schemas/form.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import { enrolmentForm } from '../enrolments/enrolment-form.ts';
import { expertForm } from '../experts/expert-form.ts';
import { transferForm } from '../transfers/transfer-form.ts';
import { organisationForm } from '../units/organisation-form.ts';
import type { Form } from './form.ts';

const forms: Readonly<Record<FormTemplate, Form>> = {
  transfer: transferForm,
  organisation: organisationForm,
  enrolment: enrolmentForm,
  expert: expertForm,
};

/** Undefined for a template that is no form. */
export const formOf = (template: TemplateId | null): Form | undefined =>
  isFormTemplate(template) ? forms[template] : undefined;
