/** Forms that are taken in: what each does with its rows, told before and done after its sender says so. */
import type { FormRow } from '../../../database/forms.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FormLine, FormTemplate } from '../../../schemas/form.ts';
import type { Params } from '../../../schemas/language.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import type { PageContext } from '../../page.ts';

export interface Form {
  /** What these rows would do now, one line each, in the page's language. */
  readonly lines: (
    tx: Scoped,
    actor: Actor,
    rows: readonly FormRow[],
    page: PageContext,
  ) => Promise<readonly FormLine[]>;
  /**
   * Does it, all rows or none, and answers what was done in counts. Throws `form-moved` where the registry no longer allows what
   * the check allowed.
   */
  readonly carryOut: (
    tx: Scoped,
    actor: Actor,
    uploadId: string,
    rows: readonly FormRow[],
  ) => Promise<Params>;
  /** Where its sender sees what came of it. */
  readonly result: (uploadId: string) => string;
}

const forms: { readonly [T in FormTemplate]?: Form } = {};

/** Undefined for a template that is no form or is not taken in. */
export const formOf = (template: TemplateId | null): Form | undefined =>
  template === null ? undefined : (forms as Partial<Record<TemplateId, Form>>)[template];
