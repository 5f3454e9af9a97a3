/** Submissions: how a step stands from the school to the province, and each unit's word on it. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { actOnSubmission } from '../../../database/submission-actions.ts';
import { acceptAll } from '../../../database/submission-bulk.ts';
import type { Words } from '../../../schemas/language.ts';
import { submissionId } from '../../../schemas/submission.ts';
import { localPath } from '../../local-path.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { reasonOf } from '../change-sets/inputs.ts';
import { acceptAllBody, actBody, detailQuery, listQuery, submissionParams } from './inputs.ts';
import { detailJson, detailSchema, listJson, listSchema } from './submission-json.ts';
import { SubmissionListPage } from './submission-list-page.tsx';
import { plannedStep, submissionDetail, submissionList } from './submission-model.ts';
import { SubmissionPage } from './submission-page.tsx';
import { words } from './words.ts';

const act = (action: string, summary: Words) =>
  route({
    method: 'post',
    path: `/submissions/:id/${action}`,
    summary,
    who: 'signed-in',
    params: submissionParams,
    body: actBody,
    answer: detailSchema,
    serve: async (asked) => {
      const { app, db, actor, params, body } = asked;
      const now = app.now();
      const { version, back, gaps } = body;
      const detail = await inScope(db, actor.unit_path, async (tx) => {
        await actOnSubmission(tx, actor, params.id, { action, reason: reasonOf(body), version, gaps, now });
        return await submissionDetail(tx, actor, params.id, now);
      });
      const own = addressOf(`/submissions/${submissionId(params.id)}`, { done: action });
      done(asked, back === undefined ? own : localPath(back), detailJson(detail));
    },
  });

export const submissionRoutes = [
  route({
    method: 'get',
    path: '/submissions',
    summary: {
      zh: '本单位（或 ?unit=）一个环节的上报，和下级单位的上报；?step= ?campaign= ?state=',
      en: "A step's submission of the caller's unit (or ?unit=) and of the units right below; by step, campaign, state",
    },
    who: 'signed-in',
    query: listQuery,
    answer: listSchema,
    serve: async (asked) => {
      const { app, db, actor, query } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => submissionList(tx, actor, query, app.now()));
      respond(asked, {
        title: words.title,
        model,
        page: SubmissionListPage,
        json: (list) => listJson(list, query.page),
      });
    },
  }),
  route({
    method: 'post',
    path: '/submissions/accept-all',
    summary: {
      zh: '通过本级全部待审核的上报；count 与实际不符时不执行',
      en: "Accepts every submission that waits for the caller's unit; not done where count is another number",
    },
    who: 'signed-in',
    body: acceptAllBody,
    answer: z.object({ accepted: z.number().int() }),
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      const { step, count = null } = body;
      const accepted = await inScope(db, actor.unit_path, async (tx) => {
        const key = { campaign_id: body.campaign, step };
        await plannedStep(tx, key);
        return await acceptAll(tx, actor, key, count, app.now());
      });
      done(asked, addressOf('/submissions', { campaign: body.campaign, step }), { accepted });
    },
  }),
  route({
    method: 'get',
    path: '/submissions/:id',
    summary: {
      zh: '一个单位一个环节的上报：状态、还缺什么、可做的事、经过',
      en: "One unit's submission of one step: state, what is missing, what may be done, its history",
    },
    who: 'signed-in',
    params: submissionParams,
    query: detailQuery,
    answer: detailSchema,
    serve: async (asked) => {
      const { app, db, actor, params, query } = asked;
      const detail = await inScope(db, actor.unit_path, (tx) =>
        submissionDetail(tx, actor, params.id, app.now()),
      );
      respond(asked, {
        title: `${detail.submission.unit_name} · ${asked.page.say(words.title)}`,
        model: { detail, done: query.done },
        page: SubmissionPage,
        json: () => detailJson(detail),
      });
    },
  }),
  act('submit', { zh: '上报', en: "The unit's word: this step is done" }),
  act('withdraw', {
    zh: '撤回上报（上级审核前）',
    en: 'Takes the word back, until the unit above has decided',
  }),
  act('accept', { zh: '通过下级的上报', en: 'Accepts the submission of a unit right below' }),
  act('return', { zh: '退回下级的上报，附原因', en: 'Returns it with a reason' }),
  act('reopen', {
    zh: '重新开放已通过的上报，附原因；本级已上报时不能重新开放',
    en: 'Reopens an accepted one with a reason; not while the caller has itself submitted',
  }),
  act('excuse', { zh: '免报，附原因', en: 'Excuses a unit from submitting, with a reason' }),
  act('unexcuse', { zh: '取消免报', en: 'Asks an excused unit again' }),
];
