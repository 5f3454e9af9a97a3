/** Events: who did what to what, when; appended in the transaction that did it, never changed. */
import { sql } from 'kysely';
import type { Params } from '../schemas/language.ts';
import type { Scoped } from './scope.ts';
import { visibleTo } from './scope.ts';

export interface NewEvent {
  readonly account_id: string | null;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly action: string;
  /** Ids, codes and counts only: never a name, number or reason that a person typed. */
  readonly detail?: Params;
}

export async function appendEvent(tx: Scoped, event: NewEvent): Promise<void> {
  await tx.sql
    .insertInto('events')
    .values({ ...event, detail: JSON.stringify(event.detail ?? {}) })
    .execute();
}

/** Unit, username, and within the scope of whoever reads the person who held the account then. */
export const actedBy = sql<
  string | null
>`nullif(concat_ws(' · ', account_label(account_id), holder_at(account_id, at)), '')`;

export interface ShownEvent {
  readonly id: string;
  readonly at: Date;
  /** Unit, username and person, see {@link actedBy}; null for the system. */
  readonly by: string | null;
  readonly action: string;
  readonly detail: Params;
}

/** What happened to one subject, oldest first. */
export async function eventsOf(tx: Scoped, subject: string, subjectId: string): Promise<ShownEvent[]> {
  return await tx.sql
    .selectFrom('events')
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .where(visibleTo(tx.scope))
    .select(['id', 'at', 'action', 'detail', actedBy.as('by')])
    .orderBy('id')
    .execute();
}

/** The last things that happened to one subject at a unit or below it, the newest first. */
export async function latestEvents(
  tx: Scoped,
  subject: string,
  subjectId: string,
  { path, limit, action }: { readonly path: string; readonly limit: number; readonly action?: string },
): Promise<ShownEvent[]> {
  return await tx.sql
    .selectFrom('events')
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .where(visibleTo(tx.scope))
    .where(visibleTo(path))
    .select(['id', 'at', 'action', 'detail', actedBy.as('by')])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
