/** The files of a bundle: where each stands now, and giving one to a school that a person has chosen. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { BundleOutcome, UnitClaim, UnroutedReason } from '../schemas/bundle.ts';
import type { UploadCounts } from '../schemas/examined.ts';
import { problem } from '../schemas/problem.ts';
import type { Refusal } from '../schemas/refusal.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { type ShownBundle, uploadFrom } from './bundles.ts';
import { destinationsOf } from './destinations.ts';
import { appendEvent } from './events.ts';
import { receiveUploads } from './receiving.ts';
import type { Scoped } from './scope.ts';
import { openBytes } from './seal.ts';
import { requireTakesFiles } from './submission-locks.ts';
import { requireTakenIn } from './unit-windows.ts';

/** Where a file stands: the state of its upload, else what became of it when it was taken in. */
export type Standing = UploadState | BundleOutcome;

export interface ShownBundleFile {
  readonly position: number;
  readonly shown: string;
  readonly outcome: BundleOutcome;
  readonly standing: Standing;
  readonly reason: UnroutedReason | null;
  readonly refusal: Refusal | null;
  readonly claim: UnitClaim | null;
  readonly upload_id: string | null;
  readonly receipt: string | null;
  readonly state: UploadState | null;
  readonly counts: UploadCounts | null;
  readonly unit_id: string | null;
  readonly unit_name: string | null;
  readonly unit_code: string | null;
  /** Files of this bundle that went to the same school; the last one counts. */
  readonly of_unit: number;
}

/** All files of a bundle beside their uploads; a school that has left the viewer's scope takes its upload with it. */
const beside = (tx: Scoped, bundleId: string) => sql`
  select f.position, f.shown, f.outcome, coalesce(u.state, f.outcome) as standing, f.reason, coalesce(f.refusal, u.refusal) as refusal,
    f.claim, u.id as upload_id, u.receipt, u.state, u.counts, u.unit_id, s.name as unit_name, s.code as unit_code,
    (count(*) over (partition by u.unit_id))::int as of_unit
  from bundle_files f
  left join uploads u on u.id = f.upload_id and u.unit_path >= ${tx.scope} and u.unit_path < ${`${tx.scope}~`}
  left join units s on s.id = u.unit_id
  where f.bundle_id = ${bundleId}`;

export interface BundleFileFilter {
  /** All when absent. */
  readonly standings?: readonly Standing[];
  readonly limit: number;
  readonly offset: number;
}

/** Files of a bundle within scope, in the order of the archive. */
export async function filesOfBundle(
  tx: Scoped,
  bundleId: string,
  { standings, limit, offset }: BundleFileFilter,
): Promise<ShownBundleFile[]> {
  const wanted = standings === undefined ? sql`true` : sql`standing = any(${standings}::text[])`;
  const { rows } = await sql<ShownBundleFile>`
    select * from (${beside(tx, bundleId)}) files where ${wanted} order by position limit ${limit} offset ${offset}`.execute(
    tx.sql,
  );
  return rows;
}

/** How many files of a bundle stand where. */
export async function countStandings(
  tx: Scoped,
  bundleId: string,
): Promise<Partial<Record<Standing, number>>> {
  const { rows } = await sql<{ standing: Standing; count: number }>`
    select standing, count(*)::int as count from (${beside(tx, bundleId)}) files group by standing`.execute(
    tx.sql,
  );
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]));
}

/**
 * Gives an unrouted file to a school below the bundle's unit; its bytes then live on as that school's upload alone. Throws
 * `not-found`, `file-has-its-school`, and for a claim that leads nowhere `no-such-school`, `school-ambiguous` or
 * `unit-not-collecting`, and `submission-closed` where the school takes no files; `window-closed` where its days were over when the
 * bundle came.
 */
export async function routeFile(
  tx: Scoped,
  actor: Actor,
  bundle: ShownBundle,
  position: number,
  claim: Exclude<UnitClaim, { by: 'stamp' }>,
  now: Date,
): Promise<void> {
  const file = await tx.sql
    .selectFrom('bundle_files')
    .where('bundle_id', '=', bundle.id)
    .where('position', '=', position)
    .select(['shown', 'outcome', 'sealed'])
    .forUpdate()
    .executeTakeFirst();
  if (!file) throw problem('not-found');
  if (file.outcome !== 'unrouted' || file.sealed === null) throw problem('file-has-its-school');
  const unit = await chosenUnit(tx, bundle, claim);
  await requireTakesFiles(tx, unit, 'teacher', now);
  const bytes = openBytes(tx.keys, 'file', file.sealed);
  const upload = uploadFrom(file.shown, bytes, unit, bundle.received_at);
  const [received] = await receiveUploads(tx, actor, [upload]);
  if (received === undefined) throw new Error('nothing was received');
  if (!received.repeated) await requireTakenIn(tx, 'teacher', [unit], bundle.received_at);
  await tx.sql
    .updateTable('bundle_files')
    .set({
      outcome: received.repeated ? 'repeated' : 'routed',
      upload_id: received.id,
      reason: null,
      sealed: null,
    })
    .where('bundle_id', '=', bundle.id)
    .where('position', '=', position)
    .execute();
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: bundle.unit_id, unit_path: bundle.unit_path },
    ...{ subject: 'bundle', subject_id: bundle.id, action: 'route' },
    detail: { position, upload_id: received.id },
  });
}

async function chosenUnit(tx: Scoped, bundle: ShownBundle, claim: Exclude<UnitClaim, { by: 'stamp' }>) {
  const [destination] = await destinationsOf(tx, [claim], bundle.unit_path);
  if (destination !== undefined && 'unit' in destination) return destination.unit;
  const unit = claim.by === 'code' ? claim.code : claim.name;
  const code = codes[destination?.reason ?? 'unknown'] ?? 'no-such-school';
  throw problem(code, { unit });
}

const codes: Partial<Record<UnroutedReason, 'school-ambiguous' | 'unit-not-collecting'>> = {
  ambiguous: 'school-ambiguous',
  'not-a-school': 'unit-not-collecting',
};
