/** The files that both are given and the registry before them: of each hundred rows ten are changed and five are new. */

import { textOf } from '../../samples/demo.ts';
import type { SimulatedRow } from '../../samples/simulate/row.ts';
import type { SimulatedUnit } from '../../samples/simulate/unit.ts';
import { workbookOf } from '../../samples/simulate/workbook.ts';
import { recordFields, type TeacherRecord, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { hugeSchool } from '../large/huge-school.ts';

export interface PeerSchool {
  readonly unit: SimulatedUnit;
  readonly code: string;
  readonly workbook: Buffer;
  /** In service at the school before. */
  readonly known: readonly TeacherRecord[];
  /** In service at another one, so that the registry has as many teachers as the file has rows. */
  readonly elsewhere: readonly TeacherRecord[];
  readonly expected: { readonly added: number; readonly changed: number; readonly verified: number };
}

/** `count` schools with `rows` rows each; nobody is at two of them. */
export function peerSchools(rows: number, count: number): PeerSchool[] {
  const each = Math.ceil(rows * 1.05) + 1;
  const huge = hugeSchool(each * count);
  const people = huge.rows.map(({ record }) => ({ ...record, status: '在职' as const }));
  return Array.from({ length: count }, (_, index) =>
    schoolOf(huge, `34379999${10 + index}`, people.slice(index * each, (index + 1) * each), rows),
  );
}

function schoolOf(
  huge: SimulatedUnit,
  code: string,
  people: readonly TeacherRecord[],
  count: number,
): PeerSchool {
  const rows = people.slice(0, count).map(rowOf);
  const of = (outcome: SimulatedRow['outcome']): number =>
    rows.filter((row) => row.outcome === outcome).length;
  const unit: SimulatedUnit = {
    ...huge,
    ...{ official_code: code, name: `${huge.name}${code}`, rows },
    style: {
      ...{ writer: { strings: 'shared', level: 1 }, sheetName: '教师信息采集表', titleRows: 0 },
      ...{ dates: 'iso', hasDropDowns: true, blankRows: 0, star: false },
    },
  };
  return {
    ...{ unit, code, workbook: Buffer.from(workbookOf(unit)) },
    known: rows.flatMap(({ outcome, record }, index) => {
      if (outcome === 'added') return [];
      return [outcome === 'changed' ? { ...record, email: `old.${index}@example.com` } : record];
    }),
    elsewhere: people.slice(count, count + of('added')),
    expected: { added: of('added'), changed: of('changed'), verified: of('verified') },
  };
}

function rowOf(record: TeacherRecord, index: number): SimulatedRow {
  if (index % 20 === 7) return { outcome: 'added', record, action: '新增', cells: {} };
  if (index % 10 === 3) return { outcome: 'changed', record, action: '修正', cells: {} };
  return { outcome: 'verified', record, action: '核实无误', cells: {} };
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The registry for the peer: a line of headings as in the file, one of field names, then one for each teacher. */
export const registryCsv = ({ known, elsewhere }: PeerSchool): string =>
  [
    recordFields.map((field) => teacherSheet.columns[field].label.zh),
    recordFields,
    ...[...known, ...elsewhere].map((record) => recordFields.map((field) => textOf(record[field]))),
  ]
    .map((line) => line.map(quoted).join(','))
    .join('\n');
