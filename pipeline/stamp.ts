/** Signs what a template carries out of sight, and trusts on the way back only what it signed. */
import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { RefusedFile } from '../schemas/refusal.ts';
import { type RowStamp, type Stamp, stampSchema } from '../schemas/stamp.ts';
import type { Workbook } from '../schemas/workbook.ts';

/** The hidden sheet whose cell A1 holds the stamp. The rows' parts stand below the header `STAMP_HEADER`. */
export const STAMP_SHEET = '_muster';

/** A row's code is short, for it is repeated on every row: 96 bits can't be guessed by typing. */
const ROW_CODE_BYTES = 12;

/** The purpose is part of what is signed, so that one kind of code never passes for the other. */
const codeOf = (key: Uint8Array, purpose: 'stamp' | 'row', text: string): Buffer =>
  createHmac('sha256', key).update(`muster-${purpose}\n${text}`, 'utf8').digest();

const rowCodeOf = (key: Uint8Array, unitId: string, { teacher_id, version }: RowStamp): Buffer =>
  codeOf(key, 'row', JSON.stringify([unitId, teacher_id, version])).subarray(0, ROW_CODE_BYTES);

function isCode(text: string, expected: Buffer): boolean {
  const found = Buffer.from(text, 'base64url');
  // Decoding skips what is no base64url, so the text itself is compared too.
  return (
    found.length === expected.length &&
    timingSafeEqual(found, expected) &&
    text === expected.toString('base64url')
  );
}

/** The stamp as the text of one cell: what it says, and the HMAC-SHA256 of that, both base64url. */
export function stampText(stamp: Stamp, key: Uint8Array): string {
  const { template, template_version, unit_id, unit_name, registry_at } = stamp;
  const said = JSON.stringify({ template, template_version, unit_id, unit_name, registry_at });
  const body = Buffer.from(said, 'utf8').toString('base64url');
  return `${body}.${codeOf(key, 'stamp', body).toString('base64url')}`;
}

/** `base64` reads the other alphabet too, and is what a browser's Buffer knows. */
function decoded(body: string): Stamp | null {
  try {
    const parsed = stampSchema.safeParse(JSON.parse(Buffer.from(body, 'base64').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The stamp of a workbook, or null when it has none.
 * @param key null when checking offline: what the stamp says is then taken as it stands, and a broken one as none
 * @throws RefusedFile `stamp-broken` when it was altered or signed by another registry
 */
export function readStamp(workbook: Workbook, key: Uint8Array | null): Stamp | null {
  const sheet = workbook.sheets.find(({ name }) => name === STAMP_SHEET);
  if (sheet === undefined) return null;
  const text =
    sheet.rows[0]?.number === 1 ? sheet.rows[0].cells.find(({ column }) => column === 0)?.text : '';
  const [body = '', code = '', ...rest] = (text ?? '').split('.');
  if (key === null) return decoded(body);
  const stamp = rest.length === 0 && isCode(code, codeOf(key, 'stamp', body)) ? decoded(body) : null;
  if (stamp === null) throw new RefusedFile('stamp-broken');
  return stamp;
}

/** A row's part of the stamp, `teacher.version.code`; the code is bound to the unit that the template was made for. */
export const rowStampText = (rowStamp: RowStamp, unitId: string, key: Uint8Array): string =>
  [rowStamp.teacher_id, rowStamp.version, rowCodeOf(key, unitId, rowStamp).toString('base64url')].join('.');

const ROW_STAMP = /^([A-Za-z0-9_-]{1,64})\.(0|[1-9]\d{0,14})\.([A-Za-z0-9_-]*)$/;

/**
 * Reads what {@link rowStampText} wrote. Null when it isn't that, for a person may have typed there: such a row is
 * then known by its identity document alone.
 * @param key null when checking offline: the code is then not looked at
 */
export function readRowStamp(text: string, stamp: Stamp, key: Uint8Array | null): RowStamp | null {
  const [, teacher_id, version, code] = ROW_STAMP.exec(text.trim()) ?? [];
  if (teacher_id === undefined || code === undefined) return null;
  const rowStamp = { teacher_id, version: Number(version) };
  return key === null || isCode(code, rowCodeOf(key, stamp.unit_id, rowStamp)) ? rowStamp : null;
}
