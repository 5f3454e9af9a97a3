/** Rows of a roster with the ends only of their document, phone and certificate numbers. */
import { masked } from '../../schemas/mask.ts';
import { personalFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';

export async function* maskedRows<Row extends { readonly record: TeacherRecord }>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<Row> {
  for await (const row of rows) {
    const hidden = personalFields.map((field) => [field, masked(field, row.record[field])] as const);
    yield { ...row, record: { ...row.record, ...Object.fromEntries(hidden) } };
  }
}
