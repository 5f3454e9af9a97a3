/** Finding the one person who moves: by the whole document and the name, never by browsing, and never without a trace. */
import { z } from 'zod';
import type { Database } from '../../../database/connect.ts';
import { appendEvent } from '../../../database/events.ts';
import { asSystem } from '../../../database/scope.ts';
import { open, seal } from '../../../database/seal.ts';
import { teacherById } from '../../../database/teachers.ts';
import { type FoundPerson, peopleByDocument } from '../../../database/transfer-lookups.ts';
import { nameKey } from '../../../pipeline/text.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { identityKey } from '../../../schemas/snapshot.ts';
import { isInPool } from '../../../schemas/transfer.ts';
import { within } from '../../../schemas/unit.ts';
import type { App } from '../../app-options.ts';

export interface PersonAsked {
  readonly id_type: string;
  readonly id_number: string;
  readonly name?: string | undefined;
}

/**
 * The person of a document. Outside the actor's scope the name has to be right too, and a wrong one is answered as nobody at
 * all. Counted against the account before it is answered, and written down with ids only. Throws `slow-down`,
 * `invalid-input`, `person-unknown`.
 */
export async function findPerson(
  { db, lookups }: Pick<App, 'db' | 'lookups'>,
  actor: Actor,
  asked: PersonAsked,
): Promise<FoundPerson> {
  await lookups.enter(actor.account_id);
  const found = await asSystem(db, async (tx) => {
    const people = await peopleByDocument(tx, [asked]);
    const person = people.get(identityKey(asked));
    const told = person !== undefined && mayBeTold(person, actor, asked.name) ? person : undefined;
    await appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
      ...{ subject: 'teacher', subject_id: told?.id ?? null, action: 'departed-pool-search' },
      detail: { found: told !== undefined, in_pool: told !== undefined && isInPool(told.record.status) },
    });
    return told;
  });
  // Whether there is such a person must not show in what is missing: so the name is asked for either way.
  if (found === undefined && asked.name === undefined) throw problem('invalid-input', { fields: 'name' });
  if (found === undefined) throw problem('person-unknown');
  return found;
}

const mayBeTold = (person: FoundPerson, actor: Actor, name: string | undefined): boolean =>
  name === undefined
    ? within(actor.unit_path, person.unit_path)
    : nameKey(name) === nameKey(person.record.name ?? '');

/** How long a form may lie open after its person was found. */
const ticket_ms = 60 * 60 * 1000;
const ticketSchema = z.object({ teacher_id: z.string(), account_id: z.string(), until: z.number() });

/** Stands for the person in the next form, so that the number needn't travel again. */
export const ticketFor = (db: Database, actor: Actor, teacher_id: string, now: Date): string =>
  seal(db.keys, 'transfer', {
    ...{ teacher_id, account_id: actor.account_id, until: now.getTime() + ticket_ms },
  } satisfies z.infer<typeof ticketSchema>).toString('base64url');

/** The person of a ticket. Throws `person-unknown` for one that is spoilt, too old, or somebody else's. */
export async function personOfTicket(
  db: Database,
  actor: Actor,
  ticket: string,
  now: Date,
): Promise<Pick<FoundPerson, 'id' | 'unit_id'>> {
  const read = ticketSchema.safeParse(opened(db, ticket));
  if (!read.success) throw problem('person-unknown');
  const { teacher_id, account_id, until } = read.data;
  if (account_id !== actor.account_id || until < now.getTime()) throw problem('person-unknown');
  return await asSystem(db, (tx) => teacherById(tx, teacher_id));
}

function opened(db: Database, ticket: string): unknown {
  try {
    return open(db.keys, 'transfer', Buffer.from(ticket, 'base64url'));
  } catch {
    // Not one of ours: whatever was made of it, it names nobody.
    return null;
  }
}
