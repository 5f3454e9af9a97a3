/** The kept keys: made, announced before they are used, wrapped for another secret, and retired. For the owner of the database. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { appendEvent } from './events.ts';
import { firstKeys, type KeptPurpose, keptPurposes, wrappingKey } from './keys.ts';
import { type RowsOfVersion, rowsOfVersion } from './resealing.ts';
import { asSystem, type Scoped } from './scope.ts';
import { rootUnit } from './units.ts';
import { unwrap, wrap } from './wrapping.ts';

/**
 * From the announcement of a version to its use. Processes look at most half a minute before they begin anything
 * (database/keyring.ts); the rest is for transactions that were begun before and have long to read.
 */
const announced_minutes = 5;
/** From the use of a version until the one before may go: longer than any transaction that still seals with that. */
const settled_minutes = 60;
/** The version stands in one byte. */
const last_version = 255;
/** Versions of what is sealed. A fingerprint has one version: two can't be compared, and a unique index compares. */
const rotating = ['seal', 'trail'] as const satisfies readonly KeptPurpose[];

export interface KeptVersion {
  readonly purpose: KeptPurpose;
  readonly version: number;
  readonly active_from: Date;
  readonly retired_at: Date | null;
  readonly state: 'announced' | 'active' | 'former' | 'retired';
}

/** Keeps the first version of each key where none is kept. Throws `WrongSecret` where others are kept with another secret. */
export const keepFirstKeys = (db: Database, secret: string): Promise<void> =>
  asSystem(db, async (tx) => {
    const kept = await lockedKeys(tx);
    const one = kept.find(({ wrapped }) => wrapped !== null);
    if (one?.wrapped) unwrap(wrappingKey(secret), one.purpose, one.version, one.wrapped);
    if (kept.length > 0) return;
    const first = firstKeys(secret);
    for (const purpose of keptPurposes) await keep(tx, secret, purpose, 1, first[purpose], 0);
  });

/** Oldest first, purpose by purpose. */
export const keptVersions = (db: Database): Promise<KeptVersion[]> =>
  asSystem(db, async (tx) => {
    const { rows } = await sql<KeptVersion>`
      select purpose, version, active_from, retired_at, case
          when retired_at is not null then 'retired'
          when active_from > now() then 'announced'
          when version = max(version) filter (where active_from <= now()) over (partition by purpose) then 'active'
          else 'former' end as state
      from data_keys order by purpose, version`.execute(tx.sql);
    return rows;
  });

/**
 * Announces a new version of what seals, used from some minutes later on. While one is announced already it answers that.
 * Throws `WrongSecret`.
 */
export async function rotateKeys(
  db: Database,
  secret: string,
): Promise<{ readonly version: number; readonly active_from: Date }> {
  await keepFirstKeys(db, secret);
  return await asSystem(db, async (tx) => {
    const kept = await lockedKeys(tx);
    const announced = kept.find(({ is_active }) => !is_active);
    if (announced !== undefined) return announced;
    const version = Math.max(...kept.map((key) => key.version)) + 1;
    if (version > last_version) throw new Error(`no version is left after ${last_version}`);
    for (const purpose of rotating) {
      await keep(tx, secret, purpose, version, randomBytes(32), announced_minutes);
    }
    await note(tx, 'announce', version);
    return (await lockedKeys(tx)).find((key) => key.version === version) as LockedKey;
  });
}

/** Wraps all keys for another secret; processes that run go on with what they know. Throws `WrongSecret` where `from` isn't the present one. */
export async function rewrapKeys(db: Database, { from, to }: { from: string; to: string }): Promise<void> {
  await keepFirstKeys(db, from);
  const [old, wrapping] = [wrappingKey(from), wrappingKey(to)];
  await asSystem(db, async (tx) => {
    for (const { purpose, version, wrapped } of await lockedKeys(tx)) {
      if (wrapped === null) continue;
      const again = wrap(wrapping, purpose, version, unwrap(old, purpose, version, wrapped));
      await tx.sql
        .updateTable('data_keys')
        .set({ wrapped: again })
        .where('purpose', '=', purpose)
        .where('version', '=', version)
        .execute();
    }
    await note(tx, 'rewrap', null);
  });
}

export type Retired =
  | { readonly outcome: 'retired' | 'unknown' | 'in-use' }
  | { readonly outcome: 'too-early'; readonly from: Date }
  | { readonly outcome: 'still-carried'; readonly rows: readonly RowsOfVersion[] };

/**
 * Takes a former version of the sealing key away for good: what it sealed, in a backup too, opens with this registry no more.
 * Refused while any row carries it. That of the trail stays: events can't be sealed anew.
 */
export async function retireKey(db: Database, version: number): Promise<Retired> {
  const versions = (await keptVersions(db)).filter(({ purpose }) => purpose === 'seal');
  const found = versions.find((one) => one.version === version);
  if (found === undefined || found.state === 'retired') return { outcome: 'unknown' };
  if (found.state !== 'former') return { outcome: 'in-use' };
  const active = versions.find(({ state }) => state === 'active') as KeptVersion;
  const from = new Date(active.active_from.getTime() + settled_minutes * 60_000);
  if (from > new Date()) return { outcome: 'too-early', from };
  const rows = await rowsOfVersion(db, version);
  if (rows.length > 0) return { outcome: 'still-carried', rows };
  await asSystem(db, async (tx) => {
    await tx.sql
      .updateTable('data_keys')
      .set({ wrapped: null, retired_at: sql`now()` })
      .where('purpose', '=', 'seal')
      .where('version', '=', version)
      .execute();
    await note(tx, 'retire', version);
  });
  return { outcome: 'retired' };
}

interface LockedKey {
  readonly purpose: KeptPurpose;
  readonly version: number;
  readonly wrapped: Buffer | null;
  readonly active_from: Date;
  readonly is_active: boolean;
}

/** Whoever changes keys is alone at it. Others go on reading. */
async function lockedKeys(tx: Scoped): Promise<LockedKey[]> {
  await sql`lock table data_keys in share row exclusive mode`.execute(tx.sql);
  const { rows } = await sql<LockedKey>`
    select purpose, version, wrapped, active_from, active_from <= now() as is_active
    from data_keys order by purpose, version`.execute(tx.sql);
  return rows;
}

const keep = (
  tx: Scoped,
  secret: string,
  purpose: KeptPurpose,
  version: number,
  key: Buffer,
  minutes: number,
) =>
  tx.sql
    .insertInto('data_keys')
    .values({
      ...{ purpose, version, wrapped: wrap(wrappingKey(secret), purpose, version, key) },
      active_from: sql`now() + make_interval(mins => ${minutes})`,
    })
    .execute();

/** At the province, which answers for the register; before there is one, nobody can read of it. */
async function note(tx: Scoped, action: string, version: number | null): Promise<void> {
  const root = await rootUnit(tx);
  if (root === undefined) return;
  await appendEvent(tx, {
    ...{ account_id: null, unit_id: root.id, unit_path: root.path },
    ...{ subject: 'key', subject_id: version === null ? null : String(version), action },
  });
}
