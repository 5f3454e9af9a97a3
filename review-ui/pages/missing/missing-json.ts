/** The public shape of the teachers whom a file doesn't hold, with what was answered. */
import { z } from 'zod';
import type { ShownAbsence } from '../../../database/change-sets.ts';
import { absenceAnswerOrder } from '../../../schemas/absence.ts';
import { masked } from '../../../schemas/mask.ts';
import { uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { isoTime } from '../../format.ts';
import type { MissingModel } from './missing-model.ts';

const counted = z.number().int();

export const absenceSchema = z.object({
  answer: z.enum(absenceAnswerOrder as [string, ...string[]]),
  /** Where to, of somebody who moved. */
  destination: z.string().optional(),
  by: z.string(),
  at: z.string(),
});

export const missingSchema = z.object({
  upload_id: z.string(),
  state: z.enum(uploadStates as [string, ...string[]]),
  /** Teachers in service whom the file doesn't hold, with or without an answer. */
  total: counted,
  unanswered: counted,
  page: counted,
  /** Whether the caller may answer now. */
  can_answer: z.boolean(),
  missing: z.array(
    z.object({
      /** What an answer names. */
      change: z.string(),
      teacher: z.object({ id: z.string().optional(), name: z.string(), id_number: z.string() }),
      ...{ stage: z.string().nullable(), subject: z.string().nullable() },
      in_registry_since: z.string().nullable(),
      absence: absenceSchema.nullable(),
    }),
  ),
});

export const absenceJson = ({
  answer,
  destination,
  by,
  at,
}: ShownAbsence): z.infer<typeof absenceSchema> => ({
  ...{ answer, by, at: isoTime(at) },
  ...(destination === null ? {} : { destination }),
});

export const missingJson = (model: MissingModel): z.infer<typeof missingSchema> => ({
  ...{ upload_id: model.upload.id, state: model.upload.state },
  ...{ total: model.tally.absent, unanswered: model.tally.unanswered },
  ...{ page: model.page, can_answer: model.isOpen },
  missing: model.absent.map(({ change, known }) => ({
    change: change.id,
    teacher: {
      ...(change.teacher_id === null ? {} : { id: change.teacher_id }),
      ...{ name: change.name, id_number: masked('id_number', change.id_number) as string },
    },
    ...{ stage: known?.record.stage ?? null, subject: known?.record.subject ?? null },
    in_registry_since: known === undefined ? null : isoTime(known.created_at),
    absence: change.absence === null ? null : absenceJson(change.absence),
  })),
});
