/** What a byte of XML markup is: a blank, part of a name, or what may follow a name. */
const SLASH = 0x2f;
const GT = 0x3e;
const QUESTION = 0x3f;

export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Letters, digits, `-` and `.` of ASCII, and all that is beyond it. */
export const isOfName = (byte = 0): boolean =>
  byte < 0x30 ? byte === 0x2d || byte === 0x2e : byte < 0x3b || byte > QUESTION;
export const endsName = (byte: number | undefined): boolean => byte === GT || byte === SLASH || isSpace(byte);
