/** The tree of units within one's scope. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { listUnits } from '../../../database/units.ts';
import { wantsJson } from '../../asked.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { UnitListPage } from './unit-list-page.tsx';
import { unitDetailJson, unitDetailSchema, unitJson, unitListSchema, unitModel } from './unit-model.ts';
import { UnitPage } from './unit-page.tsx';
import { words } from './words.ts';

const listQuery = z.object({
  page: pageNumber,
  search: optionalField(z.string().trim().max(50)),
  parent: optionalField(idSchema),
});

export const unitRoutes = [
  route({
    method: 'get',
    path: '/units',
    summary: {
      zh: '辖区内的单位；页面从本单位开始逐级展开，?search= 查找',
      en: "Units in scope; as a page the caller's own unit and what lies below, or what ?search= finds",
    },
    who: 'signed-in',
    query: listQuery,
    answer: unitListSchema,
    serve: async (asked) => {
      const { req, res, db, actor, query } = asked;
      if (!query.search && !query.parent && !wantsJson(req, res)) {
        const model = await inScope(db, actor.unit_path, (tx) => unitModel(tx, actor.unit_id));
        return respond(asked, { title: words.title, model, page: UnitPage });
      }
      const found = await inScope(db, actor.unit_path, (tx) =>
        listUnits(tx, {
          ...(query.search ? { search: query.search } : {}),
          ...(query.parent === undefined ? {} : { parent_id: query.parent }),
          ...{ limit: pageSize, offset: offsetOf(query.page) },
        }),
      );
      respond(asked, {
        title: words.title,
        model: { ...found, page: query.page, search: query.search ?? '' },
        page: UnitListPage,
        json: ({ units, total, page }) => ({ units: units.map(unitJson), total, page }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/units/:id',
    summary: { zh: '一个单位和它的下级', en: 'One unit and what lies below it' },
    who: 'signed-in',
    params: idParams,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => unitModel(tx, params.id));
      respond(asked, { title: model.unit.name, model, page: UnitPage, json: unitDetailJson });
    },
  }),
];
