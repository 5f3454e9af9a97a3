/** What forms and programs say of a staffing plan. */
import { z } from 'zod';
import { poolings } from '../../../schemas/staffing.ts';
import { idSchema, optionalField } from '../../inputs.ts';

export const campaignParams = z.object({ campaign: idSchema });
const key = z.string().trim().min(1).max(120);
export const staffingQuery = z.object({
  city: optionalField(idSchema),
  /** A cell by its key, and a group in it. */
  cell: optionalField(key),
  group: optionalField(key),
});

/** The version that was seen; 0 before there is a plan. */
const version = z.coerce.number().int().min(0);
const whole = (most: number) => optionalField(z.coerce.number().int().min(1).max(most));
export const computeBody = z.object({
  version,
  ratio: whole(1000),
  pooling: optionalField(z.enum(poolings)),
  minimum_group: optionalField(z.coerce.number().int().min(0).max(1000)),
  fresh: optionalField(z.literal('yes')),
  /** Only this cell, by its key; its rules are those of the others. */
  cell: optionalField(key),
  /** Leads back to that cell. */
  stay: optionalField(z.literal('yes')),
});
/** A teacher, or all of a unit in a cell; without a group a move by hand is taken back. */
export const moveBody = z
  .object({
    version,
    teacher_id: optionalField(idSchema),
    unit_id: optionalField(idSchema),
    cell: optionalField(key),
    group: optionalField(key),
    stay: optionalField(z.literal('yes')),
  })
  .refine(
    ({ teacher_id, unit_id, cell }) =>
      (teacher_id === undefined) !== (unit_id === undefined) && (unit_id === undefined || cell !== undefined),
  );
/** Without an expert the group is left to be assigned again. */
export const assignBody = z.object({ version, group: key, expert_id: optionalField(idSchema) });
export const publishBody = z.object({ version, published: z.enum(['yes', 'no']) });
