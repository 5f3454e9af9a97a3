/** Closing, merging, moving and reopening units: a page that says in numbers what will happen, then the act. */
import { z } from 'zod';
import {
  closeOrganisation,
  closingFacts,
  mergeOrganisations,
  reopenOrganisation,
} from '../../../database/closures.ts';
import {
  moveOrganisation,
  organisationById,
  requireMay,
  requireStillOpen,
} from '../../../database/organisations.ts';
import { inScope } from '../../../database/scope.ts';
import { listTeachers } from '../../../database/teachers.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { organisationActionsOn } from '../../../schemas/organisation.ts';
import { authorities, parentPath } from '../../../schemas/unit.ts';
import type { Asked } from '../../asked.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { ClosingPage } from './closing-page.tsx';
import { mergingModel, moveTargets, successors } from './closure-model.ts';
import { MergingPage } from './merging-page.tsx';
import { TargetsPage } from './targets-page.tsx';
import { unitDetailJson, unitDetailSchema, unitModel } from './unit-model.ts';
import { words } from './words.ts';

const versionBody = z.object({ version: z.coerce.number().int().describe('the version that you saw') });
const chosen = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(idSchema).max(50),
);
const targetQuery = z.object({ page: pageNumber, search: optionalField(z.string().trim().max(50)) });

type AskedOfUnit = Asked<{ id: string }, unknown, unknown, Actor>;

/** The unit after something was done to it, as JSON or by way of its page. */
async function showUnit(asked: AskedOfUnit, id = asked.params.id): Promise<void> {
  const model = await inScope(asked.db, asked.actor.unit_path, (tx) => unitModel(tx, asked.actor, id));
  done(asked, `/units/${id}`, unitDetailJson(model));
}

/** The open unit that an action is about to be done to. Throws `not-found`, `not-your-tier`, `unit-closed`. */
const unitFor = ({ db, actor, params }: AskedOfUnit, action: 'close' | 'merge' | 'move') =>
  inScope(db, actor.unit_path, async (tx) => {
    const unit = await organisationById(tx, params.id);
    requireMay(actor, action, { kind: unit.kind, parent: parentPath(unit.path) });
    await requireStillOpen(tx, unit);
    return unit;
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
  route({
    method: 'post',
    path: '/units/:id/close',
    summary: {
      zh: '撤销单位；有在职教师、下级单位或正在审核的文件时拒绝',
      en: 'Closes a unit; refused while teachers, units below or a file in review are there',
    },
    who: authorities,
    params: idParams,
    body: versionBody,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      await inScope(db, actor.unit_path, (tx) =>
        closeOrganisation(tx, actor, { id: params.id, version: body.version }),
      );
      await showUnit(asked);
    },
  }),
  route({
    method: 'post',
    path: '/units/:id/reopen',
    summary: { zh: '恢复已撤销的单位', en: 'Opens a closed unit again' },
    who: authorities,
    params: idParams,
    body: versionBody,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      await inScope(db, actor.unit_path, (tx) =>
        reopenOrganisation(tx, actor, { id: params.id, version: body.version }),
      );
      await showUnit(asked);
    },
  }),
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
  route({
    method: 'post',
    path: '/units/:id/merge',
    summary: {
      zh: '把 from 中的单位并入本单位：在职教师转来，原单位撤销；人数与 expected 不同时拒绝',
      en: 'Merges the units in from into this one: who is in service moves here, the old units are closed; refused where expected differs',
    },
    who: authorities,
    params: idParams,
    body: z.object({ from: chosen, expected: optionalField(z.coerce.number().int().min(0)) }),
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      const merger = { into: params.id, from: body.from, expected: body.expected ?? null };
      await inScope(db, actor.unit_path, (tx) => mergeOrganisations(tx, actor, merger));
      await showUnit(asked);
    },
  }),
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
  route({
    method: 'post',
    path: '/units/:id/move',
    summary: {
      zh: '把单位连同下级划转到另一个上级单位之下',
      en: 'Moves a unit with all below it under another parent',
    },
    who: authorities,
    params: idParams,
    body: versionBody.extend({ parent: idSchema }),
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      await inScope(db, actor.unit_path, (tx) =>
        moveOrganisation(tx, actor, { id: params.id, version: body.version }, body.parent),
      );
      await showUnit(asked);
    },
  }),
];
