/** Laws of every line of .csv that we write: read again by another reader (RFC 4180) it is the same texts, and none is calculated. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvLine } from '../../pipeline/write/csv.ts';

const beginnings = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  '"',
  ',',
  "'",
  ' ',
  '0',
  '',
];
const cells = fc
  .tuple(
    fc.constantFrom(...beginnings),
    fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.integer().map(String)),
  )
  .map((parts) => parts.join(''))
  // No text of ours holds one: PostgreSQL can't.
  .map((text) => text.replaceAll('\0', ''));
const lines = fc.array(cells, { minLength: 2, maxLength: 6 });

const readAgain = (line: string): string[][] =>
  Papa.parse<string[]>(line, { delimiter: ',', newline: '\r\n', skipEmptyLines: false }).data;

it('a line read again has the same cells, but for the one character that guards a cell', () => {
  fc.assert(
    fc.property(lines, (texts) => {
      const [read, rest] = readAgain(csvLine(texts));
      expect(rest).toEqual(['']);
      expect(read).toHaveLength(texts.length);
      texts.forEach((text, nth) => {
        expect([text, `'${text}`, `\t${text}`]).toContain(read?.[nth]);
      });
    }),
    { numRuns: 2000 },
  );
});

it('no cell begins as a formula does, and a tab stands before nothing but a number', () => {
  fc.assert(
    fc.property(lines, (texts) => {
      for (const cell of readAgain(csvLine(texts))[0] ?? []) {
        expect(cell).not.toMatch(/^[=+\-@\r\n＝＋－＠]|^\t(?!\d)/);
      }
    }),
    { numRuns: 2000 },
  );
});
