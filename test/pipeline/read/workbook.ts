/** Builds small workbooks part by part, so that a test says only what is unusual about its file. */
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { RefusedFile } from '../../../schemas/refusal.ts';
import { defaultReadLimits, type ReadLimits, type Row, type Workbook } from '../../../schemas/workbook.ts';
import { type Part, zipOf } from './archive.ts';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const worksheet = (data: string, after = ''): string =>
  `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${after}</worksheet>`;

export const sharedStrings = (...items: string[]): string =>
  `${DECLARATION}<sst xmlns="${MAIN}" count="1" uniqueCount="1">${items.map((item) => `<si>${item}</si>`).join('')}</sst>`;

export const relationships = (
  lines: readonly (readonly [id: string, kind: string, target: string])[],
): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE_RELS}">${lines
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${RELS}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export interface Shape {
  /** The sheet part's XML, or only what is inside `sheetData`. */
  readonly sheet?: string;
  readonly strings?: string;
  readonly styles?: string;
  /** What is inside `workbook`, in place of one visible sheet `教师`. */
  readonly workbook?: string;
  /** Parts that replace those of the same name, or are added. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;

/** The parts of a workbook in the order Excel writes them. */
export function partsOf(shape: Shape = {}): Part[] {
  const sheet = shape.sheet ?? '';
  const parts: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml':
      `${DECLARATION}<Types xmlns="${TYPES}"><Default Extension="xml" ContentType="application/xml"/>` +
      override('xl/workbook.xml', 'sheet.main') +
      override('xl/worksheets/sheet1.xml', 'worksheet') +
      (shape.strings === undefined ? '' : override('xl/sharedStrings.xml', 'sharedStrings')) +
      (shape.styles === undefined ? '' : override('xl/styles.xml', 'styles')) +
      '</Types>',
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELS}">` +
      `${shape.workbook ?? '<sheets><sheet name="教师" sheetId="1" r:id="rId1"/></sheets>'}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'sharedStrings', 'sharedStrings.xml'],
      ['rId3', 'styles', 'styles.xml'],
    ]),
    'xl/worksheets/sheet1.xml': sheet.includes('worksheet') ? sheet : worksheet(sheet),
    'xl/styles.xml': shape.styles ?? null,
    'xl/sharedStrings.xml': shape.strings ?? null,
    ...shape.parts,
  };
  return Object.entries(parts).flatMap(([name, content]) => (content === null ? [] : [{ name, content }]));
}

export const workbookOf = (shape: Shape = {}): Buffer => zipOf(partsOf(shape));

/** Reads the bytes under the default limits, some of them replaced. */
export const read = (bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Workbook =>
  readWorkbook(bytes, { ...defaultReadLimits, ...limits });

/** The rows of the only sheet. */
export function rowsIn(shape: Shape, limits: Partial<ReadLimits> = {}): readonly Row[] {
  return read(workbookOf(shape), limits).sheets[0]?.rows ?? [];
}

/** Cell texts by reference, such as `{ B2: '张三' }`, of the only sheet. */
export function textsIn(shape: Shape): Record<string, string> {
  return textsOf(rowsIn(shape));
}

export function textsOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(({ number, cells }) =>
      cells.map(({ column, text }) => [`${String.fromCharCode(65 + column)}${number}`, text]),
    ),
  );
}

/** The refusal of a file as `code` or `code: part`; `read` when it is none. Any other error is thrown on. */
export function refusalOf(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): string {
  try {
    read(bytes, limits);
    return 'read';
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal.code;
    throw error;
  }
}

/** The refusal's `found` or `part`. */
export function refusedAs(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): unknown {
  try {
    read(bytes, limits);
    return 'read';
  } catch (error) {
    if (error instanceof RefusedFile) return { code: error.refusal.code, ...error.refusal.params };
    throw error;
  }
}
