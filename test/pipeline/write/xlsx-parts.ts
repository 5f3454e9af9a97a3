/** The parts of an .xlsx as text, and its cells, as a program that isn't ours sees them. */
import * as XLSX from '@e965/xlsx';

interface WithFiles {
  readonly files: Readonly<Record<string, { readonly content?: Uint8Array | string }>>;
}

/** Part name → its XML. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const { files } = XLSX.read(bytes, { bookFiles: true }) as unknown as WithFiles;
  const parts = new Map<string, string>();
  for (const [name, { content }] of Object.entries(files)) {
    // A folder has no content.
    if (content !== undefined)
      parts.set(name.replace(/^Root Entry\//, ''), Buffer.from(content).toString('utf8'));
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
