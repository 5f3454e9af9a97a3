import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, decimalOf, isDateFormat, isoDateOf } from '../../../pipeline/read/numbers.ts';
import { rowsIn } from './workbook.ts';

test.each([
  ['12', '12'],
  ['-0', '0'],
  ['007', '7'],
  ['1.10', '1.1'],
  ['5.0', '5'],
  ['1E3', '1000'],
  ['1.1000000000000001', '1.1'],
  ['0.30000000000000004', '0.30000000000000004'],
  ['3.7990019850307005E17', '379900198503070050'],
  ['379900198503071239', '379900198503071239'],
  ['1E-7', '0.0000001'],
  ['-2.5e-10', '-0.00000000025'],
  ['-3.79900198503071239e17', '-379900198503071239'],
  ['1e21', '1e+21'],
  ['12e19', '120000000000000000000'],
  ['.5', '0.5'],
])('%s is written %s', (stored, text) => {
  expect(decimalOf(stored)).toBe(text);
});

test.each(['', 'abc', 'NaN', 'Infinity', '1e999', '0x10', '1,5', '1 2', '9'.repeat(500)])(
  '%s is no number',
  (stored) => {
    expect(decimalOf(stored)).toBeUndefined();
  },
);

test('a number as a spreadsheet writes it keeps its value', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalOf(String(value));
      expect(Number(text)).toBe(value === 0 ? 0 : value);
      if (Math.abs(value) < 1e21 && (value === 0 || Math.abs(value) > 1e-20)) expect(text).not.toMatch(/e/);
    }),
  );
});

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, '1900-02-29'],
  [61, false, '1900-03-01'],
  [31113, false, '1985-03-07'],
  [44747, false, '2022-07-05'],
  [44747.5, false, '2022-07-05 12:00:00'],
  [44746.999999, false, '2022-07-05'],
  [44747.354166666664, false, '2022-07-05 08:30:00'],
  [2958465, false, '9999-12-31'],
  [0, true, '1904-01-01'],
  [29651, true, '1985-03-07'],
  [43285, true, '2022-07-05'],
])('day %d, counted from 1904: %s, is %s', (serial, from1904, date) => {
  expect(dateOf(serial, from1904)).toBe(date);
});

test.each([
  [0, false],
  [0.5, false],
  [-1, false],
  [2958466, false],
  [-1, true],
  [Number.NaN, false],
])('day %d, counted from 1904: %s, is no calendar day', (serial, from1904) => {
  expect(dateOf(serial, from1904)).toBeUndefined();
});

test('one day more is the next day of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 2_958_464 }), (serial) => {
      const [day, next] = [dateOf(serial, false), dateOf(serial + 1, false)];
      expect(Date.parse(`${next}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)).toBe(86_400_000);
    }),
  );
});

test.each([
  ['2022-07-05', '2022-07-05'],
  ['2022-07-05T00:00:00.000Z', '2022-07-05'],
  ['2022-07-05T08:30', '2022-07-05 08:30:00'],
])('%s is %s', (stored, date) => {
  expect(isoDateOf(stored)).toBe(date);
});

test.each([14, 15, 16, 17, 22, 27, 31, 36, 45, 50, 57, 58])(
  'built-in format %d shows a date or time',
  (id) => {
    expect(isDateFormat(id, undefined)).toBe(true);
  },
);

test.each([0, 1, 2, 9, 10, 11, 13, 23, 37, 41, 44, 48, 49, 59, 164])(
  'built-in format %d shows no date',
  (id) => {
    expect(isDateFormat(id, undefined)).toBe(false);
  },
);

test.each([
  'yyyy-mm-dd',
  'yyyy"年"m"月"d"日";@',
  '[$-804]yyyy"年"m"月"',
  '[DBNum1][$-804]m"月"d"日"',
  'h:mm',
  'YYYY/M/D',
  'mmm\\-yy',
  'm/d',
])('format %s shows a date', (code) => {
  expect(isDateFormat(164, code)).toBe(true);
});

test.each([
  'General',
  'G/General',
  '0.00',
  '#,##0_);[Red]\\(#,##0\\)',
  '0"days"',
  '"年"0',
  '@',
  '[Red]0',
  '_-* #,##0_-',
  '\\d0',
  '0.00E+00',
  '[$¥-804]#,##0',
  '',
])('format %s shows no date', (code) => {
  expect(isDateFormat(164, code)).toBe(false);
});

test('a format code made to be slow is not', () => {
  expect(isDateFormat(164, '['.repeat(1_000_000))).toBe(false);
});

const styles =
  '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="176"><alignment/></xf><xf numFmtId="177"/><xf numFmtId="57"/></cellXfs></styleSheet>';
const dated = (style: number, value = '31113') => `<c s="${style}"><v>${value}</v></c>`;

test('a number is a date when its style shows one, by the built-in Chinese formats too', () => {
  const cells = rowsIn({
    styles,
    sheet: `<row>${[0, 1, 2, 3, 4].map((style) => dated(style)).join('')}</row>`,
  })[0]?.cells;
  expect(cells?.map(({ type, text }) => `${type} ${text}`)).toEqual([
    'number 31113',
    'date 1985-03-07',
    'date 1985-03-07',
    'number 31113',
    'date 1985-03-07',
  ]);
});

test('a number that is no calendar day stays a number, whatever its style', () => {
  const cells = rowsIn({
    styles,
    sheet: `<row>${dated(1, '-3')}${dated(1, '0.5')}${dated(1, '1E9')}</row>`,
  })[0]?.cells;
  expect(cells?.map(({ type, text }) => `${type} ${text}`)).toEqual([
    'number -3',
    'number 0.5',
    'number 1000000000',
  ]);
});

test('dates of a workbook that counts from 1904 are the days that were meant', () => {
  const workbook = '<workbookPr date1904="true"/><sheets><sheet name="a" r:id="rId1"/></sheets>';
  expect(rowsIn({ workbook, styles, sheet: `<row>${dated(1, '29651')}</row>` })[0]?.cells[0]?.text).toBe(
    '1985-03-07',
  );
});

test('a style that the styles part does not have shows no date', () => {
  expect(rowsIn({ sheet: `<row>${dated(1)}</row>` })[0]?.cells[0]?.type).toBe('number');
  expect(rowsIn({ styles, sheet: `<row>${dated(99)}</row>` })[0]?.cells[0]?.type).toBe('number');
});
