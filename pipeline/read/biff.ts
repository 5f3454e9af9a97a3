/** The records of an old workbook ([MS-XLS] 2.1.4): a cursor over them, and what must hold before a cell is read. */
import { RefusedFile } from '../../schemas/refusal.ts';

/** Ids of the records that say what a cell holds, or what that means; all others are passed over. */
export const ids = {
  formula: 0x0006,
  eof: 0x000a,
  date_mode: 0x0022,
  file_pass: 0x002f,
  continued: 0x003c,
  bound_sheet: 0x0085,
  many_rk: 0x00bd,
  rich_string: 0x00d6,
  xf: 0x00e0,
  strings: 0x00fc,
  label_sst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  bool_or_error: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
} as const;

const BIFF8 = 0x0600;
/** Longest data of one record; what is longer goes on in `continued` records. */
const LONGEST_RECORD = 8224;
/** Kinds of sheet: an Excel 4 macro sheet, and a Visual Basic module. */
const macroSheets: readonly number[] = [0x01, 0x06];

export const damagedWorkbook = (): RefusedFile => new RefusedFile('damaged', { part: 'Workbook' });

/** Stands on one record after the other; every read stays within the record, or the file is refused. */
export class Records {
  readonly #view: DataView;
  #next: number;
  /** Where the present record begins; its data follow after four bytes. */
  start = 0;
  id = 0;
  length = 0;

  constructor(stream: Uint8Array, from = 0) {
    this.#view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
    this.#next = from;
  }

  /** Steps on; false where no record is left. @throws RefusedFile where one is cut short or too long */
  next(): boolean {
    this.start = this.#next;
    if (this.start + 4 > this.#view.byteLength) return false;
    this.id = this.#view.getUint16(this.start, true);
    this.length = this.#view.getUint16(this.start + 2, true);
    this.#next = this.start + 4 + this.length;
    if (this.length > LONGEST_RECORD || this.#next > this.#view.byteLength) throw damagedWorkbook();
    return true;
  }

  /** Id of the record after the present one; undefined at the end. */
  get following(): number | undefined {
    return this.#next + 4 <= this.#view.byteLength ? this.#view.getUint16(this.#next, true) : undefined;
  }

  #at(offset: number, size: number): number {
    if (offset + size > this.length) throw damagedWorkbook();
    return this.start + 4 + offset;
  }
  u8(offset: number): number {
    return this.#view.getUint8(this.#at(offset, 1));
  }
  u16(offset: number): number {
    return this.#view.getUint16(this.#at(offset, 2), true);
  }
  u32(offset: number): number {
    return this.#view.getUint32(this.#at(offset, 4), true);
  }
  f64(offset: number): number {
    return this.#view.getFloat64(this.#at(offset, 8), true);
  }
}

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  /** Offset of its first record. */
  readonly position: number;
  readonly hidden: boolean;
}

/**
 * Walks a whole Workbook stream: every record within its bounds, every substream closed, every sheet where the workbook
 * says. A reader that stopped at the break would give the rows before it, as if there were no others.
 * @throws RefusedFile `damaged`, `encrypted`, `macros`, or `old-format` for what came before Excel 97
 */
export function requireWholeWorkbook(stream: Uint8Array): void {
  const records = new Records(stream);
  const begun = new Set<number>();
  const listed: number[] = [];
  let depth = 0;
  while (records.next()) {
    // Between substreams nothing but the filling of the last sector is left.
    if (depth === 0 && records.id !== ids.bof) break;
    if (records.id === ids.bof) {
      if (begun.size === 0 && (records.length < 4 || records.u16(0) !== BIFF8)) {
        throw new RefusedFile('old-format', { found: '.xls' });
      }
      if (depth === 0) begun.add(records.start);
      depth++;
    } else if (records.id === ids.eof) depth--;
    else if (records.id === ids.file_pass) throw new RefusedFile('encrypted');
    else if (records.id === ids.bound_sheet) listed.push(positionOf(records));
  }
  const isFilled = stream.subarray(records.start).every((byte) => byte === 0);
  if (depth !== 0 || begun.size === 0 || !isFilled) throw damagedWorkbook();
  if (listed.length === 0 || !listed.every((position) => begun.has(position))) throw damagedWorkbook();
}

function positionOf(records: Records): number {
  if (macroSheets.includes(records.u8(5))) throw new RefusedFile('macros');
  return records.u32(0);
}
