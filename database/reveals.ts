/** Reveals: one person's whole numbers, shown to somebody once, for a reason; one event each, without the numbers. */
import type { Actor } from '../schemas/actor.ts';
import { type RevealedField, revealedFields } from '../schemas/reveal.ts';
import { appendEvent, latestEvents } from './events.ts';
import type { Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { teacherById } from './teachers.ts';

export type RevealedNumbers = Readonly<Record<RevealedField, string | null>>;

/**
 * The whole numbers of a teacher within scope. The event goes to the teacher's unit, which may know who looked; the reason lies
 * sealed in it, since people write names into reasons. Throws `not-found`.
 */
export async function revealNumbers(
  tx: Scoped,
  actor: Actor,
  id: string,
  reason: string,
): Promise<RevealedNumbers> {
  const { record, unit_id } = await teacherById(tx, id);
  const { path: unit_path } = await tx.sql
    .selectFrom('units')
    .where('id', '=', unit_id)
    .select('path')
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id, unit_path },
    ...{ subject: 'teacher', subject_id: id, action: 'reveal' },
    detail: { reason: seal(tx.keys, 'reveal', reason).toString('base64url') },
  });
  const numbers = revealedFields.map((field) => [field, record[field] ?? null]);
  return Object.fromEntries(numbers) as RevealedNumbers;
}

export interface ShownReveal {
  readonly id: string;
  readonly at: Date;
  /** Unit and username. */
  readonly by: string | null;
  readonly reason: string;
}

/** Who saw the numbers of a teacher within scope, the newest first. */
export async function revealsOf(tx: Scoped, id: string, limit: number): Promise<ShownReveal[]> {
  const events = await latestEvents(tx, 'teacher', id, { path: tx.scope, limit, action: 'reveal' });
  return events.map((event) => ({
    ...{ id: event.id, at: event.at, by: event.by },
    reason: revealReason(tx, String(event.detail.reason ?? '')),
  }));
}

/** The reason that lies sealed in the detail of a reveal's event. */
export const revealReason = (tx: Scoped, sealed: string): string =>
  open<string>(tx.keys, 'reveal', Buffer.from(sealed, 'base64url'));
