/** The parts of an .xlsx as text, and its cells, as a program that isn't ours sees them. */
import * as XLSX from '@e965/xlsx';

interface Archive {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly content?: Uint8Array | string }[];
}

/** Part name → its text. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const { FullPaths, FileIndex } = XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' }) as Archive;
  const parts = new Map<string, string>();
  for (const [at, path] of FullPaths.entries()) {
    const content = FileIndex[at]?.content;
    // A folder has no content.
    if (content !== undefined)
      parts.set(path.replace(/^Root Entry\//, ''), Buffer.from(content).toString('utf8'));
  }
  return parts;
}

export interface SeenCell {
  readonly type: string;
  readonly text: unknown;
  readonly format: unknown;
}

/** Sheet name → address → cell. */
export function cellsOf(bytes: Uint8Array): ReadonlyMap<string, ReadonlyMap<string, SeenCell>> {
  const workbook = XLSX.read(bytes, { cellNF: true, cellText: true });
  return new Map(
    workbook.SheetNames.map((name) => {
      const cells = Object.entries(workbook.Sheets[name] ?? {}).filter(
        ([address]) => !address.startsWith('!'),
      );
      return [
        name,
        new Map(cells.map(([address, cell]) => [address, { type: cell.t, text: cell.v, format: cell.z }])),
      ];
    }),
  );
}

/** The value of an attribute of every element of a name, in document order. */
export const attributesOf = (xml: string, element: string, attribute: string): string[] =>
  Array.from(
    xml.matchAll(new RegExp(`<${element}\\b[^>]*?\\b${attribute}="([^"]*)"`, 'g')),
    ([, value]) => value ?? '',
  );
