/** Recognises a column by what its header says, whatever its marks, remarks, widths, spaces and language. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { Words } from '../schemas/language.ts';
import { folded } from './text.ts';

/** Header of the hidden column that carries each row's part of the stamp. */
export const STAMP_HEADER = '_muster';

/** Headers of the columns that an annotated workbook adds, and the first cell of the sheet that it adds. */
export const markHeaders = {
  issues: { zh: '问题（系统标注）', en: 'Issues (by Muster)' },
  row: { zh: '原行号（系统）', en: 'Row (by Muster)' },
  list: { zh: '问题清单（系统标注）', en: 'Issue list (by Muster)' },
} as const satisfies Record<string, Words>;

const MARKS = /[*:†※★]/g;
const REMARKS = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕/g;
/** No label is longer; a long text is a remark or an instruction. */
const LONGEST_LABEL = 60;

const withoutMarks = (text: string): string => folded(text).replace(MARKS, '');
const withoutRemarks = (text: string): string => withoutMarks(text).replace(REMARKS, '');

export interface HeaderLabels {
  /** The field that a header text names; `own` when by its label or key rather than by an alias. */
  readonly find: (text: string) => { readonly field: string; readonly own: boolean } | undefined;
}

const made = new WeakMap<SheetDefinition, HeaderLabels>();

/** The labels of a sheet made ready for looking up; made once per definition. */
export function headerLabels(definition: SheetDefinition): HeaderLabels {
  const known = made.get(definition) ?? make(definition);
  made.set(definition, known);
  return known;
}

function make(definition: SheetDefinition): HeaderLabels {
  const byKey = new Map<string, { field: string; own: boolean }>();
  const add = (text: string, field: string, own: boolean): void => {
    for (const key of [withoutMarks(text), withoutRemarks(text)]) {
      if (!byKey.has(key)) byKey.set(key, { field, own });
    }
  };
  const columns = Object.entries(definition.columns);
  for (const [field, { label }] of columns)
    for (const text of [label.zh, label.en, field]) add(text, field, true);
  for (const [field, { aliases }] of columns) for (const alias of aliases) add(alias, field, false);
  return {
    find: (text) => {
      if (text.length <= LONGEST_LABEL) {
        const found = byKey.get(withoutMarks(text)) ?? byKey.get(withoutRemarks(text));
        if (found !== undefined) return found;
      }
      // A remark below the label, in the same cell.
      const [firstLine = '', ...others] = text.trim().split(/[\r\n]+/);
      return others.length > 0 && firstLine.length <= LONGEST_LABEL
        ? (byKey.get(withoutMarks(firstLine)) ?? byKey.get(withoutRemarks(firstLine)))
        : undefined;
    },
  };
}
