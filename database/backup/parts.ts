/** The parts of a backup's contents, one after another in a stream of bytes: what table comes, its lines, and how many those were. */
import {
  type KeptSequences,
  keptSequences,
  type TableStart,
  tableEnd,
  tableStart,
} from '../../schemas/backup.ts';

export type Part =
  | { readonly kind: 'table'; readonly start: TableStart }
  /** Lines of PostgreSQL's own text format of COPY, which every version reads; cut anywhere. */
  | { readonly kind: 'lines'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly rows: number }
  | { readonly kind: 'sequences'; readonly sequences: KeptSequences };

const letters = { table: 'T', lines: 'D', end: 'E', sequences: 'S' } as const;
const kinds = Object.fromEntries(Object.entries(letters).map(([kind, letter]) => [letter, kind]));
const headBytes = 5;
/** Longer ones are no part that we wrote. */
const longest_bytes = 64 * 1024 * 1024;

/** Contents that are not what was written, though every chunk opened: a fault of the program that wrote them. */
export class WrongContents extends Error {
  override readonly name = 'WrongContents';
}

/** One letter, the length of the rest, the rest. */
export function partBytes(part: Part): Buffer[] {
  const body = bodyOf(part);
  const head = Buffer.alloc(headBytes);
  head.write(letters[part.kind], 'latin1');
  head.writeUInt32BE(body.length, 1);
  return [head, body];
}

function bodyOf(part: Part): Buffer {
  switch (part.kind) {
    case 'lines':
      return part.bytes;
    case 'table':
      return json(part.start);
    case 'end':
      return json({ rows: part.rows });
    case 'sequences':
      return json({ sequences: part.sequences });
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Reads what {@link partBytes} wrote. Throws {@link WrongContents}. */
export async function* partsIn(source: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let held: Buffer[] = [];
  let length = 0;
  let wanted = headBytes;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length < wanted) continue;
    let rest = Buffer.concat(held, length);
    for (;;) {
      wanted = headBytes;
      if (rest.length < headBytes) break;
      const end = headBytes + rest.readUInt32BE(1);
      if (end > longest_bytes) throw new WrongContents('a part is too long');
      wanted = end;
      if (rest.length < end) break;
      yield partOf(rest.toString('latin1', 0, 1), rest.subarray(headBytes, end));
      rest = rest.subarray(end);
    }
    [held, length] = [[rest], rest.length];
  }
  if (length > 0) throw new WrongContents('the last part is cut short');
}

function partOf(letter: string, body: Buffer): Part {
  switch (kinds[letter]) {
    case 'lines':
      return { kind: 'lines', bytes: body };
    case 'table':
      return { kind: 'table', start: tableStart.parse(JSON.parse(body.toString())) };
    case 'end':
      return { kind: 'end', ...tableEnd.parse(JSON.parse(body.toString())) };
    case 'sequences':
      return { kind: 'sequences', ...keptSequences.parse(JSON.parse(body.toString())) };
    default:
      throw new WrongContents(`no part is called ${JSON.stringify(letter)}`);
  }
}
