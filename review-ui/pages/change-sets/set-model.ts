/** What the review page shows of one change set, gathered within the reader's scope. */
import {
  changeById,
  changesOf,
  type Facets,
  facetsOf,
  type ShownChange,
  uploadOfChangeSet,
} from '../../../database/change-sets.ts';
import { claimsBesideChanges, type ShownClaim } from '../../../database/claims.ts';
import type { Database } from '../../../database/connect.ts';
import { headcountOf } from '../../../database/headcount.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { type RegisteredTeacher, teachersByIds } from '../../../database/teachers.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { abnormalShrinkage, type Shrinkage, type ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { claimingKinds } from '../../../schemas/change.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { claimingStates, lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import { pageSize } from '../../inputs.ts';
import { type RevertSide, revertSide, undoneAdditions } from '../reverts/revert-model.ts';
import type { SetFilter } from './set-address.ts';

/** A change set apart from its changes. */
export interface SetHead {
  readonly id: string;
  readonly upload: ShownUpload;
  readonly facets: Facets;
  /** What the reader may do to the whole set now. */
  readonly actions: readonly string[];
  /** More teachers leave than is ordinary: the reviewer has to say that it is meant. Null: no more than that, or not in review. */
  readonly shrinkage: Shrinkage | null;
}

/** What is known beside the changes themselves. */
export interface Beside {
  /** The people as they are in the registry, as far as the reader may see them. */
  readonly known: ReadonlyMap<string, RegisteredTeacher>;
  /** By change: other units that send in the same person at this moment. */
  readonly claims: ReadonlyMap<string, readonly ShownClaim[]>;
  /** For an undo: people whose addition it undoes. */
  readonly undone: ReadonlySet<string>;
}

export interface SetModel extends SetHead, Beside {
  readonly changes: readonly ShownChange[];
  readonly total: number;
  readonly filter: SetFilter;
  readonly side: RevertSide;
  /** Unit whose review was closed or returned a moment ago, before this set opened by itself. */
  readonly before: { readonly unit: string; readonly action: 'approve' | 'return' | 'drop' } | null;
}

export const mayDecide = (head: Pick<SetHead, 'actions'>): boolean => head.actions.includes('approve');

/** As JSON when no page is asked for; beyond any limit of a file. */
const everything = 200_000;
/** Rows on a page that is meant for paper: more would be no page for a browser. */
const printed = 2_000;

/** Rows on one page of the list. */
export const sizeOf = (filter: SetFilter): number => (filter.all ? printed : pageSize);

export async function headOf(
  tx: Scoped,
  actor: Actor,
  id: string,
  policy: ShrinkagePolicy,
): Promise<SetHead> {
  const upload = await uploadById(tx, await uploadOfChangeSet(tx, id));
  const role = roleOf(actor, upload.unit_path);
  const facets = await facetsOf(tx, id);
  const shrinkage =
    upload.state === 'submitted'
      ? abnormalShrinkage(await headcountOf(tx, upload.unit_id, facets.kinds), policy)
      : null;
  return {
    ...{ id, upload, facets, shrinkage },
    actions: actions(lifecycleOf(upload), upload.state, role).map((row) => row.action),
  };
}

/** Throws `not-found`, also for a set that a later check replaced. */
export const setModel = (
  db: Database,
  actor: Actor,
  id: string,
  filter: SetFilter,
  isWhole: boolean,
  policy: ShrinkagePolicy,
): Promise<Omit<SetModel, 'before'>> =>
  inScope(db, actor.unit_path, async (tx) => {
    const head = await headOf(tx, actor, id, policy);
    const { kind, field, undecided } = filter;
    const { changes, total } = await changesOf(tx, id, {
      ...(kind === undefined ? {} : { kind }),
      ...(field === undefined ? {} : { field }),
      ...(undecided ? { undecided } : {}),
      limit: isWhole ? everything : sizeOf(filter),
      offset: isWhole ? 0 : (filter.page - 1) * sizeOf(filter),
    });
    const seen = changes.map(asSeenBy(actor, head));
    const claims = await claimsOf(tx, head, seen);
    // A program gets what changes; only people are shown the rest of a record.
    const known = await knownOf(tx, seen, isWhole ? alikeIds : concernedIds);
    const undone = await undoneAdditions(tx, head.upload, seen);
    const side = await revertSide(tx, head.upload);
    return { ...head, changes: seen, total, filter, known, claims, undone, side };
  });

const knownOf = (
  tx: Scoped,
  changes: readonly ShownChange[],
  idsOf: (change: ShownChange) => readonly string[],
) => teachersByIds(tx, changes.flatMap(idsOf));

const alikeIds = ({ alike = [] }: ShownChange): string[] => alike.map(({ teacher_id }) => teacher_id);
const concernedIds = (change: ShownChange): string[] => [
  ...(change.teacher_id === null ? [] : [change.teacher_id]),
  ...alikeIds(change),
];

/** Whom a newcomer resembles is for those above to judge: by a phone and a birth date a school could look for strangers. */
const asSeenBy =
  (actor: Actor, { upload }: SetHead) =>
  (change: ShownChange): ShownChange => {
    const { alike: _, ...rest } = change;
    return roleOf(actor, upload.unit_path) === 'owner' ? rest : change;
  };

/** Asked when it is shown: of two files that were checked at once neither could hear of the other. */
const claimsOf = (tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) =>
  claimsBesideChanges(
    tx,
    claimingStates.includes(upload.state)
      ? changes.flatMap(({ id, kind }) => (claimingKinds.has(kind) ? [id] : []))
      : [],
  );

export interface OneChangeModel extends SetHead, Beside {
  readonly change: ShownChange;
}

/** One change with its set's head: a row that was just decided, or a change on a page of its own. */
export async function oneChange(
  tx: Scoped,
  actor: Actor,
  id: string,
  changeId: string,
  policy: ShrinkagePolicy,
): Promise<OneChangeModel> {
  const head = await headOf(tx, actor, id, policy);
  const change = asSeenBy(actor, head)(await changeById(tx, id, changeId));
  const known = await knownOf(tx, [change], concernedIds);
  const undone = await undoneAdditions(tx, head.upload, [change]);
  return { ...head, change, known, undone, claims: await claimsOf(tx, head, [change]) };
}

export interface SampleModel extends SetHead {
  readonly sample: readonly ShownChange[];
}

const sampled = 10;

/** Ten of the low-risk changes, drawn at random: what a bulk approval shows before it is done. */
export const sampleModel = (
  db: Database,
  actor: Actor,
  id: string,
  policy: ShrinkagePolicy,
): Promise<SampleModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const head = await headOf(tx, actor, id, policy);
    const { changes } = await changesOf(tx, id, { safe: true, at_random: true, limit: sampled });
    return { ...head, sample: changes };
  });
