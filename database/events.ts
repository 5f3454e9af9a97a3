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

export interface ShownEvent {
  readonly id: string;
  readonly at: Date;
  readonly username: string | null;
  readonly unit_name: string | null;
  readonly action: string;
  readonly detail: Params;
}

/** What happened to one subject, oldest first. */
export async function eventsOf(tx: Scoped, subject: string, subjectId: string): Promise<ShownEvent[]> {
  return await tx.sql
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.account_id')
    .leftJoin('units', 'units.id', 'accounts.unit_id')
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .where(sql<boolean>`events.unit_path >= ${tx.scope} and events.unit_path < ${`${tx.scope}~`}`)
    .select(['events.id', 'events.at', 'accounts.username', 'units.name as unit_name', 'action', 'detail'])
    .orderBy('events.id')
    .execute();
}

export async function countEvents(tx: Scoped): Promise<number> {
  const row = await tx.sql
    .selectFrom('events')
    .where(visibleTo(tx.scope))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
