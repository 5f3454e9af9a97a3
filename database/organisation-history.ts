/** What happened to a unit: its codes, its former places, who took over from whom, and by whom it was done. */
import { sql } from 'kysely';
import type { Params } from '../schemas/language.ts';
import { problem } from '../schemas/problem.ts';
import type { Scoped } from './scope.ts';

export interface HeldCode {
  readonly code: string;
  /** `YYYY-MM-DD`; null: since before it was known here. */
  readonly valid_from: string | null;
  /** Null: in use. */
  readonly valid_to: string | null;
}

/** A unit that another unit's history speaks of; the name is null where it lies outside the reader's scope. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string | null;
}

export interface OrganisationEvent {
  readonly id: string;
  readonly at: Date;
  /** Unit and username of whoever did it; null for the system. */
  readonly by: string | null;
  readonly action: OrganisationEventAction;
  readonly detail: Params;
}

/** What is appended about units as organisations; a download of a template is none of it. */
export const organisationEvents = [
  ...(['add', 'change', 'move', 'release', 'close', 'reopen'] as const),
  ...(['merge', 'absorb', 'split', 'split-from'] as const),
] as const;
export type OrganisationEventAction = (typeof organisationEvents)[number];

export interface OrganisationHistory {
  /** The one in use first, then the latest. */
  readonly codes: readonly HeldCode[];
  readonly merged_from: readonly NamedUnit[];
  readonly merged_into: NamedUnit | null;
  /** Newest first, at most the last 200. */
  readonly events: readonly OrganisationEvent[];
  /** Names of the units that events speak of, by id, as far as they lie within scope. */
  readonly names: ReadonlyMap<string, string>;
}

/** Within scope. Throws `not-found`. */
export async function historyOfUnit(tx: Scoped, id: string): Promise<OrganisationHistory> {
  const unit = await tx.sql
    .selectFrom('units')
    .where('id', '=', id)
    .select(['merged_into'])
    .executeTakeFirst();
  if (!unit) throw problem('not-found');
  const codes = await tx.sql
    .selectFrom('unit_codes')
    .where('unit_id', '=', id)
    .select(['code', 'valid_from', 'valid_to'])
    .orderBy('valid_to', (order) => order.desc().nullsFirst())
    .orderBy('code')
    .execute();
  const merged_from = await tx.sql
    .selectFrom('units')
    .where('merged_into', '=', id)
    .select(['id', 'name'])
    .orderBy('closed_at')
    .execute();
  const events = await tx.sql
    .selectFrom('events')
    .where('subject', '=', 'unit')
    .where('subject_id', '=', id)
    .where('action', 'in', organisationEvents)
    .select(['id', 'at', 'action', 'detail', sql<string | null>`account_label(account_id)`.as('by')])
    .orderBy('id', 'desc')
    .limit(200)
    .$castTo<OrganisationEvent>()
    .execute();
  const names = await namesOf(tx, [
    ...(unit.merged_into === null ? [] : [unit.merged_into]),
    ...events.flatMap(({ detail }) => unitsIn(detail)),
  ]);
  const { merged_into } = unit;
  return {
    ...{ codes, merged_from, events, names },
    merged_into: merged_into === null ? null : { id: merged_into, name: names.get(merged_into) ?? null },
  };
}

/** Ids of units that an event's detail holds. */
const unitsIn = (detail: Params): string[] =>
  ['unit_id', 'into', 'from', 'to'].flatMap((key) => {
    const value = detail[key];
    return typeof value === 'string' ? [value] : [];
  });

async function namesOf(tx: Scoped, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql
    .selectFrom('units')
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'name'])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
