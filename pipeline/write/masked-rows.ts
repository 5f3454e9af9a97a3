/** A row of a roster with the ends only of the document, phone and certificate numbers. */
import { masked } from '../../schemas/mask.ts';
import { personalFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';

export function withMaskedNumbers<Row extends { readonly record: TeacherRecord }>(row: Row): Row {
  const hidden = personalFields.map((field) => [field, masked(field, row.record[field])] as const);
  return { ...row, record: { ...row.record, ...Object.fromEntries(hidden) } };
}
