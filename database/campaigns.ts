/** Campaigns: the calendar that everybody works by; the province adds to it. */
import type { Actor } from '../schemas/actor.ts';
import {
  type Campaign,
  type CampaignWindow,
  currentCampaign,
  type WindowName,
  windowOrder,
} from '../schemas/campaign.ts';
import { problem } from '../schemas/problem.ts';
import { type Stage, type Subject, stageOrder, subjectsOfStage } from '../schemas/subject.ts';
import { appendEvent } from './events.ts';
import type { Scoped } from './scope.ts';
import { statement } from './statement.ts';

/** The subjects of each stage, in their order. */
export type SubjectLists = Readonly<Record<Stage, readonly Subject[]>>;

export interface NewCampaign extends Omit<Campaign, 'id'> {
  /** Those of 2022 unless said; a campaign keeps the lists that it was made with. */
  readonly subjects?: SubjectLists;
}

/** Adds a campaign with its windows, a project for each stage and its lists of subjects, and answers its id. Throws `campaign-exists` for a name that is taken. */
export async function addCampaign(
  tx: Scoped,
  actor: Pick<Actor, 'unit_id' | 'unit_path'> & { readonly account_id: string | null },
  { year, name, windows, subjects = subjectsOfStage }: NewCampaign,
): Promise<string> {
  const added = await tx.sql
    .insertInto('campaigns')
    .values({ year, name })
    .onConflict((same) => same.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) throw problem('campaign-exists', { name });
  const rows = windowOrder.flatMap((step) => {
    const window = windows[step];
    return window === undefined ? [] : [{ campaign_id: added.id, step, ...window }];
  });
  await tx.sql.insertInto('campaign_windows').values(rows).execute();
  known.delete(tx);
  await addProjects(tx, added.id, name, subjects);
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'campaign', subject_id: added.id, action: 'add', detail: { steps: rows.length } },
  });
  return added.id;
}

async function addProjects(
  tx: Scoped,
  campaign_id: string,
  name: string,
  subjects: SubjectLists,
): Promise<void> {
  const projects = stageOrder.map((stage) => ({ campaign_id, stage, name: `${name}${stage}` }));
  await tx.sql.insertInto('campaign_projects').values(projects).execute();
  const cells = stageOrder.flatMap((stage) =>
    subjects[stage].map((subject, position) => ({ campaign_id, stage, subject, position: position + 1 })),
  );
  if (cells.length > 0) await tx.sql.insertInto('campaign_subjects').values(cells).execute();
}

/** The project of each stage by its name; what a teacher enrols in. */
export async function projectsOf(tx: Scoped, campaignId: string): Promise<Readonly<Record<Stage, string>>> {
  const rows = await tx.sql
    .selectFrom('campaign_projects')
    .where('campaign_id', '=', campaignId)
    .select(['stage', 'name'])
    .execute();
  return Object.fromEntries(rows.map(({ stage, name }) => [stage, name])) as Record<Stage, string>;
}

/** The subjects of each stage as this campaign has them: what rules, drop-downs and the staffing plan ask. */
export async function subjectsOf(tx: Scoped, campaignId: string): Promise<SubjectLists> {
  const rows = await tx.sql
    .selectFrom('campaign_subjects')
    .where('campaign_id', '=', campaignId)
    .select(['stage', 'subject'])
    .orderBy('position')
    .execute();
  const of = (stage: Stage) => rows.filter((row) => row.stage === stage).map(({ subject }) => subject);
  return Object.fromEntries(stageOrder.map((stage) => [stage, of(stage)])) as Record<Stage, Subject[]>;
}

interface WindowRow extends CampaignWindow, Pick<Campaign, 'id' | 'year' | 'name'> {
  readonly step: WindowName;
}
const allWindows = statement<WindowRow>(
  'campaigns',
  'select id, year, name, step, opens_on, closes_on from campaigns join campaign_windows on campaign_id = id order by id desc',
);

/** Several rules ask in one transaction, and none of them plans a campaign in between. */
const known = new WeakMap<Scoped, Promise<Campaign[]>>();

/** Every campaign, the newest first; there is about one a year. */
export function listCampaigns(tx: Scoped): Promise<Campaign[]> {
  const found = known.get(tx) ?? readCampaigns(tx);
  known.set(tx, found);
  return found;
}

async function readCampaigns(tx: Scoped): Promise<Campaign[]> {
  const rows = await allWindows(tx, []);
  const found = new Map<string, Campaign & { windows: Partial<Record<WindowName, CampaignWindow>> }>();
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
