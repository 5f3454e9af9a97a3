/** One unit with the way to it and what lies right below. */
import { z } from 'zod';
import { type Completeness, completenessBelow } from '../../../database/boards.ts';
import type { Scoped } from '../../../database/scope.ts';
import { listTeachers } from '../../../database/teachers.ts';
import { ancestorsOf, unitById } from '../../../database/units.ts';
import type { UnitFacts, UnitKind } from '../../../schemas/unit.ts';

export interface UnitModel {
  readonly unit: UnitFacts;
  /** From the top of the reader's scope down to the unit itself. */
  readonly way: readonly { readonly id: string; readonly name: string; readonly kind: UnitKind }[];
  readonly below: readonly Completeness[];
  /** In service at the unit and below it. */
  readonly teachers: number;
}

/** Throws `not-found`. */
export async function unitModel(tx: Scoped, id: string): Promise<UnitModel> {
  const unit = await unitById(tx, id);
  return {
    unit,
    way: await ancestorsOf(tx, unit.path),
    below: await completenessBelow(tx, id),
    teachers: (await listTeachers(tx, { unit_path: unit.path, status: '在职', limit: 1 })).total,
  };
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
  teachers: counted,
});
export const unitListSchema = z.object({ units: z.array(unitSchema), total: counted, page: counted });
export const unitDetailSchema = unitSchema.extend({
  below: z.array(
    z.object({ id: z.string(), name: z.string(), kind: z.string(), units: counted, teachers: counted }),
  ),
});

export function unitJson({
  path: _,
  stages,
  ...unit
}: UnitFacts & { readonly teachers: number }): z.infer<typeof unitSchema> {
  return { ...unit, stages: [...stages] };
}

export const unitDetailJson = ({ unit, teachers, below }: UnitModel): z.infer<typeof unitDetailSchema> => ({
  ...unitJson({ ...unit, teachers }),
  below: below.map((one) => ({
    ...{ id: one.id, name: one.name, kind: one.kind },
    ...{ units: one.units, teachers: one.teachers },
  })),
});
