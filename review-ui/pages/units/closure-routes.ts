/** Closing, merging, moving and reopening units: a page that says in numbers what will happen, then the act. */
import { z } from 'zod';
import {
  closeOrganisation,
  closingFacts,
  mergeOrganisations,
  reopenOrganisation,
} from '../../../database/closures.ts';
import { moveOrganisation } from '../../../database/organisations.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { listTeachers } from '../../../database/teachers.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Words } from '../../../schemas/language.ts';
import { organisationActionsOn } from '../../../schemas/organisation.ts';
import { authorities } from '../../../schemas/unit.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { showUnit, unitFor } from './asked-unit.ts';
import { ClosingPage } from './closing-page.tsx';
import { mergingModel, moveTargets, successors } from './closure-model.ts';
import { MergingPage } from './merging-page.tsx';
import { TargetsPage } from './targets-page.tsx';
import { unitDetailSchema } from './unit-model.ts';
import { words } from './words.ts';

const versionBody = z.object({ version: z.coerce.number().int().describe('the version that you saw') });
const chosen = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(idSchema).max(50),
);
const targetQuery = z.object({ page: pageNumber, search: optionalField(z.string().trim().max(50)) });

/** Something done to the unit of the address, which is then shown. */
const act = <B>(
  action: 'close' | 'reopen' | 'merge' | 'move',
  summary: Words,
  body: z.ZodType<B>,
  does: (tx: Scoped, actor: Actor, id: string, body: B) => Promise<unknown>,
) =>
  route({
    method: 'post',
    path: `/units/:id/${action}`,
    summary,
    who: authorities,
    params: idParams,
    body,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, (tx) => does(tx, actor, params.id, asked.body));
      await showUnit(asked);
    },
  });

export const closureRoutes = [
  route({
    method: 'get',
    path: '/units/:id/close',
    summary: {
      zh: '撤销前的核对页：人数、下级、在职教师名单',
      en: 'Before a unit is closed: numbers, and who is in service',
    },
    who: authorities,
    params: idParams,
    query: z.object({ page: pageNumber }),
    serve: async (asked) => {
      const { db, actor, query } = asked;
      const unit = await unitFor(asked, 'close');
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const place = { limit: pageSize, offset: offsetOf(query.page) };
        const { teachers } = await listTeachers(tx, { unit_path: unit.path, status: '在职', ...place });
        return { unit, facts: await closingFacts(tx, unit), teachers, page: query.page };
      });
      const canMerge = organisationActionsOn(actor, unit).includes('merge');
      respond(asked, {
        title: words.close,
        model: { ...model, canMerge },
        page: ClosingPage,
        json: ({ facts, teachers }) => ({
          ...facts,
          page: query.page,
          in_service: teachers.map(({ id, record }) => ({ id, name: record.name })),
        }),
      });
    },
  }),
  act(
    'close',
    {
      zh: '撤销单位；有在职教师、下级单位或正在审核的文件时拒绝',
      en: 'Closes a unit; refused while teachers, units below or a file in review are there',
    },
    versionBody,
    (tx, actor, id, { version }) => closeOrganisation(tx, actor, { id, version }),
  ),
  act(
    'reopen',
    { zh: '恢复已撤销的单位', en: 'Opens a closed unit again' },
    versionBody,
    (tx, actor, id, { version }) => reopenOrganisation(tx, actor, { id, version }),
  ),
  route({
    method: 'get',
    path: '/units/:id/merge-into',
    summary: { zh: '选择接收单位', en: 'Choosing the unit that takes over' },
    who: authorities,
    params: idParams,
    query: targetQuery,
    serve: async (asked) => {
      const { page, query } = asked;
      const unit = await unitFor(asked, 'merge');
      const found = await successors(asked, unit, query);
      respond(asked, {
        title: words.merge,
        model: {
          ...{ unit, verb: 'merge' as const, ...found, query },
          title: page.say(words.intoOther, { unit: unit.name }),
          about: page.say(words.intoOtherAbout, { unit: unit.name }),
        },
        page: TargetsPage,
      });
    },
  }),
  route({
    method: 'get',
    path: '/units/:id/merge',
    summary: {
      zh: '并入前的核对页；?from= 可重复，是被并入的单位',
      en: 'Before a merger, in numbers; ?from= (repeatable) names the units that end',
    },
    who: authorities,
    params: idParams,
    query: z.object({ from: chosen }),
    serve: async (asked) => {
      const into = await unitFor(asked, 'merge');
      respond(asked, {
        title: words.merge,
        model: await mergingModel(asked, into, asked.query.from),
        page: MergingPage,
        json: ({ endings }) => ({ into: into.id, units: endings }),
      });
    },
  }),
  act(
    'merge',
    {
      zh: '把 from 中的单位并入本单位：在职教师转来，原单位撤销；人数与 expected 不同时拒绝',
      en: 'Merges the units in from into this one: who is in service moves here, the old units are closed; refused where expected differs',
    },
    z.object({ from: chosen, expected: optionalField(z.coerce.number().int().min(0)) }),
    (tx, actor, into, { from, expected }) =>
      mergeOrganisations(tx, actor, { into, from, expected: expected ?? null }),
  ),
  route({
    method: 'get',
    path: '/units/:id/move',
    summary: { zh: '选择划转到哪里', en: 'Choosing where a unit moves to' },
    who: authorities,
    params: idParams,
    query: targetQuery,
    serve: async (asked) => {
      const { page, query } = asked;
      const unit = await unitFor(asked, 'move');
      const { units, teachers, ...found } = await moveTargets(asked, unit, query);
      respond(asked, {
        title: words.move,
        model: {
          ...{ unit, verb: 'move' as const, ...found, query },
          title: page.say(words.moveOf, { unit: unit.name }),
          about: page.say(words.moveEffect, { units: page.number(units), teachers: page.number(teachers) }),
        },
        page: TargetsPage,
      });
    },
  }),
  act(
    'move',
    {
      zh: '把单位连同下级划转到另一个上级单位之下',
      en: 'Moves a unit with all below it under another parent',
    },
    versionBody.extend({ parent: idSchema }),
    (tx, actor, id, { version, parent }) => moveOrganisation(tx, actor, { id, version }, parent),
  ),
];
