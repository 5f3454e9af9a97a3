/** Who and where a transfer is about: people by their documents, schools by code or name, and the unit that would act. */
import { sql } from 'kysely';
import type { UnitClaim } from '../schemas/bundle.ts';
import { problem } from '../schemas/problem.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { identityKey } from '../schemas/snapshot.ts';
import { commonPath, routeOf, type TransferRoute } from '../schemas/transfer.ts';
import { tierOfKind, type UnitFacts, type UnitKind } from '../schemas/unit.ts';
import type { LockedTeacher } from './registrations.ts';
import type { Scoped } from './scope.ts';
import { fromRow, identityHash } from './teacher-record.ts';

export interface FoundPerson extends LockedTeacher {
  readonly unit_name: string;
}

export interface Document {
  readonly id_type: string | null;
  readonly id_number: string | null;
}

/**
 * The registry's record of each document, by {@link identityKey}: of several the one in service, else the latest. To be asked
 * across all units; what of it may be told is the caller's to judge. One statement.
 */
export async function peopleByDocument(
  tx: Scoped,
  documents: readonly Document[],
): Promise<ReadonlyMap<string, FoundPerson>> {
  const hashes = documents.map((one) => identityHash(tx.keys, one));
  const rows = await tx.sql
    .selectFrom('teachers')
    .innerJoin('units', 'units.id', 'teachers.unit_id')
    .where(sql<boolean>`teachers.identity_hash = any(${hashes}::bytea[])`)
    .selectAll('teachers')
    .select('units.name as unit_name')
    .orderBy(sql`teachers.status = '在职'`)
    .orderBy('teachers.updated_at')
    .orderBy('teachers.id')
    .execute();
  // The last one said of a document counts.
  return new Map(
    rows.map((row) => {
      const { id, version, unit_id, unit_path, unit_name } = row;
      const record = fromRow(tx.keys, { ...row });
      return [identityKey(record), { id, version, unit_id, unit_path, unit_name, record }] as const;
    }),
  );
}

/** A unit as a transfer needs to know it. */
export type PlaceOfMove = Pick<
  UnitFacts,
  'id' | 'path' | 'kind' | 'name' | 'code' | 'school_kind' | 'stages' | 'urban_rural_class'
> & { readonly closed_at: Date | null };

const placeColumns = [
  ...(['id', 'path', 'kind', 'name', 'code', 'school_kind', 'stages'] as const),
  ...(['urban_rural_class', 'closed_at'] as const),
] as const;

/** These units, by id; to be asked across all units. */
export async function placesByIds(
  tx: Scoped,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PlaceOfMove>> {
  const rows = await tx.sql
    .selectFrom('units')
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .select(placeColumns)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** School codes are digits; those of institutions may begin with a letter. */
export const isUnitCode = (text: string): boolean => /^[A-Z]?\d+$/i.test(text);

/** How a person names a school: by its code or by its whole name. */
export const claimOf = (text: string): UnitClaim =>
  isUnitCode(text) ? { by: 'code', code: text.toUpperCase() } : { by: 'name', name: text };

/** A school to which somebody may move. Throws `unit-not-collecting` for an authority, `unit-closed`, `not-found`. */
export function requireDestination(place: PlaceOfMove | undefined): PlaceOfMove {
  if (place === undefined) throw problem('not-found');
  if (tierOfKind[place.kind] !== 'school') throw problem('unit-not-collecting', { unit: place.name });
  if (place.closed_at !== null) throw problem('unit-closed', { unit: place.name });
  return place;
}

/** Who carries a move out. */
export interface Acting {
  readonly route: TransferRoute;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
}

export interface MoveAsked {
  readonly status: TeacherRecord['status'];
  readonly from_path: string;
  readonly to: Pick<PlaceOfMove, 'id' | 'path' | 'name'>;
}

/** For each move, in their order, by which route it goes and who acts. One statement. */
export async function actingFor(tx: Scoped, moves: readonly MoveAsked[]): Promise<Acting[]> {
  const paths = moves.map(({ from_path, to }) => commonPath(from_path, to.path));
  const rows = await tx.sql
    .selectFrom('units')
    .where(sql<boolean>`path = any(${[...new Set(paths)]}::text[])`)
    .select(['id', 'path', 'kind', 'name'])
    .execute();
  const byPath = new Map<string, { id: string; path: string; kind: UnitKind; name: string }>(
    rows.map((row) => [row.path, row]),
  );
  return moves.map(({ status, to }, at) => {
    const common = byPath.get(paths[at] ?? '');
    if (common === undefined) throw new Error('two schools without a unit above both');
    const { route, acts } = routeOf(status, tierOfKind[common.kind]);
    const unit = acts === 'receiving' ? to : common;
    return { route, unit_id: unit.id, unit_path: unit.path, unit_name: unit.name };
  });
}
