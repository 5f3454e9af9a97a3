/** What is shown of the teachers whom a file doesn't hold, within the reader's scope. */
import { type AbsenceTally, absenceTally } from '../../../database/absences.ts';
import { changesOf, type ShownChange } from '../../../database/change-sets.ts';
import type { Database } from '../../../database/connect.ts';
import { inScope } from '../../../database/scope.ts';
import { type RegisteredTeacher, teachersByIds } from '../../../database/teachers.ts';
import { type ShownTransfer, transfersBeside } from '../../../database/transfers.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { next } from '../../../schemas/lifecycle.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

export interface AbsentTeacher {
  readonly change: ShownChange;
  /** Undefined where the reader may not see the record any more. */
  readonly known: RegisteredTeacher | undefined;
  /** What another school has said of them already, or what has come of it since. */
  readonly transfer: ShownTransfer | undefined;
}

export interface MissingModel {
  readonly upload: ShownUpload;
  readonly tally: AbsenceTally;
  readonly absent: readonly AbsentTeacher[];
  readonly page: number;
  /** Whether the reader may answer now. */
  readonly isOpen: boolean;
  readonly isOwner: boolean;
  /** Whether the reader has asked for one answer for all the others, and is to confirm it. */
  readonly confirmsRest: boolean;
}

export const mayAnswer = (
  upload: Pick<ShownUpload, 'state' | 'unit_path' | 'reverts' | 'template'>,
  actor: Actor,
): boolean =>
  typeof next(lifecycleOf(upload), upload.state, 'answer-missing', roleOf(actor, upload.unit_path)) !==
  'string';

/** Throws `not-found` outside the actor's scope. */
export const missingModel = (
  db: Database,
  actor: Actor,
  id: string,
  query: { readonly page: number; readonly rest?: 'kept' | undefined },
): Promise<MissingModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const upload = await uploadById(tx, id);
    const tally = await absenceTally(tx, upload.change_set_id);
    const changes = await changesOf(tx, upload.change_set_id ?? '0', {
      ...{ absent: true, limit: pageSize, offset: offsetOf(query.page) },
    });
    const ids = changes.flatMap(({ teacher_id }) => teacher_id ?? []);
    const known = await teachersByIds(tx, ids);
    const transfers = await transfersBeside(tx, ids, upload.unit_id, upload.received_at);
    const isOpen = mayAnswer(upload, actor);
    return {
      ...{ upload, tally, page: query.page, isOpen, isOwner: actor.unit_id === upload.unit_id },
      absent: changes.map((change) => ({
        change,
        known: known.get(change.teacher_id ?? ''),
        transfer: transfers.get(change.teacher_id ?? ''),
      })),
      confirmsRest: isOpen && query.rest !== undefined && tally.unanswered > 0,
    };
  });
