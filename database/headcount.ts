/** Headcount: how many teachers a unit has in service, beside how many leave it by a change set. */
import { sql } from 'kysely';
import type { ChangeKind } from '../schemas/change.ts';
import type { Scoped } from './scope.ts';

export interface Headcount {
  readonly in_service: number;
  /** Departures of the set that were not rejected. */
  readonly departing: number;
}

/** Within scope, by what a set holds of each kind. Nobody is counted where nobody leaves. */
export async function headcountOf(
  tx: Scoped,
  unitId: string,
  kinds: readonly { readonly kind: ChangeKind; readonly count: number; readonly rejected: number }[],
): Promise<Headcount> {
  const departures = kinds.find(({ kind }) => kind === 'depart');
  const departing = departures === undefined ? 0 : departures.count - departures.rejected;
  if (departing === 0) return { in_service: 0, departing };
  const { rows } = await sql<{ in_service: number }>`select count(*)::int as in_service from teachers
    where unit_id = ${unitId} and status = '在职'`.execute(tx.sql);
  return { in_service: rows[0]?.in_service ?? 0, departing };
}
