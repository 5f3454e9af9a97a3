/** Exports as programs see them. */
import { z } from 'zod';
import type { ShownExport } from '../../../database/exports.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { exportFormatOrder, exportKindOrder, exportNumbers } from '../../../schemas/export.ts';
import { type ExportState, exportLifecycle } from '../../../schemas/export-lifecycle.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { isoTime } from '../../format.ts';

const states = Object.keys(exportLifecycle.states) as [ExportState, ...ExportState[]];

export const exportSchema = z.object({
  id: z.string(),
  kind: z.enum(exportKindOrder as [ShownExport['kind'], ...ShownExport['kind'][]]),
  format: z.enum(exportFormatOrder as [ShownExport['format'], ...ShownExport['format'][]]),
  numbers: z.enum(exportNumbers),
  state: z.enum(states),
  progress: z.object({ rows: z.number().int(), expected: z.number().int() }),
  unit: z.object({ id: z.string(), name: z.string() }).describe('whose it holds'),
  campaign: z.string().nullable(),
  city: z.string().nullable(),
  as_of: z.string().nullable(),
  asked_by: z.string(),
  asked_at: z.string(),
  reason: z.string().nullable(),
  rows: z.number().int().nullable(),
  size_bytes: z.number().int().nullable(),
  digest: z.string().nullable().describe('SHA-256 of the contents'),
  snapshot_at: z.string().nullable(),
  deleted_on: z.string().nullable().describe('the day on which its bytes were deleted'),
  file: z.string().nullable().describe('where its bytes are, for the unit that asked'),
  actions: z.array(z.string()),
});

export const exportListSchema = z.object({
  teachers: z.number().int(),
  enrolled: z.number().int(),
  total: z.number().int(),
  exports: z.array(exportSchema),
});

/** Whether the actor may have the file. */
export const mayTake = ({ unit_id, state }: ShownExport, actor: Actor): boolean =>
  state === 'ready' && unit_id === actor.unit_id;

export const exportJson = (found: ShownExport, actor: Actor): z.infer<typeof exportSchema> => ({
  ...{ id: found.id, kind: found.kind, format: found.format, numbers: found.numbers, state: found.state },
  progress: { rows: found.rows_written, expected: found.rows_expected },
  unit: { id: found.area_id, name: found.area_name },
  ...{ campaign: found.campaign_id, city: found.city, as_of: found.as_of, asked_by: found.by },
  ...{ asked_at: isoTime(found.asked_at), reason: found.reason },
  rows: found.digest === null ? null : found.rows_written,
  ...{ size_bytes: found.size_bytes, digest: found.digest },
  snapshot_at: found.snapshot_at === null ? null : isoTime(found.snapshot_at),
  deleted_on: found.deleted_on,
  file: mayTake(found, actor) ? `/exports/${found.id}/file` : null,
  actions: actions(exportLifecycle, found.state, roleOf(actor, found.unit_path)).map(({ action }) => action),
});
