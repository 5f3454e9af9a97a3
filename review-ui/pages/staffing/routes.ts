/** The staffing plan: shown to each tier as far as it reaches, computed, moved by hand and published by the city. */
import type { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import { inScope } from '../../../database/scope.ts';
import { publishPlan } from '../../../database/staffing-plans.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Words } from '../../../schemas/language.ts';
import { authorities } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { done, lead, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { CitiesPage } from './cities-page.tsx';
import { computePlan, type Ground, giveExpert, moveByHand, type Wanted } from './compute.ts';
import { assignBody, campaignParams, computeBody, moveBody, publishBody, staffingQuery } from './inputs.ts';
import { NoCampaignPage } from './no-campaign-page.tsx';
import { citiesJson, planJson, planSchema, staffingSchema } from './staffing-json.ts';
import { citiesModel, cityMeant, staffingModel } from './staffing-model.ts';
import { StaffingPage } from './staffing-page.tsx';
import { words } from './words.ts';

type Seen = {
  readonly version: number;
  readonly group?: string | undefined;
  readonly cell?: string | undefined;
  readonly stay?: 'yes' | undefined;
};
type AskedOfPlan<B extends Seen> = Asked<{ campaign: string }, unknown, B, Actor>;

/** The cell where somebody was, and the group in it. */
function placeIn({ group, cell, stay }: Seen): string {
  if (group !== undefined) return `?${new URLSearchParams({ cell: group.replace(/(-\d+)+$/, ''), group })}`;
  return cell === undefined || stay === undefined ? '' : `?${new URLSearchParams({ cell })}`;
}

/** The plan as it is after something was done to it; people are led back to where they were. */
async function answerWith({ body, ...asked }: AskedOfPlan<Seen>): Promise<void> {
  const { db, actor, params, req, res } = asked;
  const json = wantsJson(req, res)
    ? planJson(await staffingModel(db, actor, { campaign: params.campaign }))
    : null;
  done(asked, `/staffing/${params.campaign}${placeIn(body)}`, json);
}

/** What a city does to its plan, seen in some version; where it is about a group, people come back to that. */
const action = <B extends Seen>(
  name: string,
  summary: Words,
  body: z.ZodType<B>,
  act: (ground: Ground, actor: Actor, wanted: Wanted, body: B) => Promise<unknown>,
) =>
  route({
    ...{ method: 'post', path: `/staffing/:campaign/${name}`, summary, who: ['city'] },
    ...{ params: campaignParams, body, answer: planSchema },
    serve: async (asked) => {
      const { app, db, actor, params } = asked;
      const city = await inScope(db, actor.unit_path, (tx) => cityMeant(tx, actor, undefined));
      await act(app, actor, { campaign_id: params.campaign, version: asked.body.version, city }, asked.body);
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
      zh: '按现在的报名和专家计算，全部或一个学段学科（cell）；保留原有分组和手工调整，fresh=yes 时重排',
      en: 'Computes with the roster and team of now, all cells or one (cell); groups and decisions by hand stay, unless fresh=yes',
    },
    computeBody,
    (ground, actor, wanted, { fresh, cell, ratio, pooling, minimum_group }) => {
      const options = {
        ...(ratio === undefined ? {} : { ratio }),
        ...(pooling === undefined ? {} : { pooling }),
        ...(minimum_group === undefined ? {} : { minimum_group }),
      };
      return computePlan(ground, actor, wanted, { options, fresh: fresh === 'yes', cell: cell ?? null });
    },
  ),
  action(
    'move',
    {
      zh: '把一位教师（teacher_id）或一个单位在某学段学科的全部教师（unit_id、cell）移到另一组，重新计算时保留；不填组则取消手工调整',
      en: 'Moves a teacher (teacher_id) or all of a unit in a cell (unit_id, cell) to another group, for good; without a group takes that back',
    },
    moveBody,
    (ground, actor, wanted, { teacher_id, unit_id = '', cell = '', group = null }) =>
      moveByHand(ground, actor, wanted, {
        who: teacher_id === undefined ? { unit_id, cell } : { teacher_id },
        group,
      }),
  ),
  action(
    'assign',
    {
      zh: '给一组指定专家，不填专家则由系统指派',
      en: 'Gives a group an expert for good; without one it is left to be assigned',
    },
    assignBody,
    (ground, actor, wanted, { group, expert_id }) =>
      giveExpert(ground, actor, wanted, group, expert_id ?? null),
  ),
  action(
    'publish',
    {
      zh: '发布给各县，或收回',
      en: 'Publishes the newest version to the counties, or takes it back',
    },
    publishBody,
    ({ db }, actor, wanted, { published }) =>
      inScope(db, actor.unit_path, (tx) => publishPlan(tx, actor, { ...wanted, on: published === 'yes' })),
  ),
];
