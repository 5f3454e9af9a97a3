/** Knows one thing about every cell style of a workbook: whether it shows a number as a date. */
import { isDateFormat } from './numbers.ts';
import { Tags } from './xml.ts';
import { xmlName } from './xml-bytes.ts';
import type { Archive } from './zip.ts';

const FORMAT = xmlName('numFmt');
const CELL_STYLES = xmlName('cellXfs');
const STYLE = xmlName('xf');

/** By style index: true when cells of that style show dates. Empty when the workbook has no styles part. */
export function dateStylesOf(archive: Archive, part: string | undefined): readonly boolean[] {
  const bytes = part === undefined ? undefined : archive.read(part);
  if (!bytes || part === undefined) return [];
  const tags = new Tags(bytes, part);
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let inside = false;
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    if (tags.is(CELL_STYLES)) inside = tag === 'open';
    else if (tag === 'close') continue;
    else if (tags.is(FORMAT)) {
      const attributes = tags.attributes();
      codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
    } else if (inside && tags.is(STYLE)) styles.push(Number(tags.attributes().get('numFmtId') ?? 0));
  }
  return styles.map((id) => isDateFormat(id, codes.get(id)));
}
