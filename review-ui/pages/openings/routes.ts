/** Openings: the board of a city or county, and opening or closing stages on it. */
import { z } from 'zod';
import { campaignAt, campaignById } from '../../../database/campaigns.ts';
import { setOpenings } from '../../../database/openings.ts';
import { inScope } from '../../../database/scope.ts';
import { idParams } from '../../inputs.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, lead, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { openingBody, openingQuery } from './inputs.ts';
import { openingsJson, openingsSchema, outcomeSchema } from './openings-json.ts';
import { openingsModel } from './openings-model.ts';
import { OpeningsPage } from './openings-page.tsx';
import { words } from './words.ts';

export const openingRoutes = [
  route({
    method: 'get',
    path: '/openings',
    summary: {
      zh: '当前活动的开放情况：转到它的地址；没有活动时转到日历',
      en: 'The openings of the current campaign: leads to their address, or to the calendar where there is none',
    },
    who: 'signed-in',
    answer: z.object({ href: z.string() }),
    serve: async (asked) => {
      const { db, actor, page } = asked;
      const campaign = await inScope(db, actor.unit_path, (tx) => campaignAt(tx, page.now));
      const href = campaign === null ? '/campaigns' : `/campaigns/${campaign.id}/openings`;
      lead(asked, href, { href });
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/:id/openings',
    summary: {
      zh: '开放情况：下一级各单位 × 学段；?unit= 看辖区内另一单位，每页 50 个',
      en: 'Openings: the units right below × stages; ?unit= for another unit in scope, 50 a page',
    },
    who: 'signed-in',
    params: idParams,
    query: openingQuery,
    answer: openingsSchema,
    serve: async (asked) => {
      const { db, actor, params, query, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) =>
        openingsModel(tx, actor, params.id, query, page.now),
      );
      respond(asked, { title: words.title, model, page: OpeningsPage, json: openingsJson });
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/openings',
    summary: {
      zh: '市级向县区和市直单位、县级向学校和机构开放或关闭学段；单位和学段都可以是 "all"',
      en: 'A city opens or closes stages to its areas and direct units, a county to its units; both may be "all"',
    },
    who: ['city', 'county'],
    params: idParams,
    body: openingBody,
    answer: outcomeSchema,
    serve: async (asked) => {
      const { db, actor, params, page } = asked;
      const { units, stages, open, ...place } = asked.body;
      const outcome = await inScope(db, actor.unit_path, async (tx) =>
        setOpenings(tx, actor, await campaignById(tx, params.id), { units, stages, open }, page.now),
      );
      const shown = { search: place.search, page: place.page > 1 ? place.page : undefined };
      done(asked, addressOf(`/campaigns/${params.id}/openings`, shown), outcome);
    },
  }),
];
