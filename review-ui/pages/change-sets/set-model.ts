/** What the review page shows of one change set, gathered within the reader's scope. */
import {
  changesByIds,
  changesOf,
  type ShownChange,
  uploadOfChangeSet,
} from '../../../database/change-sets.ts';
import { claimsBesideChanges, type ShownClaim } from '../../../database/claims.ts';
import { type Commitments, commitmentsOf } from '../../../database/commitments.ts';
import type { Database } from '../../../database/connect.ts';
import { isKeptApart } from '../../../database/duties.ts';
import {
  type AlikeChanges,
  type Batch,
  batchesOf,
  type Facets,
  facetsOf,
  groupsOf,
  rulesOf,
  talliesOf,
} from '../../../database/facets.ts';
import { headcountOf, stagesOf } from '../../../database/headcount.ts';
import { issuesOfRows } from '../../../database/issues.ts';
import { roundsOf } from '../../../database/rounds.ts';
import { digestOf, safeDigestOf, sampleOf } from '../../../database/samples.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { movesOf } from '../../../database/set-moves.ts';
import { type RegisteredTeacher, teachersByIds } from '../../../database/teachers.ts';
import { type ShownTransfer, transfersBeside } from '../../../database/transfers.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { type Impact, impactOf } from '../../../pipeline/impact.ts';
import { type Judged, judged, reportedIn } from '../../../pipeline/plausibility.ts';
import { abnormalShrinkage, type Shrinkage, type ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { claimingKinds } from '../../../schemas/change.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { problem } from '../../../schemas/problem.ts';
import { claimingStates, lifecycleOf, type UploadState } from '../../../schemas/upload-lifecycle.ts';
import { pageSize } from '../../inputs.ts';
import { type RevertSide, revertSide, undoneAdditions } from '../reverts/revert-model.ts';
import { type SetFacets, setFacets } from './facet-model.ts';
import { referencesOf } from './plausibility-json.ts';
import { narrowingOf, type SetFilter } from './set-address.ts';

/** A change set apart from its changes. */
export interface SetHead {
  readonly id: string;
  readonly upload: ShownUpload;
  readonly facets: Facets;
  /** Bulk decisions of this review that can be taken back. */
  readonly batches: readonly Batch[];
  /** What the reader may do to the whole set now. */
  readonly actions: readonly string[];
  /** It comes from the reader, so that a colleague has to review it. */
  readonly kept_apart: boolean;
  /** More teachers leave than is ordinary: the reviewer has to say that it is meant. Null: no more than that, or not in review. */
  readonly shrinkage: Shrinkage | null;
}

/** What is known beside the changes themselves. */
export interface Beside {
  /** Those whose records are shown, as they are in the registry, as far as the reader may see them. */
  readonly known: ReadonlyMap<string, RegisteredTeacher>;
  /** By change: other units that send in the same person at this moment. */
  readonly claims: ReadonlyMap<string, readonly ShownClaim[]>;
  /** For an undo: people whose addition it undoes. */
  readonly undone: ReadonlySet<string>;
  /** By teacher: what has become of a move that the file speaks of. */
  readonly transfers: ReadonlyMap<string, ShownTransfer>;
  /** By change: what the check found in its row, apart from what is only told. */
  readonly found: ReadonlyMap<string, readonly Issue[]>;
}

export interface SetModel extends SetHead, Beside {
  readonly changes: readonly ShownChange[];
  readonly total: number;
  readonly filter: SetFilter;
  readonly choices: SetFacets;
  readonly groups: readonly AlikeChanges[];
  /** Of approving what isn't rejected; null when there is nothing left to approve. */
  readonly impact: SetImpact | null;
  /** Of everything that the set says. */
  readonly digest: string | null;
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
  const batches = upload.state === 'submitted' ? await batchesOf(tx, id) : [];
  const isReviewed = upload.state === 'submitted' && role === 'superior';
  const kept_apart = isReviewed && (await isKeptApart(tx, actor.account_id, upload.id));
  return {
    ...{ id, upload, facets, batches, shrinkage, kept_apart },
    actions: actions(lifecycleOf(upload), upload.state, role, kept_apart).map((row) => row.action),
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
    const narrowing = narrowingOf(filter);
    const { changes, total } = await changesOf(tx, id, {
      ...narrowing,
      limit: isWhole ? everything : sizeOf(filter),
      offset: isWhole ? 0 : (filter.page - 1) * sizeOf(filter),
    });
    const seen = changes.map(asSeenBy(actor, head));
    return {
      ...head,
      ...{ changes: seen, total, filter },
      ...(await besideOf(tx, head, seen, isWhole ? alikeIds : listedIds)),
      choices: await choicesOf(tx, head, filter),
      groups: await groupsOf(tx, id),
      impact: await impactOfSet(tx, head),
      digest: await digestOf(tx, id),
      side: await revertSide(tx, head.upload),
    };
  });

const openToApproval: readonly UploadState[] = ['ready', 'submitted', 'returned'];

export interface SetImpact extends Impact {
  /** Among those who leave or are to be transferred. */
  readonly commitments: Commitments;
  readonly judged: readonly Judged[];
}

async function impactOfSet(tx: Scoped, { id, upload, facets }: SetHead): Promise<SetImpact | null> {
  if (!openToApproval.includes(upload.state)) return null;
  const transfers = facets.kinds.find(({ kind }) => kind === 'transfer')?.count ?? 0;
  const { moves, leaving, isByStage } = await movesOf(tx, id);
  const whole = impactOf(await stagesOf(tx, upload.unit_id), moves, transfers);
  const commitments = await commitmentsOf(tx, id, leaving);
  const impact = { ...whole, stages: isByStage ? whole.stages : [], commitments };
  const round = (await roundsOf(tx, [upload.unit_id])).get(upload.unit_id);
  const { counts, reverts } = upload;
  if (counts === null || reverts !== null) return { ...impact, judged: [] };
  return { ...impact, judged: judged(reportedIn(counts), referencesOf(round)) };
}

/** The facets; what the set is made of is known already unless a condition narrows it that isn't counted there. */
async function choicesOf(tx: Scoped, { id, facets }: SetHead, filter: SetFilter): Promise<SetFacets> {
  const { rule, like, undecided, ...others } = narrowingOf(filter);
  const isUncounted = rule !== undefined || like !== undefined || undecided === true;
  const tallies = isUncounted ? await talliesOf(tx, id, { rule, like, undecided }) : facets.tallies;
  return setFacets(tallies, filter, await rulesOf(tx, id, { ...others, like, undecided }));
}

/** @param idsOf whose records are shown: a list shows what changes, only the page of one change the rest of a record. */
async function besideOf(
  tx: Scoped,
  head: SetHead,
  changes: readonly ShownChange[],
  idsOf: (change: ShownChange) => readonly string[],
): Promise<Beside> {
  return {
    known: await teachersByIds(tx, changes.flatMap(idsOf)),
    claims: await claimsOf(tx, head, changes),
    undone: await undoneAdditions(tx, head.upload, changes),
    transfers: await transfersIn(tx, head, changes),
    found: await foundIn(tx, head, changes),
  };
}

const transfersIn = (tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) =>
  transfersBeside(
    tx,
    changes.flatMap(({ teacher_id }) => teacher_id ?? []),
    upload.unit_id,
    upload.received_at,
  );

/** Rows on screen only: a program asks for the issues of the upload. */
async function foundIn(tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) {
  const rows = changes.length > printed ? [] : changes.flatMap(({ row_number }) => row_number ?? []);
  const issues = rows.length === 0 ? [] : await issuesOfRows(tx, upload.id, rows);
  const byPlace = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.severity === 'note') continue;
    const place = placeOf(issue);
    byPlace.set(place, [...(byPlace.get(place) ?? []), issue]);
  }
  return new Map(
    changes.map(({ id, sheet, row_number }) => [id, byPlace.get(placeOf({ sheet, row: row_number })) ?? []]),
  );
}

const placeOf = ({ sheet, row }: { sheet: string | null; row: number | null }): string => `${row}@${sheet}`;

const alikeIds = ({ alike = [] }: ShownChange): string[] => alike.map(({ teacher_id }) => teacher_id);
/** Of transfers too, for it depends on the reader's scope whether there is more to see. */
const listedIds = (change: ShownChange): string[] =>
  change.kind === 'transfer' ? concernedIds(change) : alikeIds(change);
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
  const [one] = await someChanges(tx, actor, id, [changeId], policy);
  if (one === undefined) throw problem('not-found');
  return one;
}

/** {@link oneChange} for several of one set. */
export async function someChanges(
  tx: Scoped,
  actor: Actor,
  id: string,
  changeIds: readonly string[],
  policy: ShrinkagePolicy,
): Promise<OneChangeModel[]> {
  const head = await headOf(tx, actor, id, policy);
  const changes = (await changesByIds(tx, id, changeIds)).map(asSeenBy(actor, head));
  const beside = await besideOf(tx, head, changes, concernedIds);
  return changes.map((change) => ({ ...head, ...beside, change }));
}

export interface SampleModel extends SetHead {
  readonly sample: readonly ShownChange[];
  /** Of all low-risk changes that are not decided yet. */
  readonly digest: string | null;
}

/** Ten of the low-risk changes, drawn at random: what a bulk approval shows before it is done. */
export const sampleModel = (
  db: Database,
  actor: Actor,
  id: string,
  policy: ShrinkagePolicy,
): Promise<SampleModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const head = await headOf(tx, actor, id, policy);
    return { ...head, sample: await sampleOf(tx, id), digest: await safeDigestOf(tx, id) };
  });
