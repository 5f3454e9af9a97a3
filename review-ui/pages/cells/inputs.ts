/** What the routes of mending take. */
import { z } from 'zod';
import { type Severity, severities } from '../../../schemas/issue.ts';
import { optionalField, pageNumber } from '../../inputs.ts';

const rowNumber = z.coerce.number().int().min(1).max(1_048_576);
const rule = z.string().max(80).optional().catch(undefined);

/** Which rows: those with findings of one severity or rule, or those in which a text stands. */
export const cellsQuery = z.object({
  page: pageNumber,
  severity: z
    .enum(severities as [Severity, ...Severity[]])
    .optional()
    .catch(undefined),
  rule,
  find: optionalField(z.string().trim().max(100)),
  /** This row alone, whatever is wrong with it. */
  row: rowNumber.optional().catch(undefined),
});
export type CellsQuery = z.infer<typeof cellsQuery>;

/** One cell, as `muster check` names it: sheet, row as shown, column letter. */
export const cellBody = z.object({
  sheet: z.string().max(255),
  row: rowNumber,
  column: z.string().regex(/^[A-Z]{1,3}$/),
  value: z.string().max(32_767),
});

/** A row of the page as a form: `cell.FIELD` holds a cell's text; `new.FIELD` replaces a hidden one unless it is blank. */
export const rowBody = z
  .object({
    row: rowNumber,
    /** Fields that have a column of their own on the page, so that the answer fits into it. */
    shown: z.string().max(500).default(''),
    remove: z.string().optional(),
    back: z.string().max(2000).optional(),
  })
  .catchall(z.string().max(32_767));
export type RowBody = z.infer<typeof rowBody>;

/** Every certain repair, or those of one rule. */
export const repairBody = z.object({
  rule: optionalField(z.string().max(80)),
  back: z.string().max(2000).optional(),
});

export const undoBody = z.object({ back: z.string().max(2000).optional() });
