/** Workbooks as many writers make them: every way to store a value, crossed with every way to build the package around it. */
import fc from 'fast-check';
import { type Feature, features, packed } from './variant-package.ts';
import { MAIN } from './workbook.ts';

/** How a cell is stored. `covered` is one under a merge: it has nothing of its own. */
export type Kind =
  | 'shared'
  | 'inline'
  | 'runs'
  | 'pinyin'
  | 'number'
  | 'date'
  | 'moment'
  | 'chinese-date'
  | 'boolean'
  | 'error'
  | 'formula-text'
  | 'formula-number'
  | 'blank'
  | 'covered';

export interface Said {
  readonly kind: Kind;
  readonly text: string;
}

export interface Variant {
  readonly bytes: Buffer;
  readonly features: ReadonlySet<Feature>;
  /** What each cell says, by `sheet!row,column` (zero-based column); '' where there is nothing. */
  readonly says: ReadonlyMap<string, Said>;
}

/** A value on paper: what is shown, and what is stored. */
interface Typed extends Said {
  readonly stored: string;
}

const letters = ['张', '三', '·', '𬱖', 'a', 'B', '7', ' ', '&', '<', '>', '"', "'", '　', '，', '\n'];
const word = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 })
  .map((text) => `甲${text}乙`);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const texts = fc
  .tuple(fc.constantFrom<Kind>('shared', 'shared', 'inline', 'runs', 'pinyin', 'formula-text'), word)
  .map(([kind, text]): Typed => ({ kind, text, stored: escaped(text) }));
const whole = fc.integer({ min: -99_999, max: 99_999_999_999 }).map(String);
const cents = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9 }))
  .map(([yuan, tenth]) => `${yuan}.${tenth}`);
const numbers = fc
  .tuple(fc.constantFrom<Kind>('number', 'formula-number'), fc.oneof(whole, cents))
  .map(([kind, text]): Typed => ({ kind, text, stored: text }));
const days = fc
  .tuple(fc.constantFrom<Kind>('date', 'chinese-date', 'moment'), fc.nat(19_000), fc.nat(47))
  .map(([kind, day, halfHours]): Typed => {
    const date = new Date(Date.UTC(1971, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
    // 1 January 1971 is day 25,934 counted from 1900.
    if (kind !== 'moment' || halfHours === 0) return { kind, text: date, stored: `${25_934 + day}` };
    const time = `${String(halfHours >> 1).padStart(2, '0')}:${halfHours % 2 ? '30' : '00'}:00`;
    return { kind, text: `${date} ${time}`, stored: String(25_934 + day + halfHours / 48) };
  });
const rest = fc.constantFrom<Typed>(
  { kind: 'boolean', text: 'TRUE', stored: '1' },
  { kind: 'boolean', text: 'FALSE', stored: '0' },
  { kind: 'error', text: '#N/A', stored: '#N/A' },
  { kind: 'error', text: '#DIV/0!', stored: '#DIV/0!' },
  { kind: 'blank', text: '', stored: '' },
);
const cell = fc.oneof({ weight: 4, arbitrary: texts }, numbers, days, rest);
const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

/** Any features together; about three of them. */
const chosen = fc
  .array(fc.constantFrom(...features), { maxLength: 5 })
  .map((list): ReadonlySet<Feature> => new Set(list));

export const variants: fc.Arbitrary<Variant> = fc
  .tuple(chosen, sheet, sheet)
  .map(([with_, first, second]) => variantOf(with_, { 教师: first, 字典: second }));

/** Their places among the styles of the package. */
const STYLES = { date: 1, moment: 2, 'chinese-date': 3 } as const;
/** 1 January 1904 is day 1,462 counted from 1900. */
const storedDay = (stored: string, from1904: boolean): string =>
  from1904 ? String(Number(stored) - 1462) : stored;

function cellOf({ kind, stored }: Typed, where: string, strings: string[], from1904: boolean): string {
  const style = kind in STYLES ? ` s="${STYLES[kind as keyof typeof STYLES]}"` : '';
  const c = (attributes: string, inside: string): string => `<c${where}${attributes}>${inside}</c>`;
  const t = `<t xml:space="preserve">${stored}</t>`;
  const [head, tail] = [stored.slice(0, 1), stored.slice(1)];
  const add = (item: string): string => c(' t="s"', `<v>${strings.push(item) - 1}</v>`);
  const v = `<v>${style ? storedDay(stored, from1904) : stored}</v>`;
  const made: Readonly<Record<Kind, () => string>> = {
    shared: () => add(t),
    runs: () => add(`<r><t>${head}</t></r><r><rPr><b/></rPr><t xml:space="preserve">${tail}</t></r>`),
    pinyin: () => add(`${t}<rPh sb="0" eb="1"><t>jia</t></rPh><phoneticPr fontId="0"/>`),
    inline: () => c(' t="inlineStr"', `<is>${t}</is>`),
    number: () => c('', v),
    date: () => c(style, v),
    moment: () => c(style, v),
    'chinese-date': () => c(style, v),
    boolean: () => c(' t="b"', v),
    error: () => c(' t="e"', v),
    'formula-text': () =>
      c(' t="str"', `<f>"${stored.replaceAll('"', '""')}"</f><v xml:space="preserve">${stored}</v>`),
    'formula-number': () => c('', `<f>${stored}+0</f>${v}`),
    blank: () => `<c${where} s="1"/>`,
    covered: () => `<c${where}/>`,
  };
  return made[kind]();
}

const columnOf = (column: number): string => String.fromCharCode(65 + column);

function variantOf(
  with_: ReadonlySet<Feature>,
  sheets: Readonly<Record<string, readonly (readonly Typed[])[]>>,
): Variant {
  const says = new Map<string, Said>();
  const strings: string[] = [];
  const parts = Object.entries(sheets).map(([name, rows], at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    content: sheetOf(name, rows, with_, strings, says),
  }));
  return { bytes: packed(parts, strings, with_), features: with_, says };
}

function sheetOf(
  name: string,
  rows: readonly (readonly Typed[])[],
  with_: ReadonlySet<Feature>,
  strings: string[],
  says: Map<string, Said>,
): string {
  const has = (feature: Feature): boolean => with_.has(feature);
  const named = !has('no-references');
  const lines = rows.map((row, y) => {
    const cells = row.map((typed, x) => {
      says.set(`${name}!${y + 1},${x}`, typed);
      return cellOf(typed, named ? ` r="${columnOf(x)}${y + 1}"` : '', strings, has('from-1904'));
    });
    return `<row${named ? ` r="${y + 1}"` : ''}>${cells.join('')}</row>`;
  });
  let after = '';
  if (has('merged')) {
    const y = rows.length + 1;
    const anchor: Typed = { kind: 'inline', text: '合计', stored: '合计' };
    const under = ['B', 'C'].map((letter) => `<c${named ? ` r="${letter}${y}"` : ''}/>`).join('');
    lines.push(
      `<row${named ? ` r="${y}"` : ''}>${cellOf(anchor, named ? ` r="A${y}"` : '', strings, false)}${under}</row>`,
    );
    says.set(`${name}!${y},0`, anchor);
    for (const [row, column] of [
      [y, 1],
      [y, 2],
      [y + 1, 0],
      [y + 1, 1],
      [y + 1, 2],
    ]) {
      says.set(`${name}!${row},${column}`, { kind: 'covered', text: '' });
    }
    after += `<mergeCells count="1"><mergeCell ref="A${y}:C${y + 1}"/></mergeCells>`;
  }
  if (has('blank-rows')) {
    for (let y = rows.length + 3; y < rows.length + 1003; y++) {
      lines.push(
        named
          ? `<row r="${y}"><c r="A${y}" s="1"/><c r="B${y}" s="1"/></row>`
          : '<row><c s="1"/><c s="1"/></row>',
      );
    }
  }
  const before =
    (has('lying-dimension') ? '<dimension ref="A1:B1"/>' : '') +
    (has('whole-columns') ? '<cols><col min="1" max="16384" width="9"/></cols>' : '');
  if (has('whole-columns')) {
    after =
      `<autoFilter ref="A1:F1048576"/>${after}<dataValidations count="1"><dataValidation type="list" allowBlank="1" ` +
      'sqref="B1:B1048576"><formula1>"男,女"</formula1></dataValidation></dataValidations>';
  }
  const xml = `<worksheet xmlns="${MAIN}">${before}<sheetData>${lines.join('')}</sheetData>${after}</worksheet>`;
  return has('prefixed') ? prefixed(xml) : xml;
}

const prefixed = (xml: string): string =>
  xml.replace('xmlns=', 'xmlns:x=').replace(/<(\/?)(?=[A-Za-z])/g, '<$1x:');
