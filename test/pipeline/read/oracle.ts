/** A second, slow and plain reading of a sheet part: a whole tree of strict XML, then its cells. Shares nothing with the reader. */

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

/** What no reader may take for a sheet. */
export class NotASheet extends Error {}

const token =
  /<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/[^<>\s/]+\s*>|<[^<>\s/!?](?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/y;
const attribute = /\s*([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/y;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (/&(?!(?:lt|gt|amp|quot|apos);)/.test(text)) throw new NotASheet('entity');
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;');

function opened(tag: string): Element {
  const inside = tag.replace(/^</, '').replace(/\/?>$/, '');
  const name = /^[^\s]+/.exec(inside)?.[0] ?? '';
  const attributes = new Map<string, string>();
  // Others say nothing of cells, and may hold what they like.
  if (name !== 'row' && name !== 'c') return { name, attributes, children: [] };
  attribute.lastIndex = name.length;
  let end = name.length;
  for (let found = attribute.exec(inside); found; found = attribute.exec(inside)) {
    end = attribute.lastIndex;
    const [, key = '', value = ''] = found;
    if (attributes.has(key) && (key === 'r' || key === 't')) throw new NotASheet('attribute twice');
    attributes.set(key, value.slice(1, -1));
  }
  if (inside.slice(end).trim() !== '') throw new NotASheet('attributes');
  return { name, attributes, children: [] };
}

/** The only element of a document. */
function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const stack = [root];
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at;
    const piece = token.exec(xml)?.[0];
    const here = stack.at(-1);
    if (piece === undefined || here === undefined) throw new NotASheet('syntax');
    if (piece.startsWith('<![CDATA[')) here.children.push(escaped(piece.slice(9, -3)));
    else if (piece.startsWith('<!') || piece.startsWith('<?')) continue;
    else if (piece.startsWith('</')) {
      if (stack.pop()?.name !== piece.slice(2, -1).trim()) throw new NotASheet('nesting');
    } else if (piece.startsWith('<')) {
      const element = opened(piece);
      here.children.push(element);
      if (!piece.endsWith('/>')) stack.push(element);
    } else here.children.push(piece);
  }
  const [only, ...others] = root.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  if (stack.length !== 1 || only === undefined || typeof only === 'string' || others.length > 0) {
    throw new NotASheet('document');
  }
  return only;
}

const inside = ({ children }: Element, name: string): Element[] =>
  children.filter((child): child is Element => typeof child !== 'string' && child.name === name);
const textOf = ({ children }: Element): string =>
  unescaped(children.filter((child) => typeof child === 'string').join(''));

/**
 * The text of every cell with content, by reference.
 * @throws NotASheet for XML that isn't well formed, and for two readings of one cell
 */
export function cellsOf(xml: string, strings: readonly string[]): Map<string, string> {
  const sheet = treeOf(xml);
  const [data, second] = inside(sheet, 'sheetData');
  if (sheet.name !== 'worksheet' || second) throw new NotASheet('sheet');
  const cells = new Map<string, string>();
  let last = 0;
  const numbers = new Set<number>();
  for (const row of data ? inside(data, 'row') : []) {
    const number = wholeOf(row.attributes.get('r') ?? rowOfFirst(row) ?? String(last + 1));
    last = number;
    let column = -1;
    const columns = new Set<number>();
    for (const cell of inside(row, 'c')) {
      column = columnOf(cell.attributes.get('r'), number, column + 1);
      const text = storedText(cell, strings);
      if (text === '') continue;
      if (columns.has(column)) throw new NotASheet('cell twice');
      columns.add(column);
      cells.set(`${column},${number}`, text);
    }
    if (columns.size > 0 && numbers.has(number)) throw new NotASheet('row twice');
    if (columns.size > 0) numbers.add(number);
  }
  return cells;
}

/** A row without a number takes it from its cells. */
function rowOfFirst(row: Element): string | undefined {
  const references = inside(row, 'c').flatMap(({ attributes }) => attributes.get('r') ?? []);
  return references[0]?.replace(/^[A-Za-z]*/, '');
}

function wholeOf(digits: string): number {
  if (!/^0*[1-9]\d*$/.test(digits) || Number(digits) > 1_048_576) throw new NotASheet('row');
  return Number(digits);
}

function columnOf(reference: string | undefined, row: number, next: number): number {
  if (reference === undefined) return next;
  const [, letters = '', digits = ''] = /^([A-Za-z]{1,3})(\d+)$/.exec(reference) ?? [];
  if (letters === '' || wholeOf(digits) !== row) throw new NotASheet('reference');
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function storedText(cell: Element, strings: readonly string[]): string {
  const type = cell.attributes.get('t') ?? 'n';
  const values = inside(cell, 'v');
  const inlines = inside(cell, 'is');
  if (values.length + inlines.length > 1) throw new NotASheet('two values');
  const stored = values.map(textOf).join('');
  const inline = inlines
    .flatMap((is) => [...inside(is, 't'), ...inside(is, 'r').flatMap((run) => inside(run, 't'))])
    .map(textOf)
    .join('');
  if (inline !== '') return inline;
  if (type === 's') {
    if (stored.trim() === '') return '';
    const found = /^\s*\d+\s*$/.test(stored) ? strings[Number(stored)] : undefined;
    if (found === undefined) throw new NotASheet('string');
    return found;
  }
  if (type === 'b') return stored === '1' ? 'TRUE' : stored === '0' ? 'FALSE' : stored;
  if (!['n', 'str', 'inlineStr', 'e', 'd'].includes(type)) throw new NotASheet('type');
  return type === 'n' && /^\s*\d{1,15}\s*$/.test(stored) ? String(Number(stored)) : stored;
}
