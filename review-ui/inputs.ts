/** Shapes that many routes take: ids, pages, blanks of forms. */
import { z } from 'zod';

/** An id as our tables give them; anything else names nothing. */
export const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .describe('opaque id');
export const idParams = z.object({ id: idSchema });

/** Rows on one page of a list. */
export const pageSize = 50;

/** `?page=`, counted from 1; nonsense is the first page. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1).default(1);
export const pageQuery = z.object({ page: pageNumber });

export const offsetOf = (page: number): number => (page - 1) * pageSize;
export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / pageSize));

/** A form sends an empty text for a field that was left alone: that is the absence of a value. */
export const optionalField = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** One of the values of a list of choices. */
export const oneOf = <T extends string>(choices: readonly { readonly value: T }[]) =>
  z.enum(choices.map(({ value }) => value) as [T, ...T[]]);
/** One of the keys of a table. */
export const keyOf = <T extends string>(table: Readonly<Record<T, unknown>>) =>
  z.enum(Object.keys(table) as [T, ...T[]]);
