/** A comparison of two moments as .csv: a line for each cell that reads differently, and one for who only came or went. */
import type { CellValue } from '../../schemas/change.ts';
import { masked } from '../../schemas/mask.ts';
import { type Difference, differenceKinds, type Standing } from '../../schemas/roster-comparison.ts';
import { type RecordField, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { cellText } from './cell-text.ts';
import { csvLine } from './csv.ts';

const header = ['类别', '姓名', '证件号码', '原单位', '现单位', '项目', '原值', '新值'];

/** UTF-8 with BOM, by which Excel knows it; personal numbers masked. */
export function* comparisonCsv(differences: readonly Difference[]): Generator<string> {
  yield `\ufeff${csvLine(header)}`;
  for (const difference of differences) yield linesOf(difference);
}

function linesOf({ kind, before, after, cells }: Difference): string {
  const [was, is] = [seen(before), seen(after)];
  const record = (is ?? was)?.record;
  const head = [
    differenceKinds[kind].zh,
    record?.name ?? '',
    shown('id_number', record?.id_number ?? null),
    was?.unit_name ?? '',
    is?.unit_name ?? '',
  ];
  const fields = Object.keys(cells) as RecordField[];
  if (fields.length === 0) return csvLine([...head, '', '', '']);
  return fields
    .map((field) => {
      const { old = null, new: now = null } = cells[field] ?? {};
      return csvLine([...head, teacherSheet.columns[field].label.zh, shown(field, old), shown(field, now)]);
    })
    .join('');
}

const seen = (standing: Standing | null) =>
  standing === null || standing.place === 'elsewhere' ? null : standing;
const shown = (field: RecordField, value: CellValue): string => cellText(masked(field, value));
