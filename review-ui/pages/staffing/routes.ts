/** The staffing plan: shown to each tier as far as it reaches, computed, moved by hand and published by the city. */
import { campaignAt } from '../../../database/campaigns.ts';
import { inScope } from '../../../database/scope.ts';
import { publishPlan } from '../../../database/staffing-plans.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { authorities } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { CitiesPage } from './cities-page.tsx';
import { computePlan, giveExpert, moveTeacher, type Wanted } from './compute.ts';
import { assignBody, campaignParams, computeBody, moveBody, publishBody, staffingQuery } from './inputs.ts';
import { NoCampaignPage } from './no-campaign-page.tsx';
import { citiesJson, planJson, planSchema, staffingSchema } from './staffing-json.ts';
import { citiesModel, cityMeant, staffingModel } from './staffing-model.ts';
import { StaffingPage } from './staffing-page.tsx';
import { words } from './words.ts';

type AskedOfPlan = Asked<{ campaign: string }, unknown, { version: number }, Actor>;

/** What an action is about. */
const wantedOf = ({ db, actor, params, body }: AskedOfPlan): Promise<Wanted> =>
  inScope(db, actor.unit_path, async (tx) => ({
    ...{ campaign_id: params.campaign, version: body.version },
    city: await cityMeant(tx, actor, undefined),
  }));

/** The plan as it is after something was done to it; people are led back to the cell where they were. */
async function answerWith(asked: AskedOfPlan, group?: string): Promise<void> {
  const { db, actor, params, req, res } = asked;
  const cell = group?.replace(/(-\d+)+$/, '');
  const query = group === undefined || cell === undefined ? '' : `?${new URLSearchParams({ cell, group })}`;
  const json = wantsJson(req, res)
    ? planJson(await staffingModel(db, actor, { campaign: params.campaign }))
    : null;
  done(asked, `/staffing/${params.campaign}${query}`, json);
}

const cities = ['city'] as const;

export const staffingRoutes = [
  route({
    method: 'get',
    path: '/staffing',
    summary: { zh: '当前活动的配备方案', en: 'To the plan of the campaign that people work in' },
    who: authorities,
    serve: async (asked) => {
      const { db, actor, page } = asked;
      const campaign = await inScope(db, actor.unit_path, (tx) => campaignAt(tx, page.now));
      if (campaign === null) {
        respond(asked, { title: words.title, model: {}, page: NoCampaignPage });
        return;
      }
      done(asked, `/staffing/${campaign.id}`, { campaign: campaign.id });
    },
  }),
  route({
    method: 'get',
    path: '/staffing/:campaign',
    summary: {
      zh: '配备方案：市看全部，县看本县已发布的部分，省看各市（?city= 看一市）',
      en: 'The plan: a city sees all of it, a county its published part, the province every city (?city= one of them)',
    },
    who: authorities,
    params: campaignParams,
    query: staffingQuery,
    answer: staffingSchema,
    serve: async (asked) => {
      const { db, actor, params, query } = asked;
      if (actor.tier === 'province' && query.city === undefined) {
        const model = await citiesModel(db, actor, params.campaign);
        respond(asked, { title: words.title, model, page: CitiesPage, json: citiesJson });
        return;
      }
      const model = await staffingModel(db, actor, { campaign: params.campaign, ...query });
      respond(asked, { title: words.title, model, page: StaffingPage, json: planJson });
    },
  }),
  route({
    method: 'post',
    path: '/staffing/:campaign/compute',
    summary: {
      zh: '按现在的报名和专家计算；保留原有分组和手工调整，fresh=yes 时重排',
      en: 'Computes with the roster and team of now; groups and decisions by hand stay, unless fresh=yes',
    },
    who: cities,
    params: campaignParams,
    body: computeBody,
    answer: planSchema,
    serve: async (asked) => {
      const { version: _, fresh, ratio, pooling, minimum_group } = asked.body;
      const options = {
        ...(ratio === undefined ? {} : { ratio }),
        ...(pooling === undefined ? {} : { pooling }),
        ...(minimum_group === undefined ? {} : { minimum_group }),
      };
      await computePlan(asked.db, asked.actor, await wantedOf(asked), options, fresh === 'yes');
      await answerWith(asked);
    },
  }),
  route({
    method: 'post',
    path: '/staffing/:campaign/move',
    summary: { zh: '把一位教师移到另一组，重新计算时保留', en: 'Moves a teacher to another group, for good' },
    who: cities,
    params: campaignParams,
    body: moveBody,
    answer: planSchema,
    serve: async (asked) => {
      const { teacher_id, group } = asked.body;
      await moveTeacher(asked.db, asked.actor, await wantedOf(asked), teacher_id, group);
      await answerWith(asked, group);
    },
  }),
  route({
    method: 'post',
    path: '/staffing/:campaign/assign',
    summary: {
      zh: '给一组指定专家，不填专家则由系统指派',
      en: 'Gives a group an expert for good; without one it is left to be assigned',
    },
    who: cities,
    params: campaignParams,
    body: assignBody,
    answer: planSchema,
    serve: async (asked) => {
      const { group, expert_id } = asked.body;
      await giveExpert(asked.db, asked.actor, await wantedOf(asked), group, expert_id);
      await answerWith(asked, group);
    },
  }),
  route({
    method: 'post',
    path: '/staffing/:campaign/publish',
    summary: {
      zh: '发布给各县，或收回',
      en: 'Publishes the newest version to the counties, or takes it back',
    },
    who: cities,
    params: campaignParams,
    body: publishBody,
    answer: planSchema,
    serve: async (asked) => {
      const { db, actor, body } = asked;
      const wanted = await wantedOf(asked);
      await inScope(db, actor.unit_path, (tx) =>
        publishPlan(tx, actor, { ...wanted, on: body.published === 'yes' }),
      );
      await answerWith(asked);
    },
  }),
];
