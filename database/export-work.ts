/** Exports as work: claimed by one delivery, held while the file is written, concluded with it. */
import { sql } from 'kysely';
import type { ExportWish } from '../schemas/export.ts';
import type { UnitKind } from '../schemas/unit.ts';
import { unclaimed } from './claim.ts';
import type { Database } from './connect.ts';
import { moveExport } from './exports.ts';
import { asSystem, type Scoped } from './scope.ts';

/** What the writer of a file is told. */
export interface ClaimedExport extends ExportWish {
  readonly id: string;
  readonly area: ExportWish['area'] & { readonly name: string };
  /** Of whoever asked: what they may see is what goes in. */
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_kind: UnitKind;
  readonly unit_name: string;
  readonly username: string;
  readonly asked_at: Date;
  readonly attempts: number;
  readonly request_id: string | null;
}

/** Counts the attempt and answers what is to be written. Null where nothing is owed, or somebody has just taken it up. */
export async function claimExport(db: Database, id: string): Promise<ClaimedExport | null> {
  return await asSystem(db, async (tx) => {
    const claimed = await tx.sql
      .updateTable('exports')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), claimed_at: sql<Date>`now()` }))
      .where('id', '=', id)
      .where('owes', '=', 'export')
      .where(unclaimed)
      .returning('id')
      .executeTakeFirst();
    if (claimed === undefined) return null;
    type Row = Omit<ClaimedExport, 'area'> & { area_id: string; area_path: string; area_name: string };
    const { rows } = await sql<Row>`
      select x.id, x.kind, x.format, x.numbers, x.area_id, x.area_path, a.name as area_name, x.campaign_id, x.city_id, x.as_of,
        x.unit_id, x.unit_path, u.kind as unit_kind, u.name as unit_name, o.username, x.asked_at, x.attempts, x.request_id
      from exports x join units u on u.id = x.unit_id join units a on a.id = x.area_id join accounts o on o.id = x.asked_by
      where x.id = ${id}`.execute(tx.sql);
    const [row] = rows;
    if (row === undefined) return null;
    const { area_id, area_path, area_name, ...wish } = row;
    return { ...wish, area: { id: area_id, path: area_path, name: area_name } };
  });
}

/** Any number of its own: the locks of this house are told apart by it. */
const lockSpace = 35;

/**
 * Holds an export until the transaction ends, and the dead let go of it. False when another delivery is writing it, or nothing is
 * owed any more.
 */
export async function holdExport(tx: Scoped, id: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${lockSpace}, hashtext(${id})) as held`.execute(tx.sql);
  if (rows[0]?.held !== true) return false;
  // Not locked: its progress is told meanwhile.
  const owed = await tx.sql
    .selectFrom('exports')
    .where('id', '=', id)
    .where('owes', '=', 'export')
    .select('id')
    .executeTakeFirst();
  return owed !== undefined;
}

/** How far it is, for whoever watches; in a transaction of its own. */
export async function saveExportProgress(db: Database, id: string, rows: number): Promise<void> {
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('exports')
      .set({ rows_written: rows })
      .where('id', '=', id)
      .where('owes', '=', 'export')
      .execute(),
  );
}

export interface WrittenFile {
  readonly rows: number;
  readonly size_bytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** In the transaction that kept the file. */
export const concludeExport = (tx: Scoped, id: string, { rows, size_bytes, digest }: WrittenFile) =>
  moveExport(
    tx,
    id,
    'write',
    'system',
    // The moment at which the transaction began.
    {
      rows_written: rows,
      size_bytes: String(size_bytes),
      digest: Buffer.from(digest, 'hex'),
      snapshot_at: sql<Date>`now()`,
    },
    { rows, digest },
  );

/** After too many attempts: people see it and may ask again. */
export const failExport = (db: Database, id: string) =>
  asSystem(db, (tx) => moveExport(tx, id, 'fail', 'system'));
