/** Recognises a column by what its header says, whatever its marks, remarks, widths, spaces and language. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { HeaderMapping } from '../schemas/header-mapping.ts';
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

/** A header text as a unit's own mapping knows it: its remark counts, for it may be all that tells two columns apart. */
export const mappingKey = withoutMarks;

/** By what a header text names its column; the later one is the stronger. */
export const namings = ['mapping', 'alias', 'label'] as const;

export interface Named {
  /** Null for a column that was confirmed to be none of ours. */
  readonly field: string | null;
  /** `label` for the label itself or the key, `mapping` for what a person confirmed. */
  readonly by: (typeof namings)[number];
}

export interface HeaderLabels {
  /** What a header text names, if anything. */
  readonly find: (text: string) => Named | undefined;
}

const made = new WeakMap<SheetDefinition, HeaderLabels>();

/** The labels of a sheet made ready for looking up; made once per definition. */
export function headerLabels(definition: SheetDefinition): HeaderLabels {
  const known = made.get(definition) ?? make(definition);
  made.set(definition, known);
  return known;
}

/** The labels of a sheet, and after them what was confirmed for one unit: a mapping never overrides what the sheet says. */
export function labelsWith(definition: SheetDefinition, mappings: readonly HeaderMapping[]): HeaderLabels {
  const labels = headerLabels(definition);
  if (mappings.length === 0) return labels;
  // A field that the template has lost since is no answer any more.
  const known = mappings.filter(({ field }) => field === null || Object.hasOwn(definition.columns, field));
  const byKey = new Map(known.map(({ key, field }) => [key, { field, by: 'mapping' } as const]));
  return { find: (text) => labels.find(text) ?? byKey.get(mappingKey(text)) };
}

function make(definition: SheetDefinition): HeaderLabels {
  const byKey = new Map<string, Named>();
  const add = (text: string, field: string, by: Named['by']): void => {
    for (const key of [withoutMarks(text), withoutRemarks(text)]) {
      if (!byKey.has(key)) byKey.set(key, { field, by });
    }
  };
  const columns = Object.entries(definition.columns);
  for (const [field, { label }] of columns)
    for (const text of [label.zh, label.en, field]) add(text, field, 'label');
  for (const [field, { aliases }] of columns) for (const alias of aliases) add(alias, field, 'alias');
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
