/** Laws of a check, whatever a file holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../pipeline/compare.ts';
import { describe as describeIssue } from '../../pipeline/describe.ts';
import { examineWorkbook } from '../../pipeline/examine.ts';
import type { ColumnKind } from '../../schemas/column.ts';
import { type ExamineContext, type TeacherFile, teacherFile } from '../../schemas/examined.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Sheet } from '../../schemas/workbook.ts';
import {
  context,
  goodRow,
  labels,
  line,
  school,
  sheetOf,
  type Typed,
  type TypedRow,
  workbookOf,
} from './builders.ts';

const type = fc.constantFrom('text', 'number', 'date', 'boolean', 'error' as const);
const messy = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '是',
    '无',
    '2022.1',
    '#N/A',
    'TRUE',
    '31113',
    '379900198503071230',
    '政治',
    '合计',
    '示例',
    '填表人：',
  ),
  fc.constantFrom(
    ...Object.values(teacherSheet.columns).flatMap(({ choices, example }) => [
      example,
      ...choices.flatMap(({ value, aliases = [] }) => [value, ...aliases]),
    ]),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[0-9A-Z./年月日-]{0,20}$/),
);
const cell: fc.Arbitrary<Typed> = fc.record({ type, text: messy }) as fc.Arbitrary<Typed>;
const changes: fc.Arbitrary<TypedRow> = fc.dictionary(fc.constantFrom(...teacherFields), cell, {
  maxKeys: 6,
});
const rows = fc.array(
  changes.map((some): TypedRow => ({ ...goodRow, ...some })),
  { minLength: 1, maxLength: 5 },
);
const contexts: fc.Arbitrary<ExamineContext> = fc
  .record({
    unit: fc.constantFrom(school, null),
    allow_test_ids: fc.boolean(),
    template: fc.constantFrom('teacher' as const, null),
  })
  .map(context);

function examined(sheet: Sheet, about: ExamineContext): TeacherFile | undefined {
  try {
    return teacherFile(examineWorkbook(workbookOf([sheet]), about));
  } catch (error) {
    if (error instanceof RefusedFile) return undefined;
    throw error;
  }
}

describe('whatever stands in the cells', () => {
  it('every finding has a place and words without gaps in both languages', () => {
    fc.assert(
      fc.property(rows, contexts, (typed, about) => {
        const found = examined(sheetOf(typed), about);
        const nobody = { unit_id: '1', teachers: [], bases: new Map() };
        const issues = found === undefined ? [] : compare(found, nobody, about).issues;
        for (const issue of issues) {
          for (const language of ['zh', 'en'] as const) {
            const words = Object.values(describeIssue({ ...issue, value: '' }, language)).join(' ');
            // A brace may come from the file itself, so only our own placeholders count.
            if (/\{[a-z_]+\}/.test(words)) expect.fail(`${issue.rule}: ${words}`);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('each cell of the template is a value of its kind or null', () => {
    const shapes: Partial<Record<ColumnKind, RegExp>> = {
      date: /^\d{4}-\d{2}-\d{2}$/,
      month: /^\d{4}-\d{2}$/,
    };
    const values = new Map<TeacherField, ReadonlySet<string>>(
      teacherFields.map((field) => [
        field,
        new Set(teacherSheet.columns[field].choices.map(({ value }) => value)),
      ]),
    );
    fc.assert(
      fc.property(rows, contexts, (typed, about) => {
        for (const { values: read } of examined(sheetOf(typed), about)?.rows ?? []) {
          for (const field of teacherFields) {
            const value = read[field];
            if (value === null) continue;
            const { kind } = teacherSheet.columns[field];
            const text = String(value);
            const isRight =
              kind === 'choice'
                ? values.get(field)?.has(text)
                : kind === 'yes_no'
                  ? typeof value === 'boolean'
                  : (shapes[kind] ?? /^\S(.*\S)?$/s).test(text);
            if (!isRight) expect.fail(`${field}: ${text}`);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a required cell has a value or an error', () => {
    const required = teacherFields.filter((field) => teacherSheet.columns[field].need === 'always');
    fc.assert(
      fc.property(rows, contexts, (typed, about) => {
        const found = examined(sheetOf(typed), about);
        for (const { row, values } of found?.rows ?? []) {
          for (const field of required.filter((one) => values[one] === null)) {
            const errors = found?.issues.filter(
              (issue) => issue.row === row && issue.field === field && issue.severity === 'error',
            );
            expect(errors).not.toEqual([]);
          }
        }
      }),
    );
  });

  it('what was understood without errors, written down again, is understood the same and silently', () => {
    const written = (value: unknown): Typed =>
      value === true ? '是' : value === false ? '否' : String(value ?? '');
    const quiet = [
      'alias-normalised',
      'blank-word',
      'mobile-normalised',
      'name-dot-normalised',
      'name-spaces-removed',
      'number-tidied',
    ];
    fc.assert(
      fc.property(rows, contexts, (typed, about) => {
        const first = examined(sheetOf(typed), about);
        fc.pre(first !== undefined);
        const wrong = new Set(
          first.issues.filter(({ severity }) => severity === 'error').map(({ row }) => row),
        );
        const good = first.rows.filter(({ row }) => !wrong.has(row));
        fc.pre(good.length > 0);
        const again = good.map(({ row, values }) =>
          line(
            row,
            teacherFields.map((field) => written(values[field])),
          ),
        );
        const second = examined(sheetOf([], { rows: [line(1, labels()), ...again] }), about);
        fc.pre(second !== undefined && second.rows.length === good.length);
        expect(second.rows.map(({ values }) => values)).toEqual(good.map(({ values }) => values));
        expect(second.issues.filter(({ rule }) => quiet.includes(rule))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('the order of rows changes places only', () => {
    fc.assert(
      fc.property(rows, contexts, (typed, about) => {
        const forth = examined(sheetOf(typed), about);
        const back = examined(sheetOf(typed.toReversed()), about);
        expect(back?.rows.map(({ values }) => values).toReversed()).toEqual(
          forth?.rows.map(({ values }) => values),
        );
        expect(back?.issues.length).toBe(forth?.issues.length);
      }),
    );
  });
});

describe('whatever a workbook holds', () => {
  const anyCells = fc.array(fc.option(cell, { nil: undefined }), { maxLength: 25 });
  const anySheet: fc.Arbitrary<Sheet> = fc.record({
    name: fc.string({ maxLength: 10 }),
    hidden: fc.boolean(),
    rows: fc
      .array(fc.oneof(anyCells, fc.constant(labels())), { maxLength: 8 })
      .map((lines) => lines.map((cells, i) => line(i + 1, cells))),
  });

  it('it is examined or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.array(anySheet, { maxLength: 3 }), contexts, (sheets, about) => {
        try {
          examineWorkbook(workbookOf(sheets), about);
        } catch (error) {
          expect(error).toBeInstanceOf(RefusedFile);
        }
      }),
      { numRuns: 200 },
    );
  });
});
