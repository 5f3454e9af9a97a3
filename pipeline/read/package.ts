/** Finds the parts of an Office package by their relationships, and tells a workbook from everything else in a zip. */
import { RefusedFile } from '../../schemas/refusal.ts';
import { Tags } from './xml.ts';
import { xmlName } from './xml-bytes.ts';
import type { Archive } from './zip.ts';

/** A relationship by id; `kind` is the last word of its type, equal in transitional and strict OOXML. */
export interface Relationship {
  readonly id: string;
  readonly kind: string;
  /** Full part name, without a leading slash. */
  readonly target: string;
}

const RELATIONSHIP = xmlName('Relationship');

/** The relationships of a part (`''` for the package itself); none when it has no relationships part. */
export function relationshipsOf(archive: Archive, part: string): Relationship[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const bytes = archive.read(name);
  if (!bytes) return [];
  const found: Relationship[] = [];
  const tags = new Tags(bytes, name);
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    if (tag === 'close' || !tags.is(RELATIONSHIP)) continue;
    const attributes = tags.attributes();
    // An external target is an address somewhere else; nothing is ever fetched.
    if (attributes.get('TargetMode') === 'External') continue;
    const type = attributes.get('Type') ?? '';
    found.push({
      id: attributes.get('Id') ?? '',
      kind: type.slice(type.lastIndexOf('/') + 1),
      target: resolved(folder, attributes.get('Target') ?? ''),
    });
  }
  return found;
}

/** A target against the folder of its source part; `..` can't leave the package. */
function resolved(folder: string, target: string): string {
  const path = decoded(target.replaceAll('\\', '/'));
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : `${folder}${path}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/**
 * The name of the workbook part.
 * @throws RefusedFile `macros`; `old-format` or `not-a-spreadsheet` naming what the zip is instead.
 */
export function workbookPartOf(archive: Archive): string {
  const names = [...archive.names];
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    throw new RefusedFile('macros');
  }
  const main = relationshipsOf(archive, '').find(({ kind }) => kind === 'officeDocument')?.target;
  const part = main ?? 'xl/workbook.xml';
  if (!archive.has(part) || !part.toLowerCase().endsWith('.xml')) throw notAWorkbook(archive, names);
  const type = contentTypeOf(archive, part);
  if (/macroenabled/i.test(type)) throw new RefusedFile('macros');
  if (type !== '' && !/spreadsheetml|^application\/xml$/i.test(type)) throw notAWorkbook(archive, names);
  return part;
}

/** The declared content type of a part, or '' when none is declared. */
function contentTypeOf(archive: Archive, part: string): string {
  const bytes = archive.read('[Content_Types].xml');
  if (!bytes) return '';
  const tags = new Tags(bytes, '[Content_Types].xml');
  const wanted = `/${part}`.toLowerCase();
  let byExtension = '';
  for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
    if (tag === 'close') continue;
    const attributes = tags.attributes();
    if (attributes.get('PartName')?.toLowerCase() === wanted) return attributes.get('ContentType') ?? '';
    if (attributes.get('Extension')?.toLowerCase() === 'xml')
      byExtension = attributes.get('ContentType') ?? '';
  }
  return byExtension;
}

/** What else comes in a zip, by the names inside. Table formats first: their senders can save them as .xlsx. */
const strangers: readonly [pattern: RegExp, code: 'old-format' | 'not-a-spreadsheet', found: string][] = [
  [/^xl\/workbook\.bin$/, 'old-format', '.xlsb'],
  [/^index\/(document|tables\/.*)\.iwa$/, 'old-format', '.numbers'],
  [/^word\//, 'not-a-spreadsheet', '.docx'],
  [/^ppt\//, 'not-a-spreadsheet', '.pptx'],
  [/\.xlsx?$/, 'not-a-spreadsheet', 'ZIP (.xlsx inside)'],
];

function notAWorkbook(archive: Archive, names: readonly string[]): RefusedFile {
  const mime = archive.read('mimetype')?.toString('latin1') ?? '';
  if (mime.includes('opendocument.spreadsheet')) return new RefusedFile('old-format', { found: '.ods' });
  if (mime.includes('opendocument')) return new RefusedFile('not-a-spreadsheet', { found: 'OpenDocument' });
  for (const [pattern, code, found] of strangers) {
    if (names.some((name) => pattern.test(name))) return new RefusedFile(code, { found });
  }
  if (names.some((name) => name.startsWith('xl/'))) {
    return new RefusedFile('damaged', { part: 'xl/workbook.xml' });
  }
  return new RefusedFile('not-a-spreadsheet', { found: 'ZIP' });
}
