/** The public shape of undos: what one would do or left alone, personal cells masked. */
import { z } from 'zod';
import type { RevertLink } from '../../../database/reverts.ts';
import { masked } from '../../../schemas/mask.ts';
import { type RefusedCell, refusalReasons } from '../../../schemas/revert.ts';
import { keyOf } from '../../inputs.ts';
import type { RevertSide } from './revert-model.ts';
import type { RevertModel } from './revert-page.tsx';

const counted = z.number().int();
const cellValue = z.union([z.string(), z.boolean(), z.null()]);

const refusedSchema = z.object({
  teacher: z.object({ id: z.string(), name: z.string(), id_number: z.string() }),
  ...{ field: z.string(), written: cellValue, now: cellValue },
  /** Receipt of what stands there now. */
  since: z.string().nullable(),
  why: keyOf(refusalReasons),
});

export const revertSchema = z.object({
  ...{ id: z.string(), teachers: counted, cells: counted, departing: counted },
  refused: z.array(refusedSchema),
});

const linkSchema = z.object({
  ...{ upload_id: z.string(), receipt: z.string(), state: z.string() },
  change_set_id: z.string().optional(),
});

/** What a change set says of undos, where there is something to say. */
export const sideSchema = {
  /** What this set undoes. */
  reverts: linkSchema.extend({ reason: z.string(), refused: z.array(refusedSchema) }).optional(),
  /** Undos of this set, the newest first. */
  reverted_by: z.array(linkSchema).optional(),
};

const refusedJson = ({
  teacher_id,
  name,
  id_number,
  ...cell
}: RefusedCell): z.infer<typeof refusedSchema> => ({
  teacher: { id: teacher_id, name, id_number: String(masked('id_number', id_number)) },
  ...{ field: cell.field, written: masked(cell.field, cell.written), now: masked(cell.field, cell.now) },
  ...{ since: cell.since, why: cell.why },
});

const linkJson = ({ id, receipt, state, change_set_id }: RevertLink): z.infer<typeof linkSchema> => ({
  ...{ upload_id: id, receipt, state },
  ...(change_set_id === null ? {} : { change_set_id }),
});

export const revertJson = ({ id, sizes, refused }: RevertModel): z.infer<typeof revertSchema> => ({
  ...{ id, ...sizes },
  refused: refused.map(refusedJson),
});

export const sideJson = ({ undoes, undos }: RevertSide, reason: string | null) => ({
  ...(undoes === null
    ? {}
    : {
        reverts: {
          ...linkJson(undoes.link),
          reason: reason ?? '',
          refused: undoes.refused.map(refusedJson),
        },
      }),
  ...(undos.length === 0 ? {} : { reverted_by: undos.map(linkJson) }),
});
