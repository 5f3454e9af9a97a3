/** The sender's word on a file: a form is carried out, any other goes to its reviewer. */
import { carryOutForm } from '../../../database/forms.ts';
import type { Scoped } from '../../../database/scope.ts';
import { submitUpload, uploadById } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { formOf } from './forms.ts';

/** Throws what {@link submitUpload} and {@link carryOutForm} throw. */
export async function submitAny(tx: Scoped, actor: Actor, id: string): Promise<UploadState> {
  const form = formOf((await uploadById(tx, id)).template);
  return form === undefined
    ? await submitUpload(tx, actor, id)
    : await carryOutForm(tx, actor, id, (rows) => form.carryOut(tx, actor, id, rows));
}
