/** Changing units: forms and programs by the same checks, each bound to the version that was seen. */
import { z } from 'zod';
import { changeOrganisation, organisationById, requireMay } from '../../../database/organisations.ts';
import { inScope } from '../../../database/scope.ts';
import {
  type Organisation,
  type OrganisationFacts,
  ownFields,
  someFactsShape,
} from '../../../schemas/organisation-facts.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { authorities, parentPath, schoolKinds, type UnitKind } from '../../../schemas/unit.ts';
import { showAgain } from '../../form-again.ts';
import { idParams, oneOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { type AskedOfUnit, showUnit } from './asked-unit.ts';
import { factsRefused, newFaults } from './faults.ts';
import { KindsPage } from './kinds-page.tsx';
import { ChangedUnitPage } from './unit-form-page.tsx';
import { unitDetailSchema } from './unit-model.ts';
import { words } from './words.ts';

const changedUnit = someFactsShape.extend({
  version: z.coerce.number().int().describe('the version that you saw'),
});

/** Throws `facts-refused` and what {@link changeOrganisation} does. */
async function change({
  db,
  actor,
  params,
  body,
  page,
}: AskedOfUnit<z.infer<typeof changedUnit>>): Promise<void> {
  const { version, ...given } = body;
  const unit = await inScope(db, actor.unit_path, (tx) => organisationById(tx, params.id));
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const facts = ownFields(unit.kind, { ...unit, ...said });
  const faults = newFaults(unit.kind, unit, facts, page.language);
  if (faults.length > 0) throw factsRefused(faults);
  await inScope(db, actor.unit_path, (tx) => changeOrganisation(tx, actor, { id: unit.id, version }, facts));
}

function formOf(unit: Organisation, typed: Partial<OrganisationFacts>, refusal: Problem, page: PageContext) {
  const isOvertaken = refusal.code === 'stale';
  const values = isOvertaken ? unit : { ...unit, ...typed };
  const faults =
    refusal.code === 'facts-refused'
      ? newFaults(unit.kind, unit, ownFields(unit.kind, { ...unit, ...typed }), page.language)
      : [];
  return {
    ...{ unit, kind: unit.kind, schoolKind: values.school_kind, values, faults, version: unit.version },
    refusal: faults.length > 0 ? null : refusal,
    overtaken: isOvertaken ? typed : null,
  };
}

const changeSummary = {
  zh: '变更单位；version 与现状不同时回答 409 和现在的版本',
  en: 'Changes a unit; 409 with the newer version when it is not the one you saw',
};

export const changeRoutes = [
  route({
    method: 'get',
    path: '/units/:id/edit',
    summary: { zh: '变更单位的表单', en: 'The form to change a unit' },
    who: authorities,
    params: idParams,
    query: z.object({
      school_kind: z
        .union([oneOf(schoolKinds), z.literal('choose')])
        .optional()
        .catch(undefined),
    }),
    serve: async (asked) => {
      const { db, actor, params, query, page } = asked;
      const unit = await inScope(db, actor.unit_path, (tx) => organisationById(tx, params.id));
      requireMay(actor, 'change', { kind: unit.kind, parent: parentPath(unit.path) });
      const here = `/units/${unit.id}/edit`;
      if (query.school_kind === 'choose') {
        return respond(asked, {
          title: words.change,
          model: {
            title: page.say(words.kindOf, { unit: unit.name }),
            crumbs: [
              { label: unit.name, href: `/units/${unit.id}` },
              { label: page.say(words.change), href: here },
            ],
            ...{ kinds: [], withSchools: true },
            href: (_: UnitKind, of?: string) => `${here}?school_kind=${of}`,
          },
          page: KindsPage,
        });
      }
      const chosen = query.school_kind;
      const { stages: _, ...rest } = unit;
      // Another kind offers other stages: all of them, until somebody says less.
      const values = chosen === undefined || chosen === unit.school_kind ? unit : rest;
      respond(asked, {
        title: words.change,
        model: {
          ...{ unit, kind: unit.kind, schoolKind: chosen ?? unit.school_kind, values, faults: [] },
          ...{ refusal: null, version: unit.version, overtaken: null },
        },
        page: ChangedUnitPage,
      });
    },
  }),
  route({
    method: 'patch',
    path: '/units/:id',
    summary: changeSummary,
    who: authorities,
    params: idParams,
    body: changedUnit,
    answer: unitDetailSchema,
    serve: async (asked) => {
      await change(asked);
      await showUnit(asked);
    },
  }),
  route({
    method: 'post',
    path: '/units/:id/change',
    summary: changeSummary,
    who: authorities,
    params: idParams,
    body: changedUnit,
    answer: unitDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, body, page } = asked;
      try {
        await change(asked);
      } catch (error) {
        if (!showAgain(asked, error)) throw error;
        const unit = await inScope(db, actor.unit_path, (tx) => organisationById(tx, params.id));
        const { version: _, ...typed } = body;
        const model = formOf(unit, typed as Partial<OrganisationFacts>, error, page);
        return respond(asked, { status: error.status, title: words.change, model, page: ChangedUnitPage });
      }
      await showUnit(asked);
    },
  }),
];
