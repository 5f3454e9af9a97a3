/** Gives every XML part as UTF-8, whatever Unicode encoding it came in; anything else isn't XML of a workbook. */
import { Buffer, isUtf8 } from 'node:buffer';
import { RefusedFile } from '../../schemas/refusal.ts';

const LT = 0x3c;

/** The part's bytes as UTF-8, without a copy when they are that already. @throws RefusedFile `damaged` */
export function utf8Of(bytes: Uint8Array, part: string): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = wideEncoding(buffer);
  if (wide) {
    try {
      return Buffer.from(new TextDecoder(wide, { fatal: true }).decode(buffer), 'utf8');
    } catch {
      throw new RefusedFile('damaged', { part });
    }
  }
  if (!isUtf8(buffer)) throw new RefusedFile('damaged', { part });
  return buffer;
}

function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if ((first === 0xff && second === 0xfe) || (first === LT && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === LT)) return 'utf-16be';
  return undefined;
}
