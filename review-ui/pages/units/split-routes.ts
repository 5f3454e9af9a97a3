/** Splitting a school: people see the numbers before they confirm, programs say how many they expect. */
import { z } from 'zod';
import { stagesOf } from '../../../database/headcount.ts';
import { inScope } from '../../../database/scope.ts';
import { chosenTeachers, splitOrganisation } from '../../../database/splits.ts';
import { teachersInService } from '../../../database/teachers.ts';
import type { Actor } from '../../../schemas/actor.ts';
import {
  factShapes,
  factsShape,
  type Organisation,
  type OrganisationFacts,
  ownFields,
} from '../../../schemas/organisation-facts.ts';
import { problem } from '../../../schemas/problem.ts';
import { stages } from '../../../schemas/subject.ts';
import { authorities, schoolKinds, type UnitKind } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { showAgain } from '../../form-again.ts';
import { idParams, idSchema, oneOf, optionalField } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { type AskedOfUnit, showUnit, unitFor } from './asked-unit.ts';
import { type Fault, factsRefused, faultsOf } from './faults.ts';
import { KindsPage } from './kinds-page.tsx';
import { SplitConfirmPage, type SplitModel, SplitPage } from './split-page.tsx';
import { unitDetailSchema } from './unit-model.ts';
import { words } from './words.ts';

const listOf = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(one),
  );
const schoolKind = oneOf(schoolKinds);
const body = factsShape.extend({
  version: z.coerce.number().int(),
  going: listOf(oneOf(stages)).describe('stages that go whole'),
  teachers: listOf(idSchema).describe('teachers that go, by id'),
  remaining_kind: optionalField(schoolKind),
  remaining_stages: factShapes.stages,
  expected: optionalField(z.coerce.number().int().min(0)),
});
type Given = z.infer<typeof body>;

interface Planned {
  readonly facts: OrganisationFacts;
  readonly remaining: OrganisationFacts;
  readonly faults: readonly Fault[];
}

/** Both schools as they would be; the new one inherits what nobody says of it. */
function planned(unit: Organisation, given: Given, language: 'zh' | 'en'): Planned {
  const facts = ownFields('school', given);
  const kept = given.remaining_stages.length > 0 ? given.remaining_stages : unit.stages;
  const remaining = ownFields('school', {
    ...{ ...unit, stages: kept, school_kind: given.remaining_kind ?? unit.school_kind },
  });
  return { facts, remaining, faults: [facts, remaining].flatMap((one) => faultsOf('school', one, language)) };
}

async function formModel(
  { db, actor }: Asked<unknown, unknown, unknown, Actor>,
  unit: Organisation,
  form: Pick<SplitModel, 'schoolKind' | 'values' | 'faults' | 'refusal' | 'chosen' | 'remaining'>,
): Promise<SplitModel> {
  const people = await inScope(db, actor.unit_path, async (tx) => ({
    stages: await stagesOf(tx, unit.id),
    teachers: await teachersInService(tx, unit.id),
  }));
  const teachers = people.teachers.map(({ id, record }) => ({
    id,
    name: record.name ?? '',
    stage: record.stage,
  }));
  return { unit, ...form, stages: people.stages, teachers };
}

/** What the form held, field by field, as it has to be sent again. */
const fieldsOf = (given: Given): [string, string][] =>
  Object.entries(given).flatMap(([name, value]) => {
    if (value === null || value === undefined || name === 'expected') return [];
    return (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]);
  });

async function confirm(
  asked: AskedOfUnit<Given>,
  unit: Organisation,
  { facts, remaining }: Planned,
): Promise<void> {
  const { db, actor, body: given } = asked;
  const chosen = { stages: given.going, teachers: given.teachers };
  const model = await inScope(db, actor.unit_path, async (tx) => ({
    going: await chosenTeachers(tx, unit.id, chosen),
    all: await stagesOf(tx, unit.id),
  }));
  if (model.going.length === 0 && given.going.length === 0) throw problem('split-of-nothing');
  const before = model.all.reduce((sum, { teachers }) => sum + teachers, 0);
  const names = model.going.map(({ name }) => name);
  respond(asked, {
    title: words.split,
    model: { unit, made: facts, remaining, names, before, fields: fieldsOf(given) },
    page: SplitConfirmPage,
  });
}

export const splitRoutes = [
  route({
    method: 'get',
    path: '/units/:id/split',
    summary: { zh: '分设新学校的表单', en: 'The form to split a school' },
    who: authorities,
    params: idParams,
    query: z.object({ school_kind: schoolKind.optional().catch(undefined) }),
    serve: async (asked) => {
      const { query, page } = asked;
      const unit = await unitFor(asked, 'split');
      if (query.school_kind === undefined) {
        return respond(asked, {
          title: words.split,
          model: {
            title: page.say(words.splitOf, { unit: unit.name }),
            crumbs: [{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.split) }],
            ...{ kinds: [], withSchools: true },
            href: (_: UnitKind, of?: string) => `/units/${unit.id}/split?school_kind=${of}`,
          },
          page: KindsPage,
        });
      }
      const { sector, urban_rural_class, township } = unit;
      const model = await formModel(asked, unit, {
        ...{ schoolKind: query.school_kind, values: { sector, urban_rural_class, township } },
        ...{ faults: [], refusal: null, chosen: { stages: [], teachers: [] } },
        remaining: { kind: unit.school_kind, stages: unit.stages },
      });
      respond(asked, { title: words.split, model, page: SplitPage });
    },
  }),
  route({
    method: 'post',
    path: '/units/:id/split',
    summary: {
      zh: '从一所学校分设新学校：going 整个学段、teachers 逐人转去；没有 expected 的表单先显示核对页',
      en: 'Splits a school: whole stages in going, single teachers in teachers; a form without expected is shown the numbers first',
    },
    who: authorities,
    params: idParams,
    body,
    answer: unitDetailSchema,
    status: 201,
    serve: async (asked) => {
      const { req, res, db, actor, params, body: given, page } = asked;
      const unit = await unitFor(asked, 'split');
      const plan = planned(unit, given, page.language);
      try {
        if (plan.faults.length > 0) throw factsRefused(plan.faults);
        if (given.expected === undefined && !wantsJson(req, res)) return await confirm(asked, unit, plan);
        const made = await inScope(db, actor.unit_path, (tx) =>
          splitOrganisation(tx, actor, {
            from: { id: params.id, version: given.version },
            ...{ facts: plan.facts, remaining: plan.remaining, expected: given.expected ?? null },
            ...{ stages: given.going, teachers: given.teachers },
          }),
        );
        await showUnit(asked, made.id, 201);
      } catch (error) {
        if (!showAgain(asked, error)) throw error;
        const model = await formModel(asked, unit, {
          ...{ schoolKind: given.school_kind ?? '211', values: plan.facts, faults: plan.faults },
          refusal: plan.faults.length > 0 ? null : error,
          chosen: { stages: given.going, teachers: given.teachers },
          remaining: { kind: plan.remaining.school_kind, stages: plan.remaining.stages },
        });
        respond(asked, { status: error.status, title: words.split, model, page: SplitPage });
      }
    },
  }),
];
