/** What each tier's first page shows, gathered within the actor's scope. */
import { reviewQueue } from '../../../database/boards.ts';
import { campaignAt } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { countHeads } from '../../../database/headcount.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { unitsStanding } from '../../../database/standing.ts';
import { windowOfUnit } from '../../../database/unit-windows.ts';
import { listUploads } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { type BoardFacts, boardModel, roundOf, runningRound } from '../boards/board-model.ts';
import { ownSubmission } from '../submissions/submission-model.ts';

const shownUploads = 5;
const shownWaiting = 50;

export const schoolModel = (db: Database, actor: Actor, { now, policy }: Omit<BoardFacts, 'progress'>) =>
  inScope(db, actor.unit_path, async (tx) => {
    const { uploads, total } = await listUploads(tx, {
      ...{ unit_id: actor.unit_id, template: 'teacher', limit: shownUploads },
    });
    const teachers = await countHeads(tx, { area: actor.unit_path, status: '在职' });
    const running = await runningRound(tx, now);
    const self = { id: actor.unit_id, path: actor.unit_path };
    const { units } = await unitsStanding(tx, self, roundOf(running, policy), { limit: 1 });
    return {
      uploads,
      total,
      teachers,
      /** Where it stands in the round that runs; null for a unit that reports nothing. */
      progress: units[0]?.state ?? null,
      round: await collectionRound(tx, actor, now),
      own: await ownSubmission(tx, actor, now),
    };
  });
/** The window in which this unit's files are taken in, with its extensions; null where nothing limits it. */
async function collectionRound(tx: Scoped, actor: Actor, now: Date) {
  const campaign = await campaignAt(tx, now);
  if (campaign === null) return null;
  const unit = { id: actor.unit_id, path: actor.unit_path };
  const window = await windowOfUnit(tx, campaign, 'collection', unit, now);
  return window.by === 'nothing' ? null : { campaign_id: campaign.id, name: campaign.name, window };
}

export type SchoolModel = Awaited<ReturnType<typeof schoolModel>>;

/** For an authority: what waits for its own review, and how far all below it have come. */
export const authorityModel = (db: Database, actor: Actor, facts: BoardFacts) =>
  inScope(db, actor.unit_path, async (tx) => ({
    queue: await reviewQueue(tx, actor.unit_id, shownWaiting),
    board: await boardModel(tx, actor.unit_id, facts),
    own: await ownSubmission(tx, actor, facts.now),
  }));
export type AuthorityModel = Awaited<ReturnType<typeof authorityModel>>;
