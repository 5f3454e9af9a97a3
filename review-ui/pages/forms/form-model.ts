/** What a form would do, line by line, gathered within the viewer's scope. */
import { rowsOfUpload } from '../../../database/forms.ts';
import type { Scoped } from '../../../database/scope.ts';
import type { ShownUpload } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FormLine } from '../../../schemas/form.ts';
import type { PageContext } from '../../page.ts';
import { formOf } from './forms.ts';

/** Lines of an upload whose rows may be carried out now; none in any other state, or where it is no form. */
export async function formLines(
  tx: Scoped,
  actor: Actor,
  upload: ShownUpload,
  page: PageContext,
  place: { readonly limit: number; readonly offset?: number },
): Promise<readonly FormLine[]> {
  const form = formOf(upload.template);
  if (form === undefined || upload.state !== 'ready') return [];
  return await form.lines(tx, actor, upload.id, await rowsOfUpload(tx, upload.id, place), page);
}
