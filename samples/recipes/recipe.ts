/** A sample file as a recipe: its lines, and what each of them must yield, said beside it by hand. */
import type { Severity } from '../../schemas/issue.ts';
import {
  type TeacherField,
  type TeacherRecord,
  type TeacherRow,
  teacherFields,
  teacherSheet,
} from '../../schemas/sheets/teacher.ts';
import { readDemo, textOf } from '../demo.ts';
import { columnLetter, type WrittenCell, type WrittenSheet } from '../spreadsheet/sheet.ts';
import type { WriterStyle } from '../spreadsheet/workbook.ts';
import type { TextEncoding, TextStyle } from './text-bytes.ts';

/** Who sees it: anybody with the file, the school it is for, or only a comparison with the registry. */
export type Sight = 'file' | 'unit' | 'registry';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The column it points at; null for the whole row or file. */
  readonly field: TeacherField | null;
  readonly sight: Sight;
}

const finding =
  (severity: Severity) =>
  (rule: string, field: TeacherField | null = null, sight: Sight = 'file'): Finding => ({
    rule,
    severity,
    field,
    sight,
  });
export const error = finding('error');
export const warning = finding('warning');
export const note = finding('note');

/** One line below the header. */
export interface Line {
  readonly cells: readonly WrittenCell[];
  readonly findings: readonly Finding[];
  /** Whether it is kept as a row about a person. */
  readonly isPerson: boolean;
  /** What single cells must be understood as, where that is the point of the line. */
  readonly values?: Partial<TeacherRow>;
}

/** A finding with its place when it is not in a line. */
export interface PlacedFinding extends Omit<Finding, 'field'> {
  readonly sheet: string;
  readonly row: number | null;
  readonly column: string | null;
}

/** What comparing with the demo registry must count; names as in the API. */
export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly verified: number;
  readonly missing: number;
  readonly departed: number;
  readonly transferred: number;
  readonly conflicts: number;
}
const noChanges: ChangeCounts = {
  ...{ added: 0, changed: 0, verified: 0, missing: 0 },
  ...{ departed: 0, transferred: 0, conflicts: 0 },
};
export const counts = (some: Partial<ChangeCounts>): ChangeCounts => ({ ...noChanges, ...some });

/** A file of one table, and what is said of it by itself. */
export interface SheetRecipe {
  readonly file: string;
  /** What it is for. */
  readonly about: { readonly zh: string; readonly en: string };
  readonly format: 'xlsx' | 'csv';
  /** Text files are comma-separated UTF-8 with a byte order mark unless this says otherwise. */
  readonly encoding?: TextEncoding;
  readonly text?: TextStyle;
  readonly sheetName: string;
  /** Title and header rows, from row 1. */
  readonly head: readonly (readonly WrittenCell[])[];
  readonly lines: readonly Line[];
  /** Findings about the whole file or its header. */
  readonly findings: readonly PlacedFinding[];
  /** Columns of the file from A on, when they are not all of the template's in its order. */
  readonly fields?: readonly TeacherField[];
  readonly sheet?: Partial<WrittenSheet>;
  readonly otherSheets?: readonly WrittenSheet[];
  readonly style?: WriterStyle;
}

/** A file of the sample school, to be compared with the demo registry. */
export interface Recipe extends SheetRecipe {
  /** Null where errors must be mended before a comparison means anything. */
  readonly changes: ChangeCounts | null;
}

/** The demo school whose clerk (`lixia-sy`) uploads the samples: 历下区实验小学, 48 teachers in service. */
export const sampleUnitCode = '2137000101';
const demo = readDemo();
export const sampleUnit = demo.units.find(({ code }) => code === sampleUnitCode);
export const sampleUnitName = sampleUnit?.name ?? '';

/** Teachers of a demo unit by status, in the order of teachers.csv. */
export const demoTeachers = (unitCode: string, status: TeacherRecord['status'] = '在职'): TeacherRecord[] =>
  demo.teachers
    .filter(({ unit_code, record }) => unit_code === unitCode && record.status === status)
    .map(({ record }) => record);

export const plainHeader: readonly string[] = teacherFields.map(
  (field) => teacherSheet.columns[field].label.zh,
);

export type Cells = Partial<Record<TeacherField, WrittenCell>>;

/** The line of a teacher of the sample school; `cells` replace what is written for single fields. */
export function teacherLine(
  record: TeacherRecord,
  action: TeacherRow['action'],
  cells: Cells = {},
  findings: readonly Finding[] = [],
): Line {
  const row: TeacherRow = { ...record, school_code: sampleUnitCode, school_name: sampleUnitName, action };
  const written = teacherFields.map((field): WrittenCell => {
    const cell = cells[field];
    if (cell !== undefined) return cell;
    return row[field] === null ? null : textOf(row[field]);
  });
  return { cells: written, findings, isPerson: true };
}

/** A line that is no person. */
export const otherLine = (cells: readonly WrittenCell[], ...findings: readonly Finding[]): Line => ({
  cells,
  findings,
  isPerson: false,
});

/** An issue as a verdict lists it. */
export interface PlacedIssue {
  readonly rule: string;
  readonly severity: Severity;
  readonly sheet: string;
  readonly row: number | null;
  readonly column: string | null;
}

export function placed(recipe: SheetRecipe, sight: Sight): PlacedIssue[] {
  const fields = recipe.fields ?? teacherFields;
  const first = recipe.head.length + 1;
  const inLines = recipe.lines.flatMap(({ findings }, index) =>
    findings
      .filter((found) => found.sight === sight)
      .map(({ rule, severity, field }) => ({
        rule,
        severity,
        sheet: recipe.sheetName,
        row: first + index,
        column: field === null ? null : columnLetter(fields.indexOf(field)),
      })),
  );
  const ofFile = recipe.findings
    .filter((found) => found.sight === sight)
    .map(({ rule, severity, sheet, row, column }) => ({ rule, severity, sheet, row, column }));
  return [...ofFile, ...inLines];
}

/** What stands in the `.expected.json` beside the file. */
export function expectedOf(recipe: Recipe): object {
  const issues = placed(recipe, 'file');
  const count = (severity: Severity): number => issues.filter((issue) => issue.severity === severity).length;
  return {
    file: recipe.file,
    about: recipe.about,
    unit_code: sampleUnitCode,
    template: 'teacher',
    format: recipe.format,
    ...(recipe.encoding === undefined ? {} : { encoding: recipe.encoding }),
    rows: recipe.lines.filter(({ isPerson }) => isPerson).length,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    issues,
    unit_issues: placed(recipe, 'unit'),
    registry_issues: placed(recipe, 'registry'),
    changes: recipe.changes,
  };
}
