/** Snapshots: what the registry and other files say of the people in the files of one job. */
import { claimsOnDocuments } from '../database/claims.ts';
import type { Database } from '../database/connect.ts';
import { lookalikesOf } from '../database/lookalikes.ts';
import { atOnce } from '../database/scope.ts';
import { snapshotsFor } from '../database/snapshots.ts';
import { newcomers } from '../pipeline/newcomers.ts';
import { lookalikeQuestions } from '../pipeline/probable-duplicates.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import type { Snapshot } from '../schemas/snapshot.ts';

export interface Compared {
  readonly unit_id: string;
  readonly rows: readonly CheckedRow[];
}

/**
 * A snapshot for each file. One statement for all of them; where somebody is new to a unit a second one asks who else sends
 * that person in, and where the registry has not seen somebody a third one asks whom they resemble.
 */
export async function snapshotsOf(db: Database, files: readonly Compared[]): Promise<Snapshot[]> {
  const questions = files.map(({ unit_id, rows }) => ({
    unit_id,
    named: rows.map((row) => row.values),
    stamps: rows.flatMap((row) => row.stamp ?? []),
  }));
  const snapshots = await atOnce(db, (tx) => snapshotsFor(tx, questions));
  const arrived = snapshots.map((snapshot, index) => newcomers(files[index]?.rows ?? [], snapshot));
  const documents = arrived.flat().map((row) => row.values);
  if (documents.length === 0) return snapshots;
  const strangers = snapshots.flatMap((snapshot, index) =>
    lookalikeQuestions(arrived[index] ?? [], snapshot),
  );
  // Neither waits for the other.
  const [claims, lookalikes] = await Promise.all([
    atOnce(db, (tx) => claimsOnDocuments(tx, documents)),
    atOnce(db, (tx) => lookalikesOf(tx, strangers)),
  ]);
  return snapshots.map((snapshot) => ({
    ...snapshot,
    claims: claims.filter(({ unit_id }) => unit_id !== snapshot.unit_id),
    lookalikes,
  }));
}
