/** What the review page shows of one change set, gathered within the reader's scope. */
import { changesOf, type ShownChange } from '../../../database/change-sets.ts';
import { type Commitments, commitmentsOf } from '../../../database/commitments.ts';
import type { Database } from '../../../database/connect.ts';
import { type AlikeChanges, groupsOf, rulesOf, type Tally, talliesOf } from '../../../database/facets.ts';
import { stagesOf } from '../../../database/headcount.ts';
import { roundsOf } from '../../../database/rounds.ts';
import { digestOf, safeDigestOf, sampleOf } from '../../../database/samples.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { movesOf } from '../../../database/set-moves.ts';
import { type Impact, impactOf } from '../../../pipeline/impact.ts';
import { type Judged, judged, reportedIn } from '../../../pipeline/plausibility.ts';
import type { ShrinkagePolicy } from '../../../pipeline/shrinkage.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { pageSize } from '../../inputs.ts';
import { type RevertSide, revertSide } from '../reverts/revert-model.ts';
import { countedUnder, type SetFacets, setFacets } from './facet-model.ts';
import { asSeenBy } from './one-change.ts';
import { referencesOf } from './plausibility-json.ts';
import { type Narrowing, narrowingOf, type SetFilter } from './set-address.ts';
import { alikeIds, type Beside, besideOf, hasFindings, listedIds, printed } from './set-beside.ts';
import { headOf, type SetHead } from './set-head.ts';

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

/** As JSON when no page is asked for; beyond any limit of a file. */
const everything = 200_000;

/** Rows on one page of the list. */
export const sizeOf = (filter: SetFilter): number => (filter.all ? printed : pageSize);

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
    const changes = await changesOf(tx, id, {
      ...narrowing,
      limit: isWhole ? everything : sizeOf(filter),
      offset: isWhole ? 0 : (filter.page - 1) * sizeOf(filter),
    });
    const tallies = await talliesUnder(tx, head, narrowing);
    const seen = changes.map(asSeenBy(actor, head));
    return {
      ...head,
      ...{ changes: seen, total: countedUnder(tallies, narrowing), filter },
      ...(await besideOf(tx, head, seen, isWhole ? alikeIds : listedIds)),
      choices: setFacets(tallies, narrowing, await rulesBeside(tx, head, narrowing)),
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

/** Of what the conditions without a count of their own leave; what the set is made of is known already unless there are such. */
async function talliesUnder(
  tx: Scoped,
  { id, facets }: SetHead,
  { rule, like, undecided }: Narrowing,
): Promise<readonly Tally[]> {
  const isUncounted = rule !== undefined || like !== undefined || undecided === true;
  return isUncounted ? await talliesOf(tx, id, { rule, like, undecided }) : facets.tallies;
}

/** What rules found under all conditions but the rule; nobody looks for it where the check found nothing. */
const rulesBeside = async (tx: Scoped, { id, upload }: SetHead, { rule: _, ...others }: Narrowing) =>
  hasFindings(upload, { notes: true }) ? await rulesOf(tx, id, others) : [];

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
