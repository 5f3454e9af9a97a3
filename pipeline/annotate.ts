/** A person's own file back, with everything that was found in it at its place. */
import type { Annotations } from '../schemas/desk.ts';
import type { ExamineContext } from '../schemas/examined.ts';
import { examineWorkbook, tableOf } from './examine.ts';
import { opened } from './opened.ts';
import { writeAnnotated } from './write/annotated.ts';

/**
 * The bytes of an .xlsx workbook, whatever the file was.
 * @throws RefusedFile as `examine` does, and `too-many-rows` or `too-many-columns` for what is too large to be written again
 */
export async function annotate(
  bytes: Uint8Array,
  context: ExamineContext,
  { issues, language }: Annotations,
): Promise<Uint8Array> {
  const workbook = opened(bytes, context);
  const { table } = tableOf(workbook, context);
  const { rows } = examineWorkbook(workbook, context);
  return await writeAnnotated({
    ...{ workbook, table, rows, issues, language },
    unit_name: context.unit?.name ?? null,
    limits: context.limits,
    at: new Date(context.today),
  });
}
