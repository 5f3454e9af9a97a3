/** What bytes of XML markup are: a blank, part of a name, what may follow a name, or a whole that is looked for. */
import { Buffer } from 'node:buffer';

const SLASH = 0x2f;
const GT = 0x3e;
const QUESTION = 0x3f;

export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Letters, digits, `-` and `.` of ASCII, and all that is beyond it. */
export const isOfName = (byte = 0): boolean =>
  byte < 0x30 ? byte === 0x2d || byte === 0x2e : byte < 0x3b || byte > QUESTION;
export const endsName = (byte: number | undefined): boolean => byte === GT || byte === SLASH || isSpace(byte);

/** Markup, such as the name of an element or attribute, as the bytes it is compared with. ASCII only. */
export const xmlName = (name: string): Uint8Array => Buffer.from(name, 'latin1');

export function standsAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}
