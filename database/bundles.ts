/** Bundles: taking an archive's files in under one receipt, each routed to its school, and listing what was sent. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { UnitClaim } from '../schemas/bundle.ts';
import { problem } from '../schemas/problem.ts';
import type { Refusal } from '../schemas/refusal.ts';
import { type Destination, destinationsOf } from './destinations.ts';
import { appendEvent } from './events.ts';
import { type NewUpload, nextReceipt, type Received, receiveUploads } from './receiving.ts';
import { type Scoped, visibleTo } from './scope.ts';
import { sealBytes } from './seal.ts';
import { closedUnits } from './submission-locks.ts';
import { requireTakenIn } from './unit-windows.ts';

/** A file as it came out of the archive and was read for its school. `was_read` is false where there was no time to. */
export type BundleItem = { readonly shown: string } & (
  | { readonly bytes: Uint8Array; readonly claim: UnitClaim | null; readonly was_read: boolean }
  | { readonly refusal: Refusal }
  | { readonly ignored: true }
);

export interface NewBundle {
  readonly file_name: string;
  readonly size_bytes: number;
  readonly sha256: Buffer;
  /** By the application's clock: the deadline of each file in it. */
  readonly received_at: Date;
  readonly items: readonly BundleItem[];
}

type Readable = Extract<BundleItem, { bytes: Uint8Array }>;
const isReadable = (item: BundleItem): item is Readable => 'bytes' in item;

/** The bundle of these very bytes that the actor's unit sent before. */
export async function bundleOf(tx: Scoped, actor: Actor, sha256: Buffer): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('bundles')
    .where('unit_id', '=', actor.unit_id)
    .where('sha256', '=', sha256)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/**
 * Keeps a bundle of the actor's unit: what has a school within its scope becomes an upload there, the rest waits for somebody to
 * choose one. The same bytes again answer the first bundle and change nothing. Throws `window-closed`, and keeps nothing, where the
 * days of one of these schools are over.
 */
export async function receiveBundle(tx: Scoped, actor: Actor, bundle: NewBundle, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into bundles (receipt, unit_id, unit_path, file_name, size_bytes, sha256, received_by, received_at)
    values (${nextReceipt}, ${actor.unit_id}, ${actor.unit_path}, ${bundle.file_name}, ${bundle.size_bytes}, ${bundle.sha256},
      ${actor.account_id}, ${bundle.received_at})
    on conflict (unit_id, sha256) do nothing returning id`.execute(tx.sql);
  const id = rows[0]?.id ?? (await bundleOf(tx, actor, bundle.sha256));
  if (id === undefined) throw new Error('a bundle was neither kept nor there before');
  if (rows.length === 0) return id;
  const placed = await place(tx, actor, bundle, now);
  await keepFiles(tx, id, placed);
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'bundle', subject_id: id, action: 'receive', detail: detailOf(bundle, placed) },
  });
  return id;
}

interface Placed {
  readonly item: BundleItem;
  readonly destination: Destination;
  readonly received: Received | undefined;
}

async function place(
  tx: Scoped,
  actor: Actor,
  { items, received_at }: NewBundle,
  now: Date,
): Promise<Placed[]> {
  const claims = items.map((item) => (isReadable(item) ? item.claim : null));
  const destinations = await openOnes(tx, await destinationsOf(tx, claims), now);
  const found = items.map((item, at) => ({ item, destination: destinations[at] ?? nowhere }));
  const uploads = found.map(({ item, destination }) =>
    isReadable(item) && 'unit' in destination
      ? [uploadFrom(item.shown, item.bytes, destination.unit, received_at)]
      : [],
  );
  const kept = await receiveUploads(tx, actor, uploads.flat());
  const fresh = uploads.flat().flatMap(({ unit }, at) => (kept[at]?.repeated === false ? [unit] : []));
  await requireTakenIn(tx, 'teacher', fresh, received_at);
  const received = kept.values();
  return found.map((one, at) => ({
    ...one,
    received: uploads[at]?.length === 1 ? received.next().value : undefined,
  }));
}

/** A school that has given its word takes no file for the time being: its file waits like one that has no school. */
async function openOnes(
  tx: Scoped,
  destinations: readonly Destination[],
  now: Date,
): Promise<readonly Destination[]> {
  const ids = destinations.flatMap((one) => ('unit' in one ? [one.unit.id] : []));
  const closed = await closedUnits(tx, ids, 'teacher', now);
  return destinations.map((one) =>
    'unit' in one && closed.has(one.unit.id) ? { reason: 'submission-closed' } : one,
  );
}

const nowhere: Destination = { reason: 'says-nothing' };

/** A file of a bundle as an upload of its school; folders of the archive are no part of its name. */
export const uploadFrom = (
  shown: string,
  bytes: Uint8Array,
  unit: NewUpload['unit'],
  received_at: Date,
): NewUpload => ({
  ...{ unit, bytes, template: 'teacher', received_at },
  file_name: shown.split(/[\\/]/).at(-1) || shown,
});

/** Files that one statement writes; each has ten values. */
const filesPerStatement = 100;

async function keepFiles(tx: Scoped, bundle_id: string, placed: readonly Placed[]): Promise<void> {
  for (let at = 0; at < placed.length; at += filesPerStatement) {
    const rows = placed
      .slice(at, at + filesPerStatement)
      .map((one, index) => ({ bundle_id, position: at + index + 1, ...fileRow(tx, one) }));
    await tx.sql.insertInto('bundle_files').values(rows).execute();
  }
}

function fileRow(tx: Scoped, { item, destination, received }: Placed) {
  const { shown } = item;
  const row = { shown, reason: null, refusal: null, claim: null, upload_id: null, sealed: null };
  if ('ignored' in item) return { ...row, outcome: 'ignored' } as const;
  if ('refusal' in item)
    return { ...row, outcome: 'refused', refusal: JSON.stringify(item.refusal) } as const;
  const claim = item.claim === null ? null : JSON.stringify(item.claim);
  if ('reason' in destination) {
    const reason = item.was_read ? destination.reason : 'not-read';
    const sealed = sealBytes(tx.keys, 'file', item.bytes);
    return { ...row, claim, reason, sealed, outcome: 'unrouted' } as const;
  }
  const outcome = received?.repeated ? 'repeated' : 'routed';
  return { ...row, claim, outcome, upload_id: received?.id ?? null } as const;
}

function detailOf({ size_bytes, items }: NewBundle, placed: readonly Placed[]) {
  const routed = placed.filter(({ received }) => received !== undefined).length;
  const refused = items.filter((item) => 'refusal' in item).length;
  const ignored = items.filter((item) => 'ignored' in item).length;
  return { size_bytes, routed, refused, ignored, unrouted: items.length - routed - refused - ignored };
}

const shownBundles = (tx: Scoped) =>
  tx.sql
    .selectFrom('bundles')
    .where(visibleTo(tx.scope))
    .innerJoin('units', 'units.id', 'bundles.unit_id')
    .select([
      'bundles.id',
      'bundles.receipt',
      'bundles.unit_id',
      'bundles.unit_path',
      'bundles.file_name',
      'bundles.size_bytes',
      'bundles.received_at',
      'units.name as unit_name',
      'units.code as unit_code',
      sql<string>`account_label(bundles.received_by)`.as('received_by'),
      sql<number>`(select count(*)::int from bundle_files f where f.bundle_id = bundles.id and f.outcome <> 'ignored')`.as(
        'files',
      ),
      sql<number>`(select count(*)::int from bundle_files f where f.bundle_id = bundles.id and f.outcome = 'unrouted')`.as(
        'unrouted',
      ),
    ]);

export type ShownBundle = Awaited<ReturnType<ReturnType<typeof shownBundles>['executeTakeFirstOrThrow']>>;

/** One bundle within scope. Throws `not-found`. */
export async function bundleById(tx: Scoped, id: string): Promise<ShownBundle> {
  const bundle = await shownBundles(tx).where('bundles.id', '=', id).executeTakeFirst();
  if (!bundle) throw problem('not-found');
  return bundle;
}

/** Bundles within scope, newest first, with how many there are. */
export async function listBundles(
  tx: Scoped,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ bundles: ShownBundle[]; total: number }> {
  const { count } = await tx.sql
    .selectFrom('bundles')
    .where(visibleTo(tx.scope))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const bundles = await shownBundles(tx)
    .orderBy('bundles.received_at', 'desc')
    .orderBy('bundles.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { bundles, total: Number(count) };
}
