/** Review: the queue, a change set, and what is decided about it. */
import { z } from 'zod';
import { reviewQueue } from '../../../database/boards.ts';
import { uploadOfChangeSet } from '../../../database/change-sets.ts';
import { approveChangeSet, returnChangeSet } from '../../../database/decisions.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import { abnormalShrinkage } from '../../../pipeline/shrinkage.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { idParams, idSchema } from '../../inputs.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { changeJson, changeSchema, changeSetJson, changeSetSchema, decisionSchema } from './change-json.ts';
import { ChangePage } from './change-page.tsx';
import { decisionRoutes } from './decision-routes.ts';
import { type ConcludingBody, concludingBody, queueQuery, reasonOf, setQuery } from './inputs.ts';
import { oneChange } from './one-change.ts';
import { queueJson, queueModel, queueSchema } from './queue-model.ts';
import { QueuePage } from './queue-page.tsx';
import { RestFragment } from './rest.tsx';
import { SafeFragment, SafePage } from './safe-page.tsx';
import { headOf } from './set-head.ts';
import { type SetModel, sampleModel, setModel } from './set-model.ts';
import { SetPage, titleOf } from './set-page.tsx';
import { words } from './words.ts';

type Before = { readonly closed?: string | undefined; readonly returned?: string | undefined };

/** Whose review was just ended, for the notice; an id outside the scope says nothing. */
async function beforeOf(
  { app, db, actor }: Asked<unknown, unknown, unknown, Actor>,
  query: Before,
): Promise<SetModel['before']> {
  const id = query.closed ?? query.returned;
  if (id === undefined) return null;
  try {
    const head = await inScope(db, actor.unit_path, (tx) => headOf(tx, actor, id, app.shrinkage));
    const returned = head.upload.reverts === null ? 'return' : 'drop';
    return { unit: head.upload.unit_name, action: query.closed === undefined ? returned : 'approve' };
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** After the review of one set the next one that waits opens by itself. */
const nextAddress = (next: string | null, query: Record<string, string>): string =>
  addressOf(next === null ? '/change-sets' : `/change-sets/${next}`, query);

const nextWaiting = async (tx: Scoped, actor: Actor): Promise<string | null> =>
  (await reviewQueue(tx, actor.unit_id, 1)).waiting[0]?.change_set_id ?? null;

type Concluding = Pick<
  Asked<{ id: string }, unknown, ConcludingBody, Actor>,
  'app' | 'actor' | 'params' | 'body'
>;

/** Closes or returns a set, then shows the next one. */
const conclude = (
  action: 'approve' | 'return',
  summary: { zh: string; en: string },
  work: (tx: Scoped, asked: Concluding) => Promise<UploadState>,
) =>
  route({
    method: 'post',
    path: `/change-sets/:id/${action}`,
    summary,
    who: 'signed-in',
    params: idParams,
    body: concludingBody,
    answer: decisionSchema.pick({ id: true, state: true }),
    serve: async (asked) => {
      const { res, db, actor, params } = asked;
      const { state, next, upload } = await inScope(db, actor.unit_path, async (tx) => ({
        state: await work(tx, asked),
        next: await nextWaiting(tx, actor),
        upload: await uploadById(tx, await uploadOfChangeSet(tx, params.id)),
      }));
      res.locals.about = { upload_id: upload.id, receipt: upload.receipt };
      const said = action === 'approve' ? { closed: params.id } : { returned: params.id };
      done(asked, nextAddress(next, said), { id: params.id, state });
    },
  });

export const changeSetRoutes = [
  route({
    method: 'get',
    path: '/change-sets',
    summary: {
      zh: '审核列表：默认是待本单位审核的，按截止日期和风险排序，可按含有的风险、等待天数和乡镇筛选',
      en: 'The review queue: what waits for your unit, by deadline and risk, narrowed by ?has=, ?wait= and ?area=; ?state= for others in scope',
    },
    who: 'signed-in',
    query: queueQuery,
    answer: queueSchema,
    serve: async (asked) => {
      const { app, db, actor, query } = asked;
      const state = query.state ?? (actor.tier === 'school' ? 'submitted' : 'waiting');
      const model = await queueModel(db, actor, { ...query, state }, app.now());
      const before = await beforeOf(asked, query);
      respond(asked, { title: words.title, model: { ...model, before }, page: QueuePage, json: queueJson });
    },
  }),
  route({
    method: 'get',
    path: '/change-sets/:id',
    summary: {
      zh: '一份变更：每人一条，可按类型、风险、变更项、规则、是否沿用、相同变更和未处理组合筛选；JSON 不带 page 时给出全部',
      en: 'One change set, a change per person; kind, risk, field, rule, carried, like and undecided narrow it together; all changes in JSON unless ?page= is given',
    },
    who: 'signed-in',
    params: idParams,
    query: setQuery,
    answer: changeSetSchema,
    serve: async (asked) => {
      const { req, res, app, db, actor, page, params, query } = asked;
      const isWhole = wantsJson(req, res) && query.page === undefined;
      const filter = { ...query, page: query.page ?? 1 };
      const model = await setModel(db, actor, params.id, filter, isWhole, app.shrinkage);
      respond(asked, {
        title: titleOf(model, page),
        model: { ...model, before: await beforeOf(asked, query) },
        page: SetPage,
        json: changeSetJson,
      });
    },
  }),
  route({
    method: 'get',
    path: '/change-sets/:id/low-risk',
    summary: {
      zh: '批量通过之前：低风险变更的条数、摘要和随机十条（同一份变更抽样固定）',
      en: 'Before a bulk approval: how many are low-risk, their digest, and ten of them, always the same of one set',
    },
    who: 'signed-in',
    params: idParams,
    answer: z.object({
      count: z.number().int(),
      /** To be sent along with the approval, so that it takes exactly these. */
      digest: z.string().nullable(),
      sample: z.array(changeSchema),
    }),
    serve: async (asked) => {
      const { app, db, actor, params } = asked;
      respond(asked, {
        title: words.safeDialog,
        model: await sampleModel(db, actor, params.id, app.shrinkage),
        page: SafePage,
        fragment: SafeFragment,
        json: ({ facets, sample, digest }) => ({
          ...{ count: facets.safe_undecided, digest },
          sample: sample.map((change) => changeJson(change)),
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/change-sets/:id/changes/:change',
    summary: { zh: '一条变更', en: 'One change' },
    who: 'signed-in',
    params: idParams.extend({ change: idSchema }),
    answer: changeSchema,
    serve: async (asked) => {
      const { app, db, actor, params } = asked;
      const model = await inScope(db, actor.unit_path, (tx) =>
        oneChange(tx, actor, params.id, params.change, app.shrinkage),
      );
      respond(asked, {
        title: model.change.name,
        model,
        page: ChangePage,
        fragment: RestFragment,
        json: (one) => changeJson(one.change, one),
      });
    },
  }),
  ...decisionRoutes,
  conclude(
    'approve',
    { zh: '完成审核：全部处理后，通过的变更入库', en: 'Closes the review; what was approved is applied' },
    (tx, { app, actor, params, body }) =>
      approveChangeSet(tx, actor, params.id, (headcount) => {
        const shrinkage = abnormalShrinkage(headcount, app.shrinkage);
        if (shrinkage === null) return {};
        if (!body.shrinkage_confirmed) throw problem('shrinkage-unconfirmed', { ...shrinkage });
        return { ...shrinkage, shrinkage_confirmed: true };
      }),
  ),
  conclude(
    'return',
    { zh: '退回学校，附原因', en: 'Returns the file to the school with a reason' },
    (tx, { actor, params, body }) => returnChangeSet(tx, actor, params.id, reasonOf(body)),
  ),
];
