/** The public shape of the columns that a unit is asked about, and of what it has answered. */
import { z } from 'zod';
import { columnLetters } from '../../../pipeline/text.ts';
import { isoTime } from '../../format.ts';
import type { PageContext } from '../../page.ts';
import type { ColumnsModel } from './columns-model.ts';

export const columnsSchema = z.object({
  upload_id: z.string(),
  template: z.string().nullable(),
  /** Letters, several where the same header stands several times; an answer names the first. */
  columns: z.array(
    z.object({ columns: z.array(z.string()), label: z.string(), examples: z.array(z.string()) }),
  ),
  /** What they may be. */
  missing: z.array(z.object({ field: z.string(), label: z.string(), required: z.boolean() })),
  /** What the unit confirmed before; `field` null for a column that is none of ours. */
  remembered: z.array(
    z.object({
      ...{ id: z.string(), label: z.string(), field: z.string().nullable() },
      ...{ by: z.string(), made_at: z.string() },
    }),
  ),
});

export const columnsJson = (
  { upload, unknown, missing, remembered }: ColumnsModel,
  page: PageContext,
): z.infer<typeof columnsSchema> => ({
  ...{ upload_id: upload.id, template: upload.template },
  columns: unknown.map(({ columns, label, examples }) => ({
    ...{ columns: columns.map(columnLetters), label, examples: [...examples] },
  })),
  missing: missing.map(({ field, label, isRequired }) => ({
    ...{ field, label: page.say(label), required: isRequired },
  })),
  remembered: remembered.map(({ made_at, ...mapping }) => ({ ...mapping, made_at: isoTime(made_at) })),
});
