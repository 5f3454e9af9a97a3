/** The public shape of rows to mend: texts as typed, masked where a personal cell has nothing wrong. */
import { z } from 'zod';
import type { Actor } from '../../../schemas/actor.ts';
import type { Language } from '../../../schemas/language.ts';
import { issueJson, issueSchema, uploadJson, uploadSchema } from '../uploads/upload-json.ts';
import type { CellsModel, MendableRow, Remaining } from './cells-model.ts';

const counted = z.number().int();
const rowSchema = z.object({
  row: counted,
  name: z.string(),
  cells: z.array(z.object({ field: z.string(), text: z.string(), hidden: z.boolean() })),
  issues: z.array(issueSchema),
});
const mendingSchema = z.object({ edits: counted, steps: counted, repairable: counted });

export const cellsSchema = z.object({
  upload: uploadSchema,
  mending: mendingSchema,
  rows: z.array(rowSchema),
  total: counted,
  page: counted,
});

/** The upload as it is after an edit; `issues` are those of the row that was mended. */
export const mendedSchema = uploadSchema.extend({ mending: mendingSchema, issues: z.array(issueSchema) });

const mendingJson = ({ mending, repairable }: Remaining) => ({ ...mending, repairable });

const rowJson = ({ row, name, cells, issues }: MendableRow, language: Language) => ({
  ...{ row, name },
  cells: cells.map(({ field, text, hidden }) => ({ field, text, hidden })),
  issues: [...issues, ...cells.flatMap((cell) => cell.issues)].map((issue) => issueJson(issue, language)),
});

export const cellsJson = (
  model: CellsModel,
  actor: Actor,
  language: Language,
): z.infer<typeof cellsSchema> => ({
  upload: uploadJson(model.upload, actor, language),
  mending: mendingJson(model),
  rows: model.rows.map((row) => rowJson(row, language)),
  total: model.total,
  page: model.query.page,
});

export const mendedJson = (
  remaining: Remaining,
  row: MendableRow | null,
  actor: Actor,
  language: Language,
): z.infer<typeof mendedSchema> => ({
  ...uploadJson(remaining.upload, actor, language),
  mending: mendingJson(remaining),
  issues: row === null ? [] : rowJson(row, language).issues,
});
