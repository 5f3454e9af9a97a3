/** The public shape of a comparison: personal numbers masked. */
import { z } from 'zod';
import { masked } from '../../../schemas/mask.ts';
import { type Difference, differenceKindOrder } from '../../../schemas/roster-comparison.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { type ComparisonModel, recordOf, sidesOf } from './comparison-model.ts';

const cellValue = z.union([z.string(), z.boolean(), z.null()]);
const unitSchema = z.object({ id: z.string(), name: z.string() });
const kindSchema = z.enum(differenceKindOrder);

export const comparisonSchema = z.object({
  from: z.string(),
  to: z.string(),
  unit: unitSchema,
  counts: z.record(z.enum([...differenceKindOrder, 'unchanged']), z.number().int()),
  differences: z.array(
    z.object({
      kind: kindSchema,
      teacher: z.object({ id: z.string(), name: z.string().nullable(), id_number: z.string().nullable() }),
      /** Where the teacher was at either moment; null where that is not the area's to see. */
      unit_before: unitSchema.nullable(),
      unit_after: unitSchema.nullable(),
      cells: z.record(z.string(), z.object({ old: cellValue, new: cellValue })),
    }),
  ),
  total: z.number().int(),
  page: z.number().int(),
});

export function comparisonJson({ compared, shown, total, page }: ComparisonModel): unknown {
  if (compared === null) return null;
  const { from, to, unit, counts, unchanged } = compared;
  return {
    ...{ from: from.text, to: to.text, unit, counts: { ...counts, unchanged } },
    ...{ differences: shown.map(differenceJson), total, page },
  };
}

function differenceJson(difference: Difference) {
  const { before, after } = sidesOf(difference);
  const { name, id_number } = recordOf(difference);
  const unitOf = (side: typeof before) => side && { id: side.unit_id, name: side.unit_name };
  return {
    kind: difference.kind,
    teacher: { id: difference.teacher_id, name, id_number: masked('id_number', id_number) },
    ...{ unit_before: unitOf(before), unit_after: unitOf(after) },
    cells: Object.fromEntries(maskedCells(difference).map(({ field, ...cell }) => [field, cell])),
  };
}

/** Its changed cells as they may be shown. */
export const maskedCells = ({ cells }: Difference) =>
  (Object.keys(cells) as RecordField[]).map((field) => ({
    field,
    old: masked(field, cells[field]?.old ?? null),
    new: masked(field, cells[field]?.new ?? null),
  }));
