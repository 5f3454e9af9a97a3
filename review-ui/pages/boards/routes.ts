/** Boards of the authorities within one's scope, and the units behind each number. */
import { z } from 'zod';
import { progressBelow } from '../../../database/progress.ts';
import { inScope } from '../../../database/scope.ts';
import { ancestorsOf } from '../../../database/units.ts';
import {
  type Omission,
  omissionOrder,
  type ProgressState,
  progressOrder,
  sumOf,
  undoneStates,
} from '../../../schemas/progress.ts';
import { authorities } from '../../../schemas/unit.ts';
import { idParams, offsetOf, pageNumber, pageSize } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { boardJson, boardSchema, boardUnitsJson, boardUnitsSchema } from './board-json.ts';
import { boardModel, boardUnit, roundOf, runningRound } from './board-model.ts';
import { BoardPage } from './board-page.tsx';
import { toldQuery } from './inputs.ts';
import { BoardUnitsPage } from './unit-list-page.tsx';
import { words } from './words.ts';

const states: [ProgressState | 'undone', ...(ProgressState | 'undone')[]] = ['undone', ...progressOrder];
const listQuery = toldQuery.extend({
  page: pageNumber,
  state: z.enum(states).optional().catch(undefined),
  omission: z
    .enum(omissionOrder as [Omission, ...Omission[]])
    .optional()
    .catch(undefined),
  direct: z.literal('true').optional().catch(undefined),
});

export const boardRoutes = [
  route({
    method: 'get',
    path: '/boards/:id',
    summary: {
      zh: '一个主管单位的进度看板：各状态单位数、各地进度、按时完成的预计、最慢的地区',
      en: 'The board of one authority: units by state, by area, against the deadline, and the slowest',
    },
    who: authorities,
    params: idParams,
    query: toldQuery,
    answer: boardSchema,
    serve: async (asked) => {
      const { app, db, actor, params, page } = asked;
      const facts = { now: page.now, policy: app.shrinkage, progress: app.progress };
      const model = await inScope(db, actor.unit_path, (tx) => boardModel(tx, params.id, facts));
      respond(asked, {
        title: page.say(words.of, { unit: model.unit.name }),
        model: { ...model, told: asked.query },
        page: BoardPage,
        json: boardJson,
      });
    },
  }),
  route({
    method: 'get',
    path: '/boards/:id/units',
    summary: {
      zh: '看板上一个数字所含的单位；?state= ?omission=last|expected ?direct=true 只看直属',
      en: 'The units behind a number of the board; ?state= ?omission=last|expected ?direct=true for direct ones alone',
    },
    who: authorities,
    params: idParams,
    query: listQuery,
    answer: boardUnitsSchema,
    serve: async (asked) => {
      const { app, db, actor, params, query, page } = asked;
      const direct = query.direct === 'true';
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const unit = await boardUnit(tx, params.id);
        const round = roundOf(await runningRound(tx, page.now), app.shrinkage);
        const found = await progressBelow(tx, unit, round, {
          ...(query.state && { states: query.state === 'undone' ? undoneStates : [query.state] }),
          ...(query.omission && { omission: query.omission }),
          ...{ direct, limit: pageSize, offset: offsetOf(query.page) },
        });
        const tally = direct ? found.direct : sumOf([...found.areas, found.direct]);
        return { unit, way: await ancestorsOf(tx, unit.path), tally, ...found.listed };
      });
      respond(asked, {
        title: page.say(words.list, { unit: model.unit.name }),
        model: {
          ...{ ...model, page: query.page, told: query },
          choice: { state: query.state, omission: query.omission, direct },
        },
        page: BoardUnitsPage,
        json: boardUnitsJson,
      });
    },
  }),
];
