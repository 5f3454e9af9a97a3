/** A folder that `muster simulate` wrote, read back: what to send, what must come of it, and what the registry holds before. */
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import type { DemoUnitPlan } from '../../samples/demo-units.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';
import type { Stage } from '../../schemas/subject.ts';

/** One file and its verdict, as in the manifest. */
export interface ManifestFile {
  /** Below the folder. */
  readonly path: string;
  readonly unit: { readonly code: string; readonly name: string };
  readonly rows: number;
  readonly counts: Readonly<Record<'added' | 'changed' | 'verified' | 'missing' | 'departed', number>>;
  /** How many issues of each rule. */
  readonly issues: Readonly<Record<string, number>>;
  readonly first_row: number;
  /** What was done to the file on purpose; `row` is that of the spreadsheet. */
  readonly messes: readonly { readonly name: string; readonly row: number | null }[];
}

export type FolderUnit = Omit<DemoUnitPlan, 'teachers'>;

export const manifestOf = (folder: string): readonly ManifestFile[] =>
  (JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as { files: ManifestFile[] }).files;

export const bytesOf = (folder: string, file: ManifestFile): Buffer =>
  readFileSync(path.join(folder, file.path));

type Line = Record<string, string>;
const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);

export function unitsOf(folder: string): FolderUnit[] {
  const text = readFileSync(path.join(folder, 'units.csv'), 'utf8');
  return Papa.parse<Line>(text, { header: true, skipEmptyLines: true }).data.map((line) => ({
    ...(Object.fromEntries(Object.entries(line).map(([name, value]) => [name, orNull(value)])) as Line &
      FolderUnit),
    stages: (line.stages === '' ? [] : line.stages?.split(';')) as Stage[],
  }));
}

export interface Staff {
  readonly code: string;
  readonly records: readonly TeacherRecord[];
}

const valueIn = (field: RecordField, text: string | undefined) =>
  field === 'is_rural' && text !== '' ? text === '是' : orNull(text);

/** The teachers of one unit after the other, as they stand in the file. */
export async function* staffOf(folder: string): AsyncGenerator<Staff> {
  const lines = createReadStream(path.join(folder, 'registry.csv'), 'utf8').pipe(
    Papa.parse(Papa.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true }),
  );
  let staff: { code: string; records: TeacherRecord[] } | undefined;
  for await (const line of lines as AsyncIterable<Line>) {
    const code = line.unit_code ?? '';
    if (staff !== undefined && staff.code !== code) yield staff;
    if (staff?.code !== code) staff = { code, records: [] };
    const record = Object.fromEntries(recordFields.map((field) => [field, valueIn(field, line[field])]));
    staff.records.push(record as unknown as TeacherRecord);
  }
  if (staff !== undefined) yield staff;
}
