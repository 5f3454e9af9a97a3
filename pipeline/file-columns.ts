/** Which columns of a file nobody knows, and which fields it lacks: all that is needed to ask its sender once. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { ExamineContext } from '../schemas/examined.ts';
import type { FileColumns, UnknownColumn } from '../schemas/file-columns.ts';
import { longestMappedHeader } from '../schemas/header-mapping.ts';
import { maskedUnknown, withNumbersMasked } from '../schemas/mask.ts';
import { RefusedFile } from '../schemas/refusal.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import { nearestTableOf } from './examine.ts';
import { mappingKey } from './header-labels.ts';
import type { Table } from './headers.ts';
import { opened } from './opened.ts';
import { cleaned } from './text.ts';

const MOST_EXAMPLES = 3;
/** Enough to recognise a column by; further down the same kind of value follows. */
const ROWS_LOOKED_AT = 50;
const LONGEST_EXAMPLE = 30;

/** A number of a person above a column is no name of it, and would be remembered as it stands. */
const mayBeRemembered = (label: string): boolean => {
  const { length } = mappingKey(label);
  return length > 0 && label.length <= longestMappedHeader && withNumbersMasked(label) === label;
};

function examplesIn({ sheet, start }: Table, at: number): string[] {
  const found = new Set<string>();
  for (const { cells } of sheet.rows.slice(start, start + ROWS_LOOKED_AT)) {
    const text = cleaned(cells.find(({ column }) => column === at)?.text ?? '');
    // Masked before it is cut: half a number is not recognised as one.
    if (text !== '') found.add(Array.from(maskedUnknown(text)).slice(0, LONGEST_EXAMPLE).join(''));
    if (found.size === MOST_EXAMPLES) break;
  }
  return [...found];
}

function unknownIn(table: Table): UnknownColumn[] {
  const byKey = new Map<string, UnknownColumn>();
  for (const { column, text: label } of table.foreign.toSorted((a, b) => a.column - b.column)) {
    if (!mayBeRemembered(label)) continue;
    const key = mappingKey(label);
    const first = byKey.get(key);
    byKey.set(
      key,
      first === undefined
        ? { columns: [column], label, key, examples: examplesIn(table, column) }
        : { ...first, columns: [...first.columns, column] },
    );
  }
  return [...byKey.values()];
}

const needs = ['always', 'conditional', 'optional'] as const;

function missingIn({ definition, columns }: Table): string[] {
  const ofNeed = (wanted: (typeof needs)[number]): string[] =>
    fieldsOf(definition).filter((field) => definition.columns[field]?.need === wanted && !columns.has(field));
  return needs.flatMap(ofNeed);
}

const fieldsOf = ({ columns }: SheetDefinition): string[] => Object.keys(columns);

/**
 * The columns of a file that its sender may be asked about.
 * @throws RefusedFile when the file can't be read, is another unit's, or has no header that could be told: there is nothing
 * to ask about then
 */
export function fileColumns(bytes: Uint8Array, context: ExamineContext): FileColumns {
  const table = nearestTableOf(opened(bytes, context), context);
  if (table === undefined) throw new RefusedFile('no-header', { labels: '' });
  // Tables are looked for by the definitions of the templates alone.
  const template = table.definition.id as TemplateId;
  return { template, unknown: unknownIn(table), missing: missingIn(table) };
}
