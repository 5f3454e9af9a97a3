/** Searching the audit trail: who did what when within a scope, the newest first. */
import { sql } from 'kysely';
import type { Params } from '../schemas/language.ts';
import { type Scoped, visibleTo } from './scope.ts';

/** A subject and what was done to it. */
export interface EventKind {
  readonly subject: string;
  readonly action: string;
}

export interface AuditFilter {
  /** A unit and all below it; the scope unless said. */
  readonly path?: string | undefined;
  /** Username, as it is written. */
  readonly username?: string | undefined;
  /** Any of these. */
  readonly kinds?: readonly EventKind[] | undefined;
  readonly subject?: string | undefined;
  readonly subject_id?: string | undefined;
  /** Days in Asia/Shanghai, `YYYY-MM-DD`; both belong to the range. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly offset?: number;
}

export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  /** Unit and username; null for the system. */
  readonly by: string | null;
  /** Whose data it was about. */
  readonly unit_id: string;
  readonly unit_name: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly action: string;
  readonly detail: Params;
}

const firstMoment = (day: string) => sql<Date>`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
const momentAfter = (day: string) => sql<Date>`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;

/** One more than the limit is never read: how many there are in all would cost a walk through everything. */
export async function searchAudit(
  tx: Scoped,
  filter: AuditFilter,
): Promise<{ lines: AuditLine[]; is_more: boolean }> {
  const { path, username, kinds, subject, subject_id, from, to, limit, offset = 0 } = filter;
  let query = tx.sql.selectFrom('events').where(visibleTo(tx.scope));
  if (path !== undefined && path !== tx.scope) query = query.where(visibleTo(path));
  if (username !== undefined)
    query = query.where(
      'account_id',
      'in',
      tx.sql.selectFrom('accounts').where(visibleTo(tx.scope)).where('username', '=', username).select('id'),
    );
  if (kinds !== undefined)
    query = query.where((eb) =>
      eb.or(kinds.map((kind) => eb.and([eb('subject', '=', kind.subject), eb('action', '=', kind.action)]))),
    );
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (subject_id !== undefined) query = query.where('subject_id', '=', subject_id);
  if (from !== undefined) query = query.where('at', '>=', firstMoment(from));
  if (to !== undefined) query = query.where('at', '<', momentAfter(to));
  const lines = await query
    .select(['id', 'at', 'unit_id', 'subject', 'subject_id', 'action', 'detail'])
    .select([
      sql<string | null>`account_label(account_id)`.as('by'),
      sql<string>`unit_name(unit_id)`.as('unit_name'),
    ])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return { lines: lines.slice(0, limit), is_more: lines.length > limit };
}
