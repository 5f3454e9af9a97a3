/** What happened to a unit: its codes, its former places, who took over from whom, and by whom it was done. */
import { sql } from 'kysely';
import type { Params } from '../schemas/language.ts';
import { problem } from '../schemas/problem.ts';
import { actedBy } from './events.ts';
import { type Scoped, visibleTo } from './scope.ts';

export interface HeldCode {
  readonly code: string;
  /** `YYYY-MM-DD`; null: since before it was known here. */
  readonly valid_from: string | null;
  /** Null: in use. */
  readonly valid_to: string | null;
}

/** A unit that another unit's history speaks of, by its name even where it lies outside the reader's scope. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  /** Whether the reader may open it. */
  readonly is_in_scope: boolean;
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
  /** The units that events speak of, by id. */
  readonly named: ReadonlyMap<string, NamedUnit>;
}

/** Within scope. Throws `not-found`. */
export async function historyOfUnit(tx: Scoped, id: string): Promise<OrganisationHistory> {
  const unit = await tx.sql
    .selectFrom('units')
    .where('id', '=', id)
    .where(sql<boolean>`path >= ${tx.scope} and path < ${`${tx.scope}~`}`)
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
    .select(['id', 'name', sql.lit(true).as('is_in_scope')])
    .orderBy('closed_at')
    .$castTo<NamedUnit>()
    .execute();
  const events = await tx.sql
    .selectFrom('events')
    .where('subject', '=', 'unit')
    .where('subject_id', '=', id)
    .where('action', 'in', organisationEvents)
    .where(visibleTo(tx.scope))
    .select(['id', 'at', 'action', 'detail', actedBy.as('by')])
    .orderBy('id', 'desc')
    .limit(200)
    .$castTo<OrganisationEvent>()
    .execute();
  const named = await namedUnits(tx, [
    ...(unit.merged_into === null ? [] : [unit.merged_into]),
    ...events.flatMap(({ detail }) => unitsIn(detail)),
  ]);
  const { merged_into } = unit;
  return {
    ...{ codes, merged_from, events, named },
    merged_into: merged_into === null ? null : (named.get(merged_into) ?? null),
  };
}

/** Ids of units that an event's detail holds. */
const unitsIn = (detail: Params): string[] =>
  ['unit_id', 'into', 'from', 'to'].flatMap((key) => {
    const value = detail[key];
    return typeof value === 'string' ? [value] : [];
  });

async function namedUnits(tx: Scoped, ids: readonly string[]): Promise<ReadonlyMap<string, NamedUnit>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<NamedUnit>`
    select id::text, unit_name(id) as name, exists (select from units u where u.id = given.id) as is_in_scope
    from unnest(${[...new Set(ids)]}::bigint[]) as given (id) where unit_name(id) is not null`.execute(
    tx.sql,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
