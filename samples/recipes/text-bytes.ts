/** Writes tables as text, in the encodings and with the separators that offices produce. */
import Papa from 'papaparse';
import { gb18030Of } from './gb18030.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface TextStyle {
  readonly delimiter?: ',' | ';' | '\t';
  /** Without the byte order mark that Unicode files begin with. */
  readonly unmarked?: boolean;
}

/** Stands for a byte that has no meaning in GB18030; 0xFF is written in its place. */
export const strayByte = '\ufffd';

function gb18030Bytes(text: string): Uint8Array {
  const [before = '', ...after] = text.split(strayByte).map(gb18030Of);
  return Buffer.concat([before, ...after.flatMap((part) => [Uint8Array.of(0xff), part])] as Uint8Array[]);
}

const encoders: Readonly<Record<TextEncoding, (text: string) => Uint8Array>> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  gb18030: gb18030Bytes,
};

/** The rows as a text file. */
export function textBytes(
  rows: readonly (readonly string[])[],
  encoding: TextEncoding,
  { delimiter = ',', unmarked = false }: TextStyle = {},
): Uint8Array {
  const text = `${Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter },
  )}\r\n`;
  const mark = unmarked || encoding === 'gb18030' ? '' : '\ufeff';
  return encoders[encoding](mark + text);
}
