/** Strings of an old workbook: of one or two bytes a character, and going on over as many records as they need ([MS-XLS] 2.5). */
import { damagedWorkbook, ids, type Records } from './biff.ts';

const WIDE = 0x01;
const EXTENDED = 0x04;
const RICH = 0x08;
const RUN_BYTES = 4;

/** Reads on through the `continued` records that follow the present one. */
class Flow {
  readonly #records: Records;
  #at: number;

  constructor(records: Records, at: number) {
    this.#records = records;
    this.#at = at;
  }

  #left(): number {
    return this.#records.length - this.#at;
  }
  #goOn(): void {
    if (this.#records.following !== ids.continued || !this.#records.next()) throw damagedWorkbook();
    this.#at = 0;
  }
  #reach(): void {
    while (this.#left() === 0) this.#goOn();
  }

  u8(): number {
    this.#reach();
    return this.#records.u8(this.#at++);
  }
  u16(): number {
    return this.u8() + this.u8() * 0x100;
  }
  u32(): number {
    return this.u16() + this.u16() * 0x10000;
  }
  skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      this.#reach();
      const step = Math.min(left, this.#left());
      this.#at += step;
      left -= step;
    }
  }

  /** Characters; where they go on in another record, its first byte says anew how wide they are. */
  text(characters: number, flags: number): string {
    let wide = (flags & WIDE) !== 0;
    let text = '';
    for (let left = characters; left > 0; ) {
      if (this.#left() === 0) {
        this.#goOn();
        wide = (this.u8() & WIDE) !== 0;
      }
      const size = wide ? 2 : 1;
      const here = Math.min(left, Math.floor(this.#left() / size));
      if (here === 0) throw damagedWorkbook();
      text += this.#run(here, wide);
      left -= here;
    }
    return text;
  }

  #run(characters: number, wide: boolean): string {
    const codes: number[] = [];
    for (let i = 0; i < characters; i++) {
      codes.push(wide ? this.#records.u16(this.#at) : this.#records.u8(this.#at));
      this.#at += wide ? 2 : 1;
    }
    return String.fromCharCode(...codes);
  }

  /** A string with its count in two bytes, and what may follow it: runs of fonts, and readings of its characters. */
  string(): string {
    const characters = this.u16();
    const flags = this.u8();
    const runs = (flags & RICH) === 0 ? 0 : this.u16();
    const extension = (flags & EXTENDED) === 0 ? 0 : this.u32();
    const text = this.text(characters, flags);
    this.skip(runs * RUN_BYTES + extension);
    return text;
  }
}

/** A string with a count of two bytes, at an offset of the present record; the cursor moves on with it. */
export const stringAt = (records: Records, offset: number): string => new Flow(records, offset).string();

/** A string with a count of one byte: the name of a sheet. */
export function shortStringAt(records: Records, offset: number): string {
  const flow = new Flow(records, offset);
  return flow.text(flow.u8(), flow.u8());
}

/** All shared strings; stands on the last record of the table afterwards. `most` bounds what a lie about their number costs. */
export function sharedStringsAt(records: Records, most: number): string[] {
  const count = records.u32(4);
  if (count > most) throw damagedWorkbook();
  const flow = new Flow(records, 8);
  return Array.from({ length: count }, () => flow.string());
}
