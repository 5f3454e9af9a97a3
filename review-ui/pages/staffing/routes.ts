/** The staffing plan: shown to each tier as far as it reaches, computed, moved by hand and published by the city. */
import type { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { inScope } from '../../../database/scope.ts';
import { publishPlan } from '../../../database/staffing-plans.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Words } from '../../../schemas/language.ts';
import { authorities } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { done, lead, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { CitiesPage } from './cities-page.tsx';
import { computePlan, giveExpert, moveTeacher, type Wanted } from './compute.ts';
import { assignBody, campaignParams, computeBody, moveBody, publishBody, staffingQuery } from './inputs.ts';
import { NoCampaignPage } from './no-campaign-page.tsx';
import { citiesJson, planJson, planSchema, staffingSchema } from './staffing-json.ts';
import { citiesModel, cityMeant, staffingModel } from './staffing-model.ts';
import { StaffingPage } from './staffing-page.tsx';
import { words } from './words.ts';

type Seen = { readonly version: number; readonly group?: string };
type AskedOfPlan<B extends Seen> = Asked<{ campaign: string }, unknown, B, Actor>;

/** The plan as it is after something was done to it; people are led back to the cell where they were. */
async function answerWith({ body: { group }, ...asked }: AskedOfPlan<Seen>): Promise<void> {
  const { db, actor, params, req, res } = asked;
  const cell = group?.replace(/(-\d+)+$/, '');
  const query = group === undefined || cell === undefined ? '' : `?${new URLSearchParams({ cell, group })}`;
  const json = wantsJson(req, res)
    ? planJson(await staffingModel(db, actor, { campaign: params.campaign }))
    : null;
  done(asked, `/staffing/${params.campaign}${query}`, json);
}

/** What a city does to its plan, seen in some version; where it is about a group, people come back to that. */
const action = <B extends Seen>(
  name: string,
  summary: Words,
  body: z.ZodType<B>,
  act: (db: Database, actor: Actor, wanted: Wanted, body: B) => Promise<unknown>,
) =>
  route({
    ...{ method: 'post', path: `/staffing/:campaign/${name}`, summary, who: ['city'] },
    ...{ params: campaignParams, body, answer: planSchema },
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const city = await inScope(db, actor.unit_path, (tx) => cityMeant(tx, actor, undefined));
      await act(db, actor, { campaign_id: params.campaign, version: asked.body.version, city }, asked.body);
      await answerWith(asked);
    },
  });

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
      lead(asked, `/staffing/${campaign.id}`, { campaign: campaign.id });
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
  action(
    'compute',
    {
      zh: '按现在的报名和专家计算；保留原有分组和手工调整，fresh=yes 时重排',
      en: 'Computes with the roster and team of now; groups and decisions by hand stay, unless fresh=yes',
    },
    computeBody,
    (db, actor, wanted, { fresh, ratio, pooling, minimum_group }) => {
      const options = {
        ...(ratio === undefined ? {} : { ratio }),
        ...(pooling === undefined ? {} : { pooling }),
        ...(minimum_group === undefined ? {} : { minimum_group }),
      };
      return computePlan(db, actor, wanted, options, fresh === 'yes');
    },
  ),
  action(
    'move',
    { zh: '把一位教师移到另一组，重新计算时保留', en: 'Moves a teacher to another group, for good' },
    moveBody,
    (db, actor, wanted, { teacher_id, group }) => moveTeacher(db, actor, wanted, teacher_id, group),
  ),
  action(
    'assign',
    {
      zh: '给一组指定专家，不填专家则由系统指派',
      en: 'Gives a group an expert for good; without one it is left to be assigned',
    },
    assignBody,
    (db, actor, wanted, { group, expert_id }) => giveExpert(db, actor, wanted, group, expert_id),
  ),
  action(
    'publish',
    {
      zh: '发布给各县，或收回',
      en: 'Publishes the newest version to the counties, or takes it back',
    },
    publishBody,
    (db, actor, wanted, { published }) =>
      inScope(db, actor.unit_path, (tx) => publishPlan(tx, actor, { ...wanted, on: published === 'yes' })),
  ),
];
