/** Campaigns: the calendar that everybody works by; the province adds to it. */
import type { Actor } from '../schemas/actor.ts';
import {
  type Campaign,
  type CampaignStep,
  type CampaignWindow,
  currentCampaign,
  stepOrder,
} from '../schemas/campaign.ts';
import { problem } from '../schemas/problem.ts';
import { appendEvent } from './events.ts';
import type { Scoped } from './scope.ts';

export type NewCampaign = Omit<Campaign, 'id'>;

/** Adds a campaign with its windows and answers its id. Throws `campaign-exists` for a name that is taken. */
export async function addCampaign(
  tx: Scoped,
  actor: Pick<Actor, 'unit_id' | 'unit_path'> & { readonly account_id: string | null },
  { year, name, windows }: NewCampaign,
): Promise<string> {
  const added = await tx.sql
    .insertInto('campaigns')
    .values({ year, name })
    .onConflict((same) => same.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) throw problem('campaign-exists', { name });
  const rows = stepOrder.flatMap((step) => {
    const window = windows[step];
    return window === undefined ? [] : [{ campaign_id: added.id, step, ...window }];
  });
  await tx.sql.insertInto('campaign_windows').values(rows).execute();
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'campaign', subject_id: added.id, action: 'add', detail: { steps: rows.length } },
  });
  return added.id;
}

/** Every campaign, the newest first; there is about one a year. */
export async function listCampaigns(tx: Scoped): Promise<Campaign[]> {
  const rows = await tx.sql
    .selectFrom('campaigns')
    .innerJoin('campaign_windows', 'campaign_id', 'id')
    .select(['id', 'year', 'name', 'step', 'opens_on', 'closes_on'])
    .orderBy('id', 'desc')
    .execute();
  const found = new Map<string, Campaign & { windows: Partial<Record<CampaignStep, CampaignWindow>> }>();
  for (const { id, year, name, step, opens_on, closes_on } of rows) {
    const campaign = found.get(id) ?? { id, year, name, windows: {} };
    campaign.windows[step] = { opens_on, closes_on };
    found.set(id, campaign);
  }
  return [...found.values()].sort((a, b) => b.year - a.year || Number(b.id) - Number(a.id));
}

/** The campaign that people work in at this moment; null while there is none. */
export const campaignAt = async (tx: Scoped, now: Date): Promise<Campaign | null> =>
  currentCampaign(await listCampaigns(tx), now);

/** Throws `not-found`. */
export async function campaignById(tx: Scoped, id: string): Promise<Campaign> {
  const found = (await listCampaigns(tx)).find((campaign) => campaign.id === id);
  if (found === undefined) throw problem('not-found');
  return found;
}
