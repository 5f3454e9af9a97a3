/** A school stands in one row: two rows of one code, or of one name in one county, would contradict each other. */
import type { CheckedRow } from '../../schemas/examined.ts';
import type { FieldValues } from '../../schemas/sheets.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';
import { folded } from '../text.ts';

type SchoolRow = CheckedRow<
  Pick<FieldValues, 'operation' | 'school_code' | 'old_code' | 'school_name' | 'city' | 'county'>
>;

/** The code of the school that a row is about: the one that goes when it is closed. */
const subjectOf = ({ values }: SchoolRow): string | null =>
  values.operation === '撤并' ? values.old_code : values.school_code;

/** What makes two rows the same school. */
function* keysOf(row: SchoolRow): Generator<string> {
  const { school_name, city, county } = row.values;
  const code = subjectOf(row);
  if (code !== null) yield code;
  if (school_name !== null) yield [school_name, city, county].map((part) => folded(part ?? '')).join('|');
}

export const schoolTwiceInFile = rule({
  id: 'school-twice-in-file',
  severity: 'error',
  scope: 'file',
  reads: ['operation', 'school_code', 'old_code', 'school_name', 'city', 'county'],
  title: words('同一学校重复出现', 'The same school twice'),
  message: words('与第 {rows} 行是同一所学校', 'Same school as in row {rows}'),
  expected: words('每所学校只占一行', 'One row for each school'),
  fix: words(
    '请保留一行，删除其余；如标识码填错请改正。',
    'Keep one row and delete the rest, or mend the code.',
  ),
  *check({ rows }) {
    const byKey = new Map<string, SchoolRow[]>();
    for (const row of rows) {
      for (const key of keysOf(row)) byKey.set(key, [...(byKey.get(key) ?? []), row]);
    }
    const told = new Set<SchoolRow>();
    for (const same of byKey.values()) {
      for (const row of same.length > 1 ? same : []) {
        if (told.has(row)) continue;
        told.add(row);
        const others = same.filter((other) => other !== row).map((other) => other.row);
        yield { row, field: 'school_name', params: { rows: others.join('、') } };
      }
    }
  },
});
