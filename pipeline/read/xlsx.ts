/** Reads an .xlsx workbook: its visible and hidden worksheets in order, and no other part than it must. */
import { RefusedFile } from '../../schemas/refusal.ts';
import type { ReadLimits, Sheet, Workbook } from '../../schemas/workbook.ts';
import { Budget } from './budget.ts';
import type { Meaning } from './cell.ts';
import { type Relationship, relationshipsOf, workbookPartOf } from './package.ts';
import { rowsOf } from './sheet.ts';
import { sharedStringsOf } from './strings.ts';
import { dateStylesOf } from './styles.ts';
import { Tags } from './xml.ts';
import { xmlName } from './xml-bytes.ts';
import { Archive } from './zip.ts';

const WORKBOOK = xmlName('workbook');
const SHEETS = xmlName('sheets');
const SHEET = xmlName('sheet');
const PROPERTIES = xmlName('workbookPr');

/** A line of the workbook's list of sheets. */
interface Listed {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationship: string;
}

interface Contents {
  readonly sheets: readonly Listed[];
  readonly from1904: boolean;
}

/**
 * Reads the bytes of a zip that should be a workbook.
 * @throws RefusedFile for everything that isn't a complete, macro-free workbook within the limits.
 */
export function readXlsx(
  bytes: Uint8Array,
  limits: ReadLimits,
  onRows?: (rowsRead: number) => void,
): Workbook {
  const archive = new Archive(bytes, limits);
  const part = workbookPartOf(archive);
  const contents = contentsOf(archive, part);
  const relationships = relationshipsOf(archive, part);
  if (relationships.some(({ kind }) => /macrosheet$/i.test(kind) || kind === 'vbaProject')) {
    throw new RefusedFile('macros');
  }
  if (contents.sheets.length > limits.sheets) {
    throw new RefusedFile('too-many-sheets', { limit: limits.sheets });
  }
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const meaning = meaningIn(archive, relationships, contents.from1904);
  const budget = new Budget(limits, onRows);
  const sheets: Sheet[] = [];
  for (const { name, hidden, relationship } of contents.sheets) {
    const target = byId.get(relationship);
    if (!target) throw new RefusedFile('damaged', { part });
    // Chart and dialog sheets hold no rows.
    if (target.kind !== 'worksheet') continue;
    const sheet = archive.read(target.target);
    if (!sheet) throw new RefusedFile('damaged', { part: target.target });
    sheets.push({ name, hidden, rows: rowsOf(sheet, target.target, meaning, budget) });
    archive.release(target.target);
  }
  budget.finish();
  return contents.from1904 ? { format: 'xlsx', from1904: true, sheets } : { format: 'xlsx', sheets };
}

function contentsOf(archive: Archive, part: string): Contents {
  const bytes = archive.read(part);
  if (!bytes) throw new RefusedFile('damaged', { part });
  const tags = new Tags(bytes, part);
  const sheets: Listed[] = [];
  let from1904 = false;
  if (tags.next() !== 'open' || !tags.is(WORKBOOK)) throw tags.damaged();
  let listing = false;
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    // Extensions repeat these names deeper down, with other attributes.
    const top = tags.depth === (tag === 'open' ? 2 : 1);
    if (top && tags.is(SHEETS)) listing = tag === 'open';
    else if (tag === 'close') continue;
    else if (listing && tags.is(SHEET)) {
      const attributes = tags.attributes();
      sheets.push({
        name: attributes.get('name') ?? '',
        hidden: (attributes.get('state') ?? 'visible') !== 'visible',
        relationship: attributes.get('id') ?? '',
      });
    } else if (top && tags.is(PROPERTIES)) {
      from1904 = /^(1|true|on)$/.test(tags.attributes().get('date1904') ?? '');
    }
  }
  if (sheets.length === 0) throw tags.damaged();
  return { sheets, from1904 };
}

/** Strings and styles are unpacked when the first cell needs them, wherever they stand in the archive. */
function meaningIn(archive: Archive, relationships: readonly Relationship[], from1904: boolean): Meaning {
  const partOf = (kind: string) => relationships.find((relationship) => relationship.kind === kind)?.target;
  let strings: readonly string[] | undefined;
  let dateStyles: readonly boolean[] | undefined;
  return {
    from1904,
    strings: () => {
      if (strings) return strings;
      const part = partOf('sharedStrings');
      const bytes = part === undefined ? undefined : archive.read(part);
      strings = bytes && part !== undefined ? sharedStringsOf(bytes, part) : [];
      if (part !== undefined) archive.release(part);
      return strings;
    },
    dateStyles: () => {
      dateStyles ??= dateStylesOf(archive, partOf('styles'));
      return dateStyles;
    },
  };
}
