/** What a submitted form says about columns: which field each is, or that it is none of ours. */
import { z } from 'zod';
import type { ConfirmedMapping } from '../../../database/header-mappings.ts';
import { columnLetters } from '../../../pipeline/text.ts';
import type { FileColumns, UnknownColumn } from '../../../schemas/file-columns.ts';
import { problem } from '../../../schemas/problem.ts';
import { idSchema } from '../../inputs.ts';

/** The answer that a column is none of ours. */
export const notOurs = '-';

/** `column.F` is the field that column F holds; `-` when it is none of ours, nothing when nobody is sure. */
export const columnsBody = z.object({}).catchall(z.string().max(100));
export type ColumnsBody = z.infer<typeof columnsBody>;

export const forgetBody = z.object({ mapping: idSchema });

export const inputName = ({ columns: [first] }: UnknownColumn): string => `column.${columnLetters(first)}`;

const isAnswer = ([name, value]: [string, string]): boolean => name.startsWith('column.') && value !== '';

/**
 * The answers about columns that are asked about, by the headers that stand in the file. Throws `invalid-input` for a column or
 * field that isn't, `column-chosen-twice`, `no-column-chosen`.
 */
export function answersOf(
  body: ColumnsBody,
  { unknown, missing }: Pick<FileColumns, 'unknown' | 'missing'>,
  labelOf: (field: string) => string,
): ConfirmedMapping[] {
  const columns = new Map(unknown.map((column) => [inputName(column), column]));
  const taken = new Set<string>();
  const answers = Object.entries(body).filter(isAnswer);
  if (answers.length === 0) throw problem('no-column-chosen');
  return answers.map(([name, value]) => {
    const column = columns.get(name);
    const field = value === notOurs ? null : value;
    const isPossible = field === null || missing.includes(field);
    if (column === undefined || !isPossible) throw problem('invalid-input', { fields: name });
    if (field !== null && taken.has(field)) throw problem('column-chosen-twice', { field: labelOf(field) });
    if (field !== null) taken.add(field);
    return { key: column.key, label: column.label, field };
  });
}
