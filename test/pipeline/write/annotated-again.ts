/** Annotates a workbook and examines what came of it, so that both verdicts can be laid side by side. */
import { annotate } from '../../../pipeline/annotate.ts';
import { examine, examineWorkbook, tableOf } from '../../../pipeline/examine.ts';
import { unmarked } from '../../../pipeline/marks.ts';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { writeAnnotated } from '../../../pipeline/write/annotated.ts';
import { type ExamineContext, type TeacherFile, teacherFile } from '../../../schemas/examined.ts';
import type { Issue } from '../../../schemas/issue.ts';
import type { Workbook } from '../../../schemas/workbook.ts';
import { context } from '../builders.ts';

export interface Twice {
  readonly first: TeacherFile;
  readonly annotated: Uint8Array;
  readonly again: TeacherFile;
}

/** A file as it was sent, annotated, and sent back as it is. */
export async function bytesTwice(bytes: Uint8Array, given: ExamineContext): Promise<Twice> {
  const first = teacherFile(examine(bytes, given));
  const annotated = await annotate(bytes, given, { issues: first.issues, language: 'zh' });
  const { edits: _, ...later } = given;
  return { first, annotated, again: teacherFile(examine(annotated, later)) };
}

/** The same for a workbook that has been read. */
export async function workbookTwice(read: Workbook, given: ExamineContext = context()): Promise<Twice> {
  const workbook = unmarked(read);
  const first = teacherFile(examineWorkbook(workbook, given));
  const annotated = await writeAnnotated({
    ...{ workbook, table: tableOf(workbook, given).table, rows: first.rows, issues: first.issues },
    ...{ language: 'zh', unit_name: '某校', limits: given.limits, at: new Date('2026-07-05') },
  });
  return { first, annotated, again: teacherFile(examine(annotated, given)) };
}

/** Row of the annotated workbook → row of the file, as the workbook itself says in its second column. */
function rowsOf(annotated: Uint8Array): ReadonlyMap<number, number> {
  const rows = readWorkbook(annotated).sheets[0]?.rows ?? [];
  return new Map(
    rows.flatMap(({ number, cells }) => {
      const told = cells.find(({ column, type }) => column === 1 && type === 'number');
      return told === undefined ? [] : [[number, Number(told.text)]];
    }),
  );
}

/** A finding without its letters: `row severity rule field value`. Findings of the header and the file have no row. */
const line = ({ rule, severity, field, value }: Issue, row: number | null): string =>
  [row ?? '-', severity, rule, field ?? '-', value ?? ''].join(' ');

/** Both verdicts, findings with the rows of the file. */
export function verdicts({ first, annotated, again }: Twice): { before: string[]; after: string[] } {
  const rows = rowsOf(annotated);
  const known = new Set(rows.values());
  const before = first.issues.map((issue) => line(issue, known.has(issue.row ?? 0) ? issue.row : null));
  return { before, after: again.issues.map((issue) => line(issue, rows.get(issue.row ?? 0) ?? null)) };
}

/** What `before` has and `after` lacks, each as often. */
export function without(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...after];
  return before.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** The rows as understood, whatever rows they stand in. */
export const valuesOf = ({ rows }: TeacherFile) => rows.map(({ values, stamp }) => ({ values, stamp }));
