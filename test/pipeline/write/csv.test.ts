import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLine, safeText } from '../../../pipeline/write/csv.ts';

describe('a text that a spreadsheet would calculate', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://example.com")', `'=HYPERLINK("http://example.com")`],
    ['+8613800001234', "'+8613800001234"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1+1', "'\t=1+1"],
    ['\r=1+1', "'\r=1+1"],
    ['\n=1+1', "'\n=1+1"],
    ['＝1+1', "'＝1+1"],
    ['－1', "'－1"],
  ])('%j is made harmless by a quote before it', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it.each(['张三', '阿依·古丽', 'a=b', '1-2', 'a@example.com', '2007-08', "'=1", '', ' =1'])(
    '%j is none and stays as it is',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );
});

describe('a number that a spreadsheet would mangle', () => {
  it.each(['379900198503071239', '20073799121000123', '0012345', '12E45', '1e5', '0000000000000000'])(
    '%s keeps its digits behind a tab',
    (text) => {
      expect(safeText(text)).toBe(`\t${text}`);
    },
  );

  it.each(['15400000001', '2137000001', '37990019850307005X', '3799**********1239', '0', '123456789012345'])(
    '%s needs no help',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );
});

describe('a line of .csv', () => {
  it('quotes what has to be quoted, and ends as RFC 4180 says', () => {
    expect(csvLine(['张三', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe(
      '张三,"a,b","say ""hi""","two\nlines",\r\n',
    );
  });

  it('read by another program gives the safe texts back, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (texts) => {
        const { data } = Papa.parse<string[]>(csvLine(texts), { delimiter: ',', newline: '\r\n' });
        expect(data[0]).toEqual(texts.map(safeText));
      }),
    );
  });

  it('never has a cell that begins as a formula does', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(start, fc.string(), (first, rest) => {
        const { data } = Papa.parse<string[]>(csvLine([first + rest, 'x']), {
          delimiter: ',',
          newline: '\r\n',
        });
        expect(data[0]?.[0]?.[0]).toBe("'");
      }),
    );
  });
});
