/** The tree of units within one's scope, and the list of them by kind, stage, state and words. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { listUnits } from '../../../database/units.ts';
import { stages } from '../../../schemas/subject.ts';
import { unitKinds } from '../../../schemas/unit.ts';
import { wantsJson } from '../../asked.ts';
import {
  idParams,
  idSchema,
  keyOf,
  offsetOf,
  oneOf,
  optionalField,
  pageNumber,
  pageSize,
} from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { addRoutes } from './add-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { closureRoutes } from './closure-routes.ts';
import { splitRoutes } from './split-routes.ts';
import { UnitListPage } from './unit-list-page.tsx';
import { unitDetailJson, unitDetailSchema, unitJson, unitListSchema, unitModel } from './unit-model.ts';
import { UnitPage } from './unit-page.tsx';
import { words } from './words.ts';

const listQuery = z.object({
  page: pageNumber,
  search: optionalField(z.string().trim().max(50)),
  parent: optionalField(idSchema),
  kind: keyOf(unitKinds).optional().catch(undefined),
  stage: oneOf(stages).optional().catch(undefined),
  state: z.enum(['open', 'closed', 'any']).optional().catch(undefined),
});
export type UnitListQuery = z.infer<typeof listQuery>;

export const unitRoutes = [
  ...addRoutes,
  ...changeRoutes,
  ...splitRoutes,
  ...closureRoutes,
  route({
    method: 'get',
    path: '/units',
    summary: {
      zh: '辖区内的单位；?search= 按名称、曾用名、代码、原代码查找，?kind= ?stage= ?state=open|closed|any 筛选',
      en: 'Units in scope; ?search= by name or code, present or former, ?kind= ?stage= ?state=open|closed|any',
    },
    who: 'signed-in',
    query: listQuery,
    answer: unitListSchema,
    serve: async (asked) => {
      const { req, res, db, actor, query } = asked;
      const { search, parent, kind, stage, state } = query;
      const isNarrowed = [search, parent, kind, stage, state].some((one) => one !== undefined);
      if (!isNarrowed && !wantsJson(req, res)) {
        const model = await inScope(db, actor.unit_path, (tx) => unitModel(tx, actor, actor.unit_id));
        return respond(asked, { title: words.title, model, page: UnitPage });
      }
      const found = await inScope(db, actor.unit_path, (tx) =>
        listUnits(tx, {
          ...(search ? { search } : {}),
          ...(parent === undefined ? {} : { parent_id: parent }),
          ...(kind === undefined ? {} : { kinds: [kind] }),
          ...(stage === undefined ? {} : { stage }),
          closed: state === 'any' ? 'any' : state === 'closed',
          ...{ limit: pageSize, offset: offsetOf(query.page) },
        }),
      );
      respond(asked, {
        title: words.title,
        model: { ...found, query },
        page: UnitListPage,
        json: ({ units, total }) => ({ units: units.map(unitJson), total, page: query.page }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/units/:id',
    summary: {
      zh: '一个单位、它的下级、代码历史，以及可做的事',
      en: 'One unit, what lies below it, its codes, and what may be done',
    },
    who: 'signed-in',
    params: idParams,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => unitModel(tx, actor, params.id));
      respond(asked, { title: model.unit.name, model, page: UnitPage, json: unitDetailJson });
    },
  }),
];
