/** The styles of a roster: few, so that a program opens a hundred thousand rows quickly. */

/** Index of each style in {@link stylesXml}. */
export const styles = {
  plain: 0,
  /** Text format: whoever edits the cell keeps its digits, and nothing becomes a formula. */
  text: 1,
  header: 2,
  title: 3,
  label: 4,
  number: 5,
  totalText: 6,
  total: 7,
  heading: 8,
} as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const FACE = '微软雅黑';

const font = (size: number, colour: string, bold = false): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${colour}"/><name val="${FACE}"/><family val="2"/></font>`;
const fonts = [font(10, '1F2933'), font(10, '1F2933', true), font(15, '1F2933', true), font(10, '52606D')];

const fill = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
// The first two are fixed (ECMA-376 part 1, 18.8.21).
const fills = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  fill('CCDDEC'),
  fill('F1F4F7'),
];

const side = (name: string): string => `<${name} style="thin"><color rgb="FFD5DBE1"/></${name}>`;
const borders = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`,
];

/** Built-in formats: 0 General, 3 `#,##0`, 49 Text (ECMA-376 part 1, 18.8.30). */
const xf = (format: number, fontId: number, fillId: number, borderId: number, wrap = false): string =>
  `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" ` +
  `applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${wrap ? ' wrapText="1"' : ''}/></xf>`;

/** In the order of {@link styles}. */
const cellXfs = [
  xf(0, 0, 0, 0),
  xf(49, 0, 0, 1),
  xf(49, 1, 2, 1, true),
  xf(49, 2, 0, 0),
  xf(49, 3, 0, 0),
  xf(3, 0, 0, 1),
  xf(49, 1, 3, 1),
  xf(3, 1, 3, 1),
  xf(49, 1, 0, 0),
];

const list = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

export const stylesXml =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">${list('fonts', fonts)}` +
  `${list('fills', fills)}${list('borders', borders)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `${list('cellXfs', cellXfs)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
