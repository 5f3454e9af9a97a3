/** What is shown of experts, within the reader's scope and with what the reader may do; numbers masked. */
import { campaignAt, campaignById } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { expertCounts, listExperts, type ShownExpert } from '../../../database/experts.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { type ExpertState, expertLifecycle, expertRolesOf } from '../../../schemas/expert-lifecycle.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { masked } from '../../../schemas/mask.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import type { ExpertQuery } from './inputs.ts';

export interface SeenExpert extends ShownExpert {
  readonly actions: readonly string[];
}

export interface ExpertListModel {
  /** Null before there is one. */
  readonly campaign: Campaign | null;
  readonly experts: readonly SeenExpert[];
  readonly counts: Readonly<Partial<Record<ExpertState, number>>>;
  readonly total: number;
  readonly query: ExpertQuery;
  /** Of the province's thematic team; none for whoever isn't the province. */
  readonly workshops: readonly Workshop[];
}

/** A workshop with who hosts it. */
export interface Workshop {
  readonly name: string;
  readonly hosts: readonly string[];
}

/** More hosts than this the province has in no year. */
const mostHosts = 1_000;

async function workshopsOf(tx: Scoped, actor: Actor, campaign_id: string): Promise<Workshop[]> {
  if (actor.tier !== 'province') return [];
  const filter = { campaign_id, level: '省级', state: 'decided' } as const;
  const hosts = new Map<string, string[]>();
  for (const { workshop, name } of await listExperts(tx, filter, { limit: mostHosts, offset: 0 })) {
    if (workshop !== null) hosts.set(workshop, [...(hosts.get(workshop) ?? []), name]);
  }
  return [...hosts].map(([name, names]) => ({ name, hosts: names }));
}

/** Document and phone masked, whoever looks. */
export function seenBy(actor: Actor, expert: ShownExpert): SeenExpert {
  const may = actions(expertLifecycle, expert.state, expertRolesOf(actor, expert.unit_path));
  return {
    ...expert,
    id_number: masked('id_number', expert.id_number),
    mobile: masked('mobile', expert.mobile),
    actions: may.map(({ action }) => action),
  };
}

/** The campaign that is meant: the one named, else the one that people work in. */
export const meantCampaign = (tx: Scoped, id: string | undefined, now: Date): Promise<Campaign | null> =>
  id === undefined ? campaignAt(tx, now) : campaignById(tx, id);

export const expertList = (
  db: Database,
  actor: Actor,
  query: ExpertQuery,
  now: Date,
): Promise<ExpertListModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const campaign = await meantCampaign(tx, query.campaign, now);
    if (campaign === null) return { campaign, experts: [], counts: {}, total: 0, query, workshops: [] };
    const { level, stage, state } = query;
    const filter = { campaign_id: campaign.id, level, stage };
    const counts = await expertCounts(tx, filter);
    const place = { limit: pageSize, offset: offsetOf(query.page) };
    const found = await listExperts(tx, { ...filter, state }, place);
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return {
      ...{ campaign, counts, query },
      workshops: await workshopsOf(tx, actor, campaign.id),
      experts: found.map((expert) => seenBy(actor, expert)),
      total: state === undefined ? all : (counts[state] ?? 0),
    };
  });
