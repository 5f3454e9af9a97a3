/** The calendar: every campaign with its windows, and adding one. */
import { z } from 'zod';
import { addCampaign, campaignById, listCampaigns } from '../../../database/campaigns.ts';
import { inScope } from '../../../database/scope.ts';
import { currentCampaign } from '../../../schemas/campaign.ts';
import { stageOrder } from '../../../schemas/subject.ts';
import { tiers } from '../../../schemas/unit.ts';
import { idParams } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { type CalendarModel, calendarModel } from './calendar-model.ts';
import { CalendarPage } from './calendar-page.tsx';
import {
  campaignJson,
  campaignSchema,
  unitWindowJson,
  unitWindowSchema,
  windowName,
} from './campaign-json.ts';
import { CampaignListPage } from './campaign-list-page.tsx';
import { campaignBody, newCampaign } from './inputs.ts';
import { words } from './words.ts';

const calendarSchema = campaignSchema.extend({
  /** The windows as the caller's unit has them, its extensions counted in. */
  own_windows: z.partialRecord(windowName, unitWindowSchema),
  duties: z.array(
    z.object({
      window: windowName,
      by: z.enum(tiers),
      does: z.string(),
      is_own: z.boolean(),
      href: z.string(),
    }),
  ),
  projects: z.array(z.object({ stage: z.string(), name: z.string(), subjects: z.array(z.string()) })),
});

const calendarJson = (
  { campaign, current, windows, projects, subjects }: CalendarModel,
  page: PageContext,
): z.infer<typeof calendarSchema> => ({
  ...campaignJson(campaign, current, page.now),
  own_windows: Object.fromEntries(windows.map(({ name, window }) => [name, unitWindowJson(window)])),
  duties: windows.flatMap(({ name, own, others }) =>
    [...own, ...others].map((duty) => ({
      ...{ window: name, by: duty.by, does: page.say(duty.does), is_own: own.includes(duty) },
      href: duty.place.replace(':id', campaign.id),
    })),
  ),
  projects: stageOrder.map((stage) => ({ stage, name: projects[stage], subjects: [...subjects[stage]] })),
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
  route({
    method: 'get',
    path: '/campaigns/:id',
    summary: {
      zh: '一个年度活动：本单位各环节的日期（含延期）、各级要做的事、项目与学科',
      en: "One campaign: its windows as the caller's unit has them, who does what, projects and subjects",
    },
    who: 'signed-in',
    params: idParams,
    answer: calendarSchema,
    serve: async (asked) => {
      const { db, actor, params, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => calendarModel(tx, actor, params.id, page.now));
      respond(asked, {
        title: model.campaign.name,
        model,
        page: CalendarPage,
        json: (shown) => calendarJson(shown, page),
      });
    },
  }),
];
