/** An annotated workbook sent back as it is gets the verdict of the file it was made of: nothing is healed by being marked. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { teacherFields } from '../../../schemas/sheets/teacher.ts';
import type { CellType } from '../../../schemas/workbook.ts';
import { goodRow, labels, line, sheetOf, type Typed, workbookOf } from '../builders.ts';
import { bytesTwice, type Twice, valuesOf, verdicts, without, workbookTwice } from './annotated-again.ts';
import { atSampleSchool, readableSamples } from './annotated-samples.ts';

/** Findings that a file loses by being written again, and why nobody misses them. */
const healed: Readonly<Record<string, string>> = {
  'header-below-title': 'our title stands where theirs stood, and the reader knows it',
  'header-two-lines': 'the header is one line now',
  'repeated-header-dropped': 'the repeated header is not written again; the list of issues names it',
  'formula-cell': 'the saved result is now a value, which is what the warning asks for',
  'replaced-characters':
    'the texts are stored as they were read, and shown; the list of issues keeps the warning',
};
const ruleOf = (told: string): string => told.split(' ')[2] ?? '';

function expectSameVerdict(twice: Twice): void {
  const { before, after } = verdicts(twice);
  expect(without(after, before)).toEqual([]);
  expect(without(before, after).filter((told) => healed[ruleOf(told)] === undefined)).toEqual([]);
  expect(valuesOf(twice.again)).toEqual(valuesOf(twice.first));
}

describe('an annotated sample sent back as it is', () => {
  test.each(readableSamples)('$file gets the verdict of the sample', async ({ url }) => {
    expectSameVerdict(await bytesTwice(readFileSync(url), atSampleSchool));
  });

  it('is annotated again to the very same verdict', async () => {
    const sample = readableSamples.find(({ file }) => file === 'break-every-rule.xlsx');
    const once = await bytesTwice(readFileSync(sample?.url ?? ''), atSampleSchool);
    const twice = await bytesTwice(once.annotated, atSampleSchool);
    expect(verdicts(twice).after.sort()).toEqual(verdicts(twice).before.sort());
    expect(valuesOf(twice.again)).toEqual(valuesOf(once.first));
  });
});

/** What people and programs leave in cells. */
const texts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '合计',
    '小计',
    '示例',
    '姓名',
    '无',
    '2022.1',
    '2022.10',
    '3.79900198503071E+17',
    '1985年3月',
  ),
  fc.constantFrom(
    '=1+1',
    '+86 138 0000 1234',
    "'379900198503071239",
    '_x0041_',
    'a\u0001b',
    'tab\there',
    'two\nlines',
    '\r\n',
  ),
  fc.constantFrom(
    '__proto__',
    '\u007f',
    '￾',
    '𬱖',
    '379900198503071239',
    '1985-03-07',
    '29286',
    'TRUE',
    '#N/A',
    '_muster',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const numbers = fc.constantFrom(
  '2022.1',
  '2022',
  '29286',
  '379900198503071200',
  '13800001234',
  '2137000001',
  '0',
  '1',
);
const days = fc.constantFrom('1985-03-07', '1985-03-07 12:30:00', '2022-10-01');
const typedAs =
  (type: CellType) =>
  (text: string): Typed => ({ type, text });
const cells: fc.Arbitrary<Typed> = fc.oneof(
  { weight: 4, arbitrary: texts.map(typedAs('text')) },
  { weight: 2, arbitrary: numbers.map(typedAs('number')) },
  days.map(typedAs('date')),
  fc.constantFrom('TRUE', 'FALSE').map(typedAs('boolean')),
  fc.constantFrom('#N/A', '#REF!', '#DIV/0!').map(typedAs('error')),
  numbers.map((text): Typed => ({ type: 'number', text, formula: true })),
);

/** A file of ordinary rows with strange cells, columns in any order, some missing, and one that the template hasn't got. */
const files = fc
  .record({
    rows: fc.array(
      fc.dictionary(fc.constantFrom(...teacherFields, 'extra', 'unnamed'), cells, { maxKeys: 6 }),
      {
        ...{ minLength: 1, maxLength: 6 },
      },
    ),
    order: fc.shuffledSubarray([...teacherFields], { minLength: teacherFields.length }),
    isCsv: fc.boolean(),
    from1904: fc.boolean(),
    above: fc.nat({ max: 3 }),
  })
  .map(({ rows, order, isCsv, from1904, above }) => {
    const header = line(above + 1, ['备注栏', ...labels(order)]);
    // The last row is ordinary: a file of samples and totals alone is refused.
    const written = [...rows, {}].map((changes, i) => {
      const row = { ...goodRow, ...changes } as Readonly<Record<string, Typed | undefined>>;
      const all = [row.extra, ...order.map((field) => row[field]), row.unnamed];
      // A reader hands over no cell without content.
      return line(
        above + 2 + i,
        all.map((cell) => (isBlank(cell) ? undefined : isCsv ? asText(cell) : cell)),
      );
    });
    const title = above > 0 ? [line(1, ['2022 年教师信息统计'])] : [];
    const sheet = sheetOf([], {
      rows: [...title, header, ...written].filter(({ cells }) => cells.length > 0),
    });
    return workbookOf([sheet], {
      ...(isCsv ? { format: 'csv' } : {}),
      ...(from1904 && !isCsv ? { from1904: true } : {}),
    });
  });
const textIn = (cell: Typed | undefined): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''));
const isBlank = (cell: Typed | undefined): boolean => textIn(cell) === '';
const asText = (cell: Typed | undefined): Typed => ({ type: 'text', text: textIn(cell) });

describe('whatever stands in a file', () => {
  it('its annotated workbook sent back gets its verdict', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (workbook) => expectSameVerdict(await workbookTwice(workbook))),
      { numRuns: 60 },
    );
  });
});
