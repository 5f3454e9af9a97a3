/** What a form has to be able to do: tell its lines, carry them out, and lead to what came of it. */
import type { FormRow } from '../../../database/forms.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FormLine } from '../../../schemas/form.ts';
import type { Params } from '../../../schemas/language.ts';
import type { PageContext } from '../../page.ts';

export interface Form {
  /** What these rows would do now, one line each, in the page's language. */
  readonly lines: (
    tx: Scoped,
    actor: Actor,
    uploadId: string,
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
