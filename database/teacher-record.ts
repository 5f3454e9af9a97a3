/** How a teacher's record lies in its table: plain columns, sealed numbers, and their fingerprints. */
import { personalFields, recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';
import { identityKey } from '../schemas/snapshot.ts';
import type { Keys } from './keys.ts';
import { fingerprint, open, seal } from './seal.ts';

/** Columns of `teachers` that hold a field as it is. */
export const plainFields = recordFields.filter((field) => !personalFields.includes(field));

type Personal = Pick<TeacherRecord, 'id_number' | 'mobile' | 'cert_no'>;

export const identityHash = (
  keys: Keys,
  record: { id_type: string | null; id_number: string | null },
): Buffer => fingerprint(keys, 'identity', identityKey(record));

/** The JSON object that a statement spreads over the table's columns; bytes as base64. */
export function toColumns(keys: Keys, record: TeacherRecord): Record<string, unknown> {
  const personal = { id_number: record.id_number, mobile: record.mobile, cert_no: record.cert_no };
  const plain = Object.fromEntries(plainFields.map((field) => [field, record[field]]));
  const hash = (kind: string, value: string | null) =>
    value === null ? null : fingerprint(keys, kind, value).toString('base64');
  return {
    ...plain,
    identity_hash: identityHash(keys, record).toString('base64'),
    mobile_hash: hash('mobile', record.mobile),
    cert_hash: hash('certificate', record.cert_no),
    sealed: seal(keys, 'teacher', personal).toString('base64'),
  };
}

/** The record of a stored row, numbers opened. */
export function fromRow(keys: Keys, row: Record<string, unknown> & { sealed: Buffer }): TeacherRecord {
  // In one pass: a check makes one for each teacher of its school.
  const record: Record<string, unknown> = {};
  for (const field of plainFields) record[field] = row[field];
  return Object.assign(record, open<Personal>(keys, 'teacher', row.sealed)) as unknown as TeacherRecord;
}

const typeOf: Readonly<Record<string, string>> = { is_rural: 'boolean', birth_date: 'date' };
/** Column list with types for `jsonb_to_recordset`, in step with {@link toColumns}. */
export const recordsetColumns = [
  ...plainFields.map((field) => `${field} ${typeOf[field] ?? 'text'}`),
  'identity_hash text',
  'mobile_hash text',
  'cert_hash text',
  'sealed text',
].join(', ');

const bytes = (column: string): string => `decode(${column}, 'base64')`;
/** Column → expression over the recordset `x`, for inserts and updates alike. */
export const columnExpressions: readonly (readonly [column: string, expression: string])[] = [
  ...plainFields.map((field) => [field, `x.${field}`] as const),
  ['identity_hash', bytes('x.identity_hash')],
  ['mobile_hash', bytes('x.mobile_hash')],
  ['cert_hash', bytes('x.cert_hash')],
  ['sealed', bytes('x.sealed')],
];
