/** Transfers: what waits and what was done, proposing one, and carrying out, declining and withdrawing. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { carryOut, declineTransfer, withdrawTransfer } from '../../../database/transfer-decisions.ts';
import { transfersWaitingFor } from '../../../database/transfers.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { idParams } from '../../inputs.ts';
import { problemText } from '../../problem-words.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { CarryOutAllPage } from './carry-out-all-page.tsx';
import { carryOutAllBody, declineBody, listQuery, proposeBody, searchBody } from './inputs.ts';
import { foundModel, proposeOne } from './new-transfer-model.ts';
import { NewTransferPage } from './new-transfer-page.tsx';
import {
  carriedOutSchema,
  foundJson,
  foundSchema,
  transferJson,
  transferListJson,
  transferListSchema,
  transferSchema,
} from './transfer-json.ts';
import { TransferListPage } from './transfer-list-page.tsx';
import { oneTransfer, transferList } from './transfer-model.ts';
import { TransferPage } from './transfer-page.tsx';
import { words } from './words.ts';

type AskedOfOne = Asked<{ id: string }, unknown, unknown, Actor>;

/** The transfer as it is after something was done to it. */
async function answerWith(asked: AskedOfOne, status = 200, id = asked.params.id): Promise<void> {
  const model = await oneTransfer(asked.db, asked.actor, id);
  done(asked, `/transfers/${id}`, transferJson(model), status);
}

/** A person is shown the form again with what is wrong; a program gets the problem as it is. */
async function orTheForm(
  asked: Asked<unknown, unknown, { to?: string | undefined; name?: string | undefined }, Actor>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem) || wantsJson(asked.req, asked.res)) throw error;
    const { name, to } = asked.body;
    respond(asked, {
      status: error.status,
      title: words.add,
      model: { asked: { name, to }, error: problemText(error, asked.page.language), found: null },
      page: NewTransferPage,
    });
  }
}

export const transferRoutes = [
  route({
    method: 'get',
    path: '/transfers',
    summary: {
      zh: '与本单位辖区有关的调动，待我办理的在前；可按状态筛选',
      en: 'Transfers that your area has a side of, those that wait for you first; by state',
    },
    who: 'signed-in',
    query: listQuery,
    answer: transferListSchema,
    serve: async (asked) => {
      const model = await transferList(asked.db, asked.actor, asked.query);
      respond(asked, { title: words.title, model, page: TransferListPage, json: transferListJson });
    },
  }),
  route({
    method: 'get',
    path: '/transfers/new',
    summary: { zh: '查找要调动的教师', en: 'The form that finds the teacher who moves' },
    who: 'signed-in',
    serve: (asked) => {
      const model = { asked: {}, error: null, found: null };
      respond(asked, { title: words.add, model, page: NewTransferPage, json: () => ({}) });
    },
  }),
  route({
    method: 'post',
    path: '/transfers/search',
    summary: {
      zh: '按完整证件号码和姓名查找一位教师（含离职库）；有次数限制，每次都记录',
      en: 'Finds one teacher, the departed pool included, by whole document number and name; limited and recorded',
    },
    who: 'signed-in',
    body: searchBody,
    answer: foundSchema,
    serve: (asked) =>
      orTheForm(asked, async () => {
        const { app, actor, body } = asked;
        const found = await foundModel(app, actor, body);
        const model = { asked: { name: body.name, to: body.to }, error: null, found };
        respond(asked, { title: words.add, model, page: NewTransferPage, json: () => foundJson(found) });
      }),
  }),
  route({
    method: 'post',
    path: '/transfers',
    summary: {
      zh: '提出调动；离职库中的教师由调入学校直接调入',
      en: 'Proposes a transfer; from the departed pool the receiving school takes in at once',
    },
    who: 'signed-in',
    body: proposeBody,
    answer: transferSchema,
    status: 201,
    serve: (asked) =>
      orTheForm(asked, async () => {
        const id = await proposeOne(asked.app, asked.actor, asked.body);
        const model = await oneTransfer(asked.db, asked.actor, id);
        done(asked, `/transfers/${id}`, transferJson(model), 201);
      }),
  }),
  route({
    method: 'get',
    path: '/transfers/carry-out',
    summary: {
      zh: '全部办理之前：有几件、是哪些',
      en: 'Before all that wait are carried out: how many, and which',
    },
    who: 'signed-in',
    answer: transferListSchema,
    serve: async (asked) => {
      const model = await transferList(asked.db, asked.actor, { page: 1, waiting: 'me' });
      respond(asked, { title: words.carryOutAll, model, page: CarryOutAllPage, json: transferListJson });
    },
  }),
  route({
    method: 'post',
    path: '/transfers/carry-out',
    summary: {
      zh: '办理全部待办调动（count 须与现有件数一致），或 ids 所列的几件',
      en: 'Carries out all that wait, as many as count says, or those of ids',
    },
    who: 'signed-in',
    body: carryOutAllBody,
    answer: carriedOutSchema,
    serve: async (asked) => {
      const { db, actor, body } = asked;
      if (body.ids === undefined && body.count === undefined)
        throw problem('invalid-input', { fields: 'count' });
      const came = await inScope(db, actor.unit_path, async (tx) => {
        const ids = body.ids ?? (await transfersWaitingFor(tx, actor.unit_id));
        if (body.count !== undefined && body.count !== ids.length) {
          throw problem('waiting-moved', { count: ids.length });
        }
        return await carryOut(tx, actor, ids);
      });
      const { carried_out, stale } = came;
      done(asked, `/transfers?done=${carried_out.length}&stale=${stale.length}`, {
        ...{ carried_out: [...carried_out], stale: [...stale] },
      });
    },
  }),
  route({
    method: 'get',
    path: '/transfers/:id',
    summary: {
      zh: '一件调动：从哪里到哪里、谁办理、变更和经过',
      en: 'One transfer: from where to where, who acts, what changes',
    },
    who: 'signed-in',
    params: idParams,
    query: z.object({ stale: z.literal('1').optional().catch(undefined) }),
    answer: transferSchema,
    serve: async (asked) => {
      const seen = await oneTransfer(asked.db, asked.actor, asked.params.id);
      const model = { ...seen, isStale: asked.query.stale !== undefined };
      respond(asked, { title: words.title, model, page: TransferPage, json: transferJson });
    },
  }),
  route({
    method: 'post',
    path: '/transfers/:id/carry-out',
    summary: {
      zh: '办理：单位和任教信息一并生效；信息已变动时返回 409，请再看',
      en: 'Carries it out, unit and cells at once; 409 where the record has changed and wants a second look',
    },
    who: 'signed-in',
    params: idParams,
    answer: transferSchema,
    serve: async (asked) => {
      const { req, res, db, actor, params } = asked;
      const { stale } = await inScope(db, actor.unit_path, (tx) => carryOut(tx, actor, [params.id]));
      if (stale.length === 0) return await answerWith(asked);
      if (wantsJson(req, res)) throw problem('stale');
      done(asked, `/transfers/${params.id}?stale=1`, null);
    },
  }),
  route({
    method: 'post',
    path: '/transfers/:id/decline',
    summary: { zh: '不予办理，须说明原因', en: 'Declines it, with a reason' },
    who: 'signed-in',
    params: idParams,
    body: declineBody,
    answer: transferSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      await inScope(db, actor.unit_path, (tx) => declineTransfer(tx, actor, params.id, body.reason ?? null));
      await answerWith(asked);
    },
  }),
  route({
    method: 'post',
    path: '/transfers/:id/withdraw',
    summary: { zh: '撤回自己提出的调动', en: 'Takes back what one has proposed' },
    who: 'signed-in',
    params: idParams,
    answer: transferSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, (tx) => withdrawTransfer(tx, actor, params.id));
      await answerWith(asked);
    },
  }),
];
