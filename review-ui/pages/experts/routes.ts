/** Expert teams: listed, added one by one, decided about together. Workbooks come in as uploads of template E. */
import { z } from 'zod';
import { projectsOf, subjectsOf } from '../../../database/campaigns.ts';
import { actOnExperts } from '../../../database/expert-decisions.ts';
import { countiesOf } from '../../../database/expert-facts.ts';
import { expertById } from '../../../database/experts.ts';
import type { FormRow } from '../../../database/forms.ts';
import { beyondScope, inScope } from '../../../database/scope.ts';
import { requireInTime } from '../../../database/unit-windows.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { problemText } from '../../problem-words.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { addOne } from './expert-form.ts';
import { expertJson, expertListJson, expertListSchema, expertSchema } from './expert-json.ts';
import { ExpertListPage } from './expert-list-page.tsx';
import { expertList, meantCampaign, seenBy } from './expert-model.ts';
import { actBody, type ExpertBody, expertBody, expertQuery, newExpertQuery } from './inputs.ts';
import { NewExpertPage } from './new-expert-page.tsx';
import { words } from './words.ts';

/** The body as a row of template E would hold it. */
const rowOf = (body: ExpertBody, project: string | null): FormRow => {
  const { campaign: _, workshop: __, capacity, ...rest } = body;
  const blank = { subject: null, honours: null, email: null, served_counties: null };
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const values = { ...blank, ...said, project, capacity: capacity === undefined ? null : String(capacity) };
  return { sheet: '', row: 1, stamp: null, values: values as unknown as FormRow['values'] };
};

/** The form, empty or as it was typed with what is wrong. */
async function showForm(
  asked: Asked<unknown, unknown, unknown, Actor>,
  campaignId: string | undefined,
  typed: Readonly<Record<string, string | number | undefined>> = {},
  error: Problem | null = null,
): Promise<void> {
  const { db, actor, page } = asked;
  const model = await inScope(db, actor.unit_path, async (tx) => {
    const campaign = await meantCampaign(tx, campaignId, page.now);
    if (campaign === null) throw problem('not-found');
    const counties = await beyondScope(tx, (all) => countiesOf(all, actor.unit_path));
    const subjects = await subjectsOf(tx, campaign.id);
    return { campaign, counties, subjects, typed, error: error && problemText(error, page.language) };
  });
  respond(asked, { status: error?.status ?? 200, title: words.add, model, page: NewExpertPage });
}

export const expertRoutes = [
  route({
    method: 'get',
    path: '/experts',
    summary: { zh: '专家团队：本级和下级推荐、确定的专家', en: 'Experts proposed and decided in scope' },
    who: authorities,
    query: expertQuery,
    answer: expertListSchema,
    serve: async (asked) => {
      const model = await expertList(asked.db, asked.actor, asked.query, asked.page.now);
      respond(asked, { title: words.title, model, page: ExpertListPage, json: expertListJson });
    },
  }),
  route({
    method: 'get',
    path: '/experts/new',
    summary: {
      zh: '添加专家的表单；给出学段（stage）时只列该学段的学科',
      en: 'The form for one expert; with a stage it lists only the subjects of that stage',
    },
    who: authorities,
    query: newExpertQuery,
    serve: (asked) => showForm(asked, asked.query.campaign, { stage: asked.query.stage }),
  }),
  route({
    method: 'post',
    path: '/experts',
    summary: {
      zh: '添加一位专家：县推荐，市确定；省级为工作坊主持人',
      en: 'Adds an expert: a county proposes, a city decides at once, the province adds a host',
    },
    who: authorities,
    body: expertBody,
    answer: expertSchema,
    serve: async (asked) => {
      const { db, actor, body, page } = asked;
      try {
        const expert = await inScope(db, actor.unit_path, async (tx) => {
          const campaign = await meantCampaign(tx, body.campaign, page.now);
          if (campaign === null) throw problem('not-found');
          await requireInTime(
            tx,
            campaign,
            'experts',
            { id: actor.unit_id, path: actor.unit_path },
            page.now,
          );
          const projects = await projectsOf(tx, campaign.id);
          const row = rowOf(body, projects[body.stage] ?? null);
          const subjects = await subjectsOf(tx, campaign.id);
          const context = { workshop: body.workshop, subjects, language: page.language };
          return seenBy(actor, await expertById(tx, await addOne(tx, actor, row, context)));
        });
        done(asked, '/experts?added=1', expertJson(expert), 201);
      } catch (error) {
        if (!(error instanceof Problem) || wantsJson(asked.req, asked.res)) throw error;
        const { id_number: _, ...typed } = body;
        await showForm(asked, body.campaign, typed, error);
      }
    },
  }),
  route({
    method: 'post',
    path: '/experts/act',
    summary: {
      zh: '确定、不予采用（须说明理由）、撤回或撤下所选专家；全部成功或全部不变',
      en: 'Decides, declines with a reason, withdraws or takes off the chosen experts, all or none',
    },
    who: authorities,
    body: actBody,
    answer: z.object({ changed: z.number().int() }),
    serve: async (asked) => {
      const { db, actor, body, page } = asked;
      const act = { action: body.action, reason: body.reason ?? null, now: page.now };
      const changed = await inScope(db, actor.unit_path, (tx) => actOnExperts(tx, actor, body.ids, act));
      done(asked, `/experts?done=${changed}`, { changed });
    },
  }),
];
