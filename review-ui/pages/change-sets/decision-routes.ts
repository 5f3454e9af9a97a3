/** Deciding: on named changes, on one cell of a conflict, or on many at once; whoever comes second is shown what the first one did. */
import { choose, decide } from '../../../database/decisions.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Decision } from '../../../schemas/change.ts';
import { Problem } from '../../../schemas/problem.ts';
import { type Asked, wantsFragment } from '../../asked.ts';
import { idParams, idSchema } from '../../inputs.ts';
import { localPath } from '../../local-path.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { answerNewer } from './already-decided.tsx';
import { changeJson, changeSchema, decisionSchema } from './change-json.ts';
import { choiceBody, decisionBody, reasonOf, seenOf, selectionOf } from './inputs.ts';
import { type OneChangeModel, oneChange } from './one-change.ts';
import { RowFragment } from './row-fragment.tsx';
import { rowId, setAddress } from './set-address.ts';
import { headOf } from './set-head.ts';
import { words } from './words.ts';

type Deciding = Asked<{ id: string }, unknown, { back?: string | undefined }, Actor>;

const backOf = ({ params, body }: Deciding, anchor = ''): string =>
  body.back === undefined ? `${setAddress(params.id)}${anchor}` : localPath(body.back);

/** The row alone for htmx. Its next form leads back to the page it stands on, not to this address. */
const respondRow = (asked: Deciding, model: OneChangeModel, decision: Decision | 'clear' | 'choose'): void =>
  respond(
    { ...asked, page: { ...asked.page, here: backOf(asked).replace(/#.*$/, '') } },
    { title: words.title, model: { ...model, decision }, page: RowFragment },
  );

/**
 * What `work` answers, said once it is committed; where somebody else was first, nothing is done and the newer rows are the
 * answer.
 */
async function orNewer<T>(
  asked: Deciding,
  ids: readonly string[],
  work: (tx: Scoped) => Promise<T>,
  answer: (done: T) => void,
): Promise<void> {
  try {
    answer(await inScope(asked.db, asked.actor.unit_path, work));
  } catch (error) {
    const isLate = error instanceof Problem && ['already-decided', 'decision-cleared'].includes(error.code);
    if (!isLate || ids.length === 0) throw error;
    await answerNewer(asked, error, ids, backOf(asked));
  }
}

export const decisionRoutes = [
  route({
    method: 'post',
    path: '/change-sets/:id/decisions',
    summary: {
      zh: '通过、不通过或撤销：逐条、全部低风险、相同的一组、一次批量，或全部未处理；已被他人处理的返回 409 和最新内容',
      en: 'Approve, reject or clear: named changes, the low-risk ones, all that are alike, one bulk decision, or all that are undecided; 409 with the newer rows where somebody else was first',
    },
    who: 'signed-in',
    params: idParams,
    body: decisionBody,
    answer: decisionSchema,
    serve: async (asked) => {
      const { req, app, actor, params, body } = asked;
      const selection = selectionOf(body);
      const ids = Array.isArray(selection) ? (selection as readonly string[]) : [];
      const one = wantsFragment(req) && ids.length === 1 ? ids[0] : undefined;
      await orNewer(
        asked,
        ids,
        async (tx) => {
          const changed = await decide(
            ...([tx, actor, params.id, selection, body.decision, reasonOf(body), seenOf(body)] as const),
          );
          const row = one === undefined ? null : await oneChange(tx, actor, params.id, one, app.shrinkage);
          return { changed, row, head: row ?? (await headOf(tx, actor, params.id, app.shrinkage)) };
        },
        ({ changed, row, head: { upload, facets } }) => {
          if (row !== null) return respondRow(asked, row, body.decision);
          const json = { id: params.id, state: upload.state, changed, undecided: facets.undecided };
          done(asked, backOf(asked), json);
        },
      );
    },
  }),
  route({
    method: 'post',
    path: '/change-sets/:id/changes/:change/choices',
    summary: {
      zh: '冲突逐格选择：模板、登记库或学校的值；选完最后一格即通过',
      en: "Chooses one cell of a conflict: the template's, the registry's or the school's value; the last one approves the change",
    },
    who: 'signed-in',
    params: idParams.extend({ change: idSchema }),
    body: choiceBody,
    answer: changeSchema,
    serve: async (asked) => {
      const { req, app, actor, params, body } = asked;
      const { field, choice } = body;
      const seen = body.seen === 'none' ? null : body.seen;
      await orNewer(
        asked,
        [params.change],
        async (tx) => {
          await choose(tx, actor, params.id, params.change, { field, choice, seen });
          return await oneChange(tx, actor, params.id, params.change, app.shrinkage);
        },
        (model) => {
          if (wantsFragment(req)) respondRow(asked, model, 'choose');
          else done(asked, backOf(asked, `#${rowId(params.change)}`), changeJson(model.change, model));
        },
      );
    },
  }),
];
