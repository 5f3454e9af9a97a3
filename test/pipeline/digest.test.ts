import { expect, test } from 'vitest';
import { digest } from '../../pipeline/digest.ts';
import { examine } from '../../pipeline/examine.ts';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import { context, goodRow, labels, row } from './builders.ts';

const lineOf = (typed: ReturnType<typeof row>): string =>
  teacherFields.map((field) => typed[field]).join(',');
const wrong = row({ mobile: '1', title: '中一', is_rural: '?' });
const file = Buffer.from([labels().join(','), ...[goodRow, wrong, wrong].map(lineOf)].join('\n'));
const asked = { context: context(), most_issues: 2, values: false };

test('all findings are counted by severity and by rule, and the first are told in reading order', () => {
  const { issues } = examine(file, context());
  const told = digest(file, asked);
  expect(issues.length).toBeGreaterThan(4);
  expect(told.issues).toEqual(issues.slice(0, 2));
  expect(told.counts).toEqual({
    error: issues.filter(({ severity }) => severity === 'error').length,
    warning: issues.filter(({ severity }) => severity === 'warning').length,
    note: issues.filter(({ severity }) => severity === 'note').length,
  });
  expect(new Map(told.causes)).toEqual(
    new Map(issues.map(({ rule }) => [rule, issues.filter((other) => other.rule === rule).length] as const)),
  );
});

test('rows are counted, and only told when they are asked for', () => {
  expect(digest(file, asked)).toMatchObject({
    rows: 3,
    template: 'teacher',
    format: 'csv',
    encoding: 'utf-8',
  });
  expect(digest(file, asked)).not.toHaveProperty('values');
  expect(digest(file, { ...asked, values: true }).values).toEqual(
    examine(file, context()).rows.map(({ row, values }) => ({ row, cells: values })),
  );
});
