/** One unit with the way to it, what lies right below, what happened to it, and what the reader may do. */
import { z } from 'zod';
import { type Completeness, completenessBelow } from '../../../database/boards.ts';
import { countHeads } from '../../../database/headcount.ts';
import {
  historyOfUnit,
  type NamedUnit,
  type OrganisationHistory,
} from '../../../database/organisation-history.ts';
import { organisationById } from '../../../database/organisations.ts';
import { roundsOf } from '../../../database/rounds.ts';
import type { Scoped } from '../../../database/scope.ts';
import { ancestorsOf, type ListedUnit } from '../../../database/units.ts';
import { type Judged, judged, reportedIn } from '../../../pipeline/plausibility.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { kindsToAdd, type OrganisationAction, organisationActionsOn } from '../../../schemas/organisation.ts';
import type { Organisation } from '../../../schemas/organisation-facts.ts';
import { tierOfKind, type UnitKind } from '../../../schemas/unit.ts';
import { isoTime } from '../../format.ts';
import { plausibilityJson, plausibilitySchema } from '../change-sets/plausibility-json.ts';

export interface UnitModel {
  readonly unit: Organisation;
  /** From the top of the reader's scope down to the unit itself. */
  readonly way: readonly { readonly id: string; readonly name: string; readonly kind: UnitKind }[];
  readonly below: readonly Completeness[];
  /** In service at the unit and below it. */
  readonly teachers: number;
  /** A school's teachers in service beside what its last file said and what is expected of it. */
  readonly judged: readonly Judged[];
  readonly history: OrganisationHistory;
  readonly actions: readonly OrganisationAction[];
  /** Whether the reader may add a unit right below it. */
  readonly canAdd: boolean;
  /** Whether its admins are the reader's to make. */
  readonly isSuperior: boolean;
}

/** Throws `not-found`. */
export async function unitModel(tx: Scoped, actor: Actor, id: string): Promise<UnitModel> {
  const unit = await organisationById(tx, id);
  const teachers = await countHeads(tx, { area: unit.path, status: '在职' });
  return {
    ...{ unit, teachers, judged: await judgedOf(tx, unit, teachers) },
    way: await ancestorsOf(tx, unit.path),
    below: await completenessBelow(tx, id),
    history: await historyOfUnit(tx, id),
    actions: organisationActionsOn(actor, unit),
    canAdd: unit.closed_at === null && kindsToAdd(actor, unit).length > 0,
    isSuperior: roleOf(actor, unit.path) === 'superior',
  };
}

/** Before a first file was applied there is no round to compare with: the registry would stand beside itself. */
async function judgedOf(tx: Scoped, unit: Organisation, teachers: number): Promise<Judged[]> {
  if (tierOfKind[unit.kind] !== 'school' || unit.closed_at !== null) return [];
  const round = (await roundsOf(tx, [unit.id])).get(unit.id);
  const last = round?.last_counts ?? null;
  const references = { last_round: last && reportedIn(last), expected: unit.expected_headcount };
  return judged(teachers, references);
}

const counted = z.number().int();
export const unitSchema = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  kind: z.string(),
  name: z.string(),
  code: z.string().nullable(),
  school_kind: z.string().nullable(),
  stages: z.array(z.string()),
  sector: z.string().nullable(),
  urban_rural_class: z.string().nullable(),
  licence_no: z.string().nullable(),
  closed_at: z.string().nullable(),
  teachers: counted,
});
export const unitListSchema = z.object({ units: z.array(unitSchema), total: counted, page: counted });
const namedSchema = z.object({ id: z.string(), name: z.string() });
export const unitDetailSchema = unitSchema.extend({
  township: z.string().nullable(),
  expected_headcount: counted.nullable(),
  ...plausibilitySchema,
  version: counted,
  aliases: z.array(z.string()),
  codes: z.array(
    z.object({ code: z.string(), valid_from: z.string().nullable(), valid_to: z.string().nullable() }),
  ),
  merged_into: namedSchema.nullable(),
  merged_from: z.array(namedSchema),
  actions: z.array(z.string()),
  below: z.array(
    z.object({ id: z.string(), name: z.string(), kind: z.string(), units: counted, teachers: counted }),
  ),
});

export function unitJson({ path: _, stages, closed_at, ...unit }: ListedUnit): z.infer<typeof unitSchema> {
  return { ...unit, stages: [...stages], closed_at: closed_at && isoTime(closed_at) };
}

const named = ({ id, name }: NamedUnit): z.infer<typeof namedSchema> => ({ id, name });

export function unitDetailJson(model: UnitModel): z.infer<typeof unitDetailSchema> {
  const { unit, teachers, below, history, actions } = model;
  const { merged_into: _, aliases, township, expected_headcount, version, ...facts } = unit;
  return {
    ...unitJson({ ...facts, teachers }),
    ...{ township, expected_headcount, version, aliases: [...aliases], actions: [...actions] },
    ...plausibilityJson(model.judged),
    codes: history.codes.map((held) => ({ ...held })),
    merged_into: history.merged_into && named(history.merged_into),
    merged_from: history.merged_from.map(named),
    below: below.map((one) => ({
      ...{ id: one.id, name: one.name, kind: one.kind },
      ...{ units: one.units, teachers: one.teachers },
    })),
  };
}
