/** The calendar: every campaign with its windows, and adding one. */
import { z } from 'zod';
import { addCampaign, campaignById, listCampaigns } from '../../../database/campaigns.ts';
import { inScope } from '../../../database/scope.ts';
import {
  type Campaign,
  type CampaignStep,
  closesAt,
  currentCampaign,
  opensAt,
  phaseOf,
  stepOrder,
  windowPhases,
} from '../../../schemas/campaign.ts';
import { isoTime } from '../../format.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { CampaignListPage } from './campaign-list-page.tsx';
import { campaignBody, newCampaign } from './inputs.ts';
import { words } from './words.ts';

const windowSchema = z.object({
  ...{ opens_on: z.iso.date(), closes_on: z.iso.date() },
  opens_at: z.string(),
  /** The first instant that is too late. */
  closes_at: z.string(),
  phase: z.enum(Object.keys(windowPhases) as [string, ...string[]]),
});
const campaignSchema = z.object({
  ...{ id: z.string(), year: z.number().int(), name: z.string(), current: z.boolean() },
  windows: z.partialRecord(z.enum(stepOrder as [CampaignStep, ...CampaignStep[]]), windowSchema),
});

const campaignJson = (
  { windows, ...campaign }: Campaign,
  current: Campaign | null,
  now: Date,
): z.infer<typeof campaignSchema> => ({
  ...campaign,
  current: campaign.id === current?.id,
  windows: Object.fromEntries(
    Object.entries(windows).map(([step, window]) => [
      step,
      {
        ...window,
        ...{ opens_at: isoTime(opensAt(window)), closes_at: isoTime(closesAt(window)) },
        phase: phaseOf(window, now),
      },
    ]),
  ),
});

export const campaignRoutes = [
  route({
    method: 'get',
    path: '/campaigns',
    summary: {
      zh: '工作日历：各年度活动和各环节的开放日期',
      en: 'The calendar: campaigns with the days of their steps',
    },
    who: 'signed-in',
    answer: z.object({ campaigns: z.array(campaignSchema) }),
    serve: async (asked) => {
      const { db, actor, page } = asked;
      const campaigns = await inScope(db, actor.unit_path, listCampaigns);
      respond(asked, {
        title: words.title,
        model: { campaigns, current: currentCampaign(campaigns, page.now) },
        page: CampaignListPage,
        json: ({ current }) => ({
          campaigns: campaigns.map((campaign) => campaignJson(campaign, current, page.now)),
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/campaigns',
    summary: {
      zh: '省级添加一个年度活动及其各环节的开放日期',
      en: 'The province adds a campaign with the days of its steps',
    },
    who: ['province'],
    body: campaignBody,
    answer: campaignSchema,
    status: 201,
    serve: async (asked) => {
      const { db, actor, body, page } = asked;
      const { added, campaigns } = await inScope(db, actor.unit_path, async (tx) => ({
        added: await campaignById(tx, await addCampaign(tx, actor, newCampaign(body))),
        campaigns: await listCampaigns(tx),
      }));
      done(asked, '/campaigns', campaignJson(added, currentCampaign(campaigns, page.now), page.now), 201);
    },
  }),
];
