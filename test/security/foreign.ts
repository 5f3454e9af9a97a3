/** What lies in a part of the tree: its ids, by what they are of, and what must never be read of it from elsewhere. */
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import type { Operation } from './api.ts';
import type { Branches } from './branches.ts';

/** Ids below a unit path ($1). Null: the record belongs to everybody. */
const records = {
  units: 'select id from units where starts_with(path, $1) order by parent_id desc nulls last',
  areas: `select id from units where starts_with(path, $1) and kind in ('city', 'county')`,
  accounts: 'select id from accounts where starts_with(unit_path, $1) order by id desc',
  uploads: 'select distinct on (state) id from uploads where starts_with(unit_path, $1)',
  bundles: 'select id from bundles where starts_with(unit_path, $1)',
  changeSets:
    'select s.id from change_sets s join uploads u on u.id = s.upload_id where starts_with(u.unit_path, $1)',
  changes:
    'select c.id from changes c join uploads u on u.id = c.upload_id where starts_with(u.unit_path, $1)',
  teachers: 'select id from teachers where starts_with(unit_path, $1)',
  transfers: 'select id from transfers where starts_with(from_path, $1) and starts_with(to_path, $1)',
  submissions: `select campaign_id || '-' || step || '-' || unit_id as id from submissions where starts_with(unit_path, $1)`,
  enrolments: 'select id from enrolments where starts_with(unit_path, $1)',
  extensions: 'select id from extensions where starts_with(unit_path, $1)',
  notices: 'select id from notices where starts_with(unit_path, $1)',
  mappings: 'select id from header_mappings where starts_with(unit_path, $1)',
  experts: 'select id from experts where starts_with(unit_path, $1)',
  exports: 'select id from exports where starts_with(unit_path, $1)',
  tokens:
    'select t.id from tokens t join accounts a on a.id = t.account_id where starts_with(a.unit_path, $1)',
  // As their owner sees them: by a digest of the id in the cookie.
  sessions: `select left(encode(sha256(sid::bytea), 'hex'), 32) as id from sessions
    join accounts a on a.id = (sess ->> 'account_id')::bigint where starts_with(a.unit_path, $1)`,
  // The calendar is everybody's.
  campaigns: null,
} as const;
export type RecordKind = keyof typeof records;

/** Whose id stands in an address, by the address up to it. */
const inAddress: Readonly<Record<string, RecordKind>> = {
  '/boards/{id}': 'areas',
  '/uploads/{id}': 'uploads',
  '/bundles/{id}': 'bundles',
  '/change-sets/{id}': 'changeSets',
  '/change-sets/{id}/changes/{change}': 'changes',
  '/accounts/{id}': 'accounts',
  '/teachers/{id}': 'teachers',
  '/transfers/{id}': 'transfers',
  '/units/{id}': 'units',
  '/submissions/{id}': 'submissions',
  '/campaigns/{id}': 'campaigns',
  '/staffing/{campaign}': 'campaigns',
  '/enrolments/{id}': 'enrolments',
  '/extensions/{id}': 'extensions',
  '/notices/{id}': 'notices',
  '/exports/{id}': 'exports',
  '/tokens/{id}': 'tokens',
  '/sessions/{id}': 'sessions',
};

/** Whose id a property of a query or a body holds, by its name; by operation and name where the name says too little. */
const inProperty: Readonly<Record<string, RecordKind>> = {
  ...{
    unit: 'units',
    units: 'units',
    unit_id: 'units',
    from: 'units',
    below: 'areas',
    parent: 'areas',
    city: 'areas',
  },
  ...{ upload: 'uploads', closed: 'changeSets', returned: 'changeSets' },
  ...{ like: 'changes', change: 'changes', changes: 'changes' },
  ...{ teacher_id: 'teachers', teachers: 'teachers', mapping: 'mappings', expert_id: 'experts' },
  campaign: 'campaigns',
  subject_id: 'teachers',
  'POST /transfers/carry-out ids': 'transfers',
  'POST /experts/act ids': 'experts',
};

const upTo = (path: string, parameter: string): string =>
  path.slice(0, path.indexOf(`{${parameter}}`) + parameter.length + 2);

/** Whether the parameter is known to name a record, whatever its ids look like. */
export const isRecordsAddress = (path: string, parameter: string): boolean =>
  upTo(path, parameter) in inAddress;

/** Throws for an address that nobody has said whose id it takes. */
export function recordInAddress(path: string, parameter: string): RecordKind {
  const until = upTo(path, parameter);
  const found = inAddress[until];
  if (found === undefined) throw new Error(`say in test/security/foreign.ts whose id stands in ${until}`);
  return found;
}

export function recordInProperty(operation: Operation, name: string): RecordKind {
  const found = inProperty[`${operation.name} ${name}`] ?? inProperty[name];
  if (found === undefined) {
    throw new Error(`say in test/security/foreign.ts whose id is "${name}" of ${operation.name}`);
  }
  return found;
}

/** An id of the kind's shape that nothing has. */
export function idOfNothing(kind: RecordKind): string {
  if (kind === 'submissions') return '1-collection-987654321';
  return kind === 'sessions' ? '0'.repeat(32) : '987654321';
}

export type Ids = Readonly<Record<RecordKind, readonly string[]>>;

/** Ids of everything below the path that the people below `hiddenFrom` may not see. */
export async function idsBelow(
  { asOwner, world }: Pick<Branches, 'asOwner' | 'world'>,
  path: string,
  hiddenFrom: string,
): Promise<Ids> {
  const found: Partial<Record<RecordKind, string[]>> = {};
  for (const [record, query] of Object.entries(records)) {
    const rows = query === null ? [{ id: world.campaign }] : await asOwner<{ id: string }>(query, [path]);
    found[record as RecordKind] = rows.map(({ id }) => String(id));
  }
  const own = await asOwner<{ id: string }>(
    'select id from transfers where starts_with(from_path, $1) or starts_with(to_path, $1)',
    [hiddenFrom],
  );
  const seen = new Set(own.map(({ id }) => id));
  return { ...(found as Ids), transfers: (found.transfers ?? []).filter((id) => !seen.has(id)) };
}

/** Names, codes, receipts, files and numbers below the path. */
export async function secretsBelow({ asOwner }: Branches, path: string): Promise<string[]> {
  const rows = await asOwner<{ secret: string | null }>(
    `select name as secret from units where starts_with(path, $1)
      union select code from units where starts_with(path, $1)
      union select username from accounts where starts_with(unit_path, $1)
      union select name from teachers where starts_with(unit_path, $1)
      union select file_name from uploads where starts_with(unit_path, $1)
      union select receipt from uploads where starts_with(unit_path, $1)
      union select receipt from bundles where starts_with(unit_path, $1)`,
    [path],
  );
  const texts = rows.flatMap(({ secret }) => (secret ? [secret] : []));
  const numbers = texts.flatMap((text) => {
    const [, n] = /^张试(\d+)$/.exec(text) ?? [];
    if (n === undefined) return [];
    const { cert_no, mobile } = teacherRecord(Number(n));
    return [identityNumberOf(Number(n)), cert_no ?? '', mobile ?? ''];
  });
  return [...texts, ...numbers].filter((text) => text !== '');
}

/** The secrets that stand in the text; `张试1` doesn't stand in `张试12`. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      const around = [text[at - 1] ?? '', text[at + secret.length] ?? ''];
      if (!around.some((character) => /[\w]/.test(character))) return true;
    }
    return false;
  });
}
