/** A cell in the plain form is understood as the cursor understands it: a blank more in its tag changes nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusedFile } from '../../../schemas/refusal.ts';
import { read, sharedStrings, workbookOf } from './workbook.ts';

const strings = sharedStrings('<t>甲</t>', '<t>乙&amp;_x4E19_</t>', '<t></t>', '<r><t>丁</t></r>');
const styles =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const reference = fc.oneof(
  fc
    .tuple(
      pick('A', 'B', 'C', 'AB', 'XFD', 'XFE', 'ZZZ', 'AAAA', 'a', ''),
      pick('1', '1', '1', '2', '0', '01', ''),
    )
    .map((parts) => parts.join('')),
  pick('A1', 'B1', 'C1', 'D1', 'E1'),
);
const attribute = pick(
  ...[
    ' s="0"',
    ' s="1"',
    ' s="01"',
    ' s=""',
    ' s="x"',
    ' s="99999999"',
    ' t="s"',
    ' t="n"',
    ' t="str"',
    ' t="b"',
  ],
  ...[' t="inlineStr"', ' t=""', ' t="sx"', ' cm="1"', ' r="A1"', '  s="1"', " t='s'"],
);
const content = fc
  .oneof(
    pick(
      '0',
      '1',
      '2',
      '3',
      '44927',
      '007',
      '123456789012345',
      '1234567890123456',
      '',
      '-1',
      '1.5',
      ' 1',
      '1e3',
      '9',
    ),
  )
  .map((value) => `<v>${value}</v>`);
const inline = fc
  .array(
    pick('甲', '甲', 'a', '&amp;', '&#x4E59;', '_x4E19_', ' ', '\r\n', '>', '&bad;', '<b/>', '<!-- -->'),
    {
      maxLength: 3,
    },
  )
  .map((parts) => `<is><t>${parts.join('')}</t></is>`);
const inside = fc.oneof(
  content,
  inline,
  pick(
    '<is/>',
    '<is><t/></is>',
    '<is><t>x</t><t>y</t></is>',
    '<is><r><t>x</t></r></is>',
    '<is><t>x</t></is >',
  ),
  pick(
    '<is><t>x</t></is><is><t>y</t></is>',
    '<is><t>x</t></is><v>1</v>',
    '<is><t xml:space="preserve"> </t></is>',
  ),
  pick('', '<v/>', '<f>A2</f><v>1</v>', '<is><t>x</t></is>', '<v>1</v><v>2</v>', '<v >1</v>', '<v>1</v >'),
);
const cell = fc
  .record({
    position: fc.oneof(
      { weight: 4, arbitrary: reference.map((written) => ` r="${written}"`) },
      { weight: 1, arbitrary: pick('') },
    ),
    attributes: fc.array(attribute, { maxLength: 3 }),
    inside,
    end: pick('</c>', '</c>', '</c>', '</c >', '</d>', ''),
    empty: fc.boolean(),
  })
  .map(({ position, attributes, inside: within, end, empty }) => {
    const tag = `${position}${attributes.join('')}`;
    return empty && within === '' ? `<c${tag}/>` : `<c${tag}>${within}${end}`;
  });
const mostlyPlain = fc
  .tuple(pick('A1', 'B1', 'C1', 'D1', 'E1', 'F1'), pick('', ' s="1"', ' t="s"', ' s="0" t="s"'), content)
  .map(([r, attributes, value]) => `<c r="${r}"${attributes}>${value}</c>`);
const mostlyInline = fc
  .tuple(pick('', '', ' r="A1"', ' r="B1"', ' r="C1"', ' r="D1"'), pick('', ' s="1"', ' s="7"'), inline)
  .map(([position, style, text]) => `<c${position}${style} t="inlineStr">${text}</c>`);

function verdict(cells: string): unknown {
  try {
    return read(workbookOf({ sheet: `<row r="1">${cells}</row>`, strings, styles }));
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
    throw error;
  }
}

test('whatever a cell says, in the plain form and in another it means the same or is refused alike', () => {
  const plain = fc.oneof(mostlyPlain, mostlyInline);
  const some = fc.array(fc.oneof({ weight: 3, arbitrary: plain }, cell), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(some, (cells) => {
      const sheet = cells.join('');
      expect(verdict(sheet)).toEqual(verdict(sheet.replaceAll('<c ', '<c  ')));
    }),
    { numRuns: 5000 },
  );
});

test('strings in the plain form and in another mean the same', () => {
  const item = fc.oneof(
    fc
      .array(pick('甲', 'a', '&lt;', '&#x4E59;', '_x000D_', ' ', '\n', '\r\n', '&bad;'), { maxLength: 4 })
      .map((parts) => `<si><t>${parts.join('')}</t></si>`),
    pick(
      '<si/>',
      '<si><t/></si>',
      '<si><t>x</t><rPh><t>y</t></rPh></si>',
      '<si><t>x<b/></t></si>',
      '<si><t>x</t>',
    ),
  );
  const within = (items: string) => {
    const sheet = `<row r="1">${[0, 1, 2, 3].map((n) => `<c t="s"><v>${n}</v></c>`).join('')}</row>`;
    try {
      return read(
        workbookOf({
          sheet,
          strings: `<sst>${items}<si><t>1</t></si><si><t>2</t></si><si><t>3</t></si></sst>`,
        }),
      );
    } catch (error) {
      if (error instanceof RefusedFile) return error.refusal;
      throw error;
    }
  };
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
      const all = items.join('');
      expect(within(all)).toEqual(within(all.replaceAll('<si>', '<si >')));
    }),
    { numRuns: 2000 },
  );
});

test('a text that many cells hold themselves stays what each of them says, however many others stand between', () => {
  const texts = Array.from(
    { length: 6000 },
    (_, n) => ['女', '汉族', `王${n % 1500}`, `王${n}`][n % 4] ?? '',
  );
  const cellOf = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const { sheets } = read(workbookOf({ sheet: texts.map((text) => `<row>${cellOf(text)}</row>`).join('') }));
  expect(sheets[0]?.rows.map(({ cells }) => cells[0]?.text)).toEqual(texts);
});
