/** Tries to sign in, counted in one place for all web processes: each is let in or told how long to wait, whatever runs beside it. */
import { sql } from 'kysely';
import { forget_s, type TryCounter, tryPaces, waitAfter } from '../schemas/sign-in-pace.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import type { KnownActor } from './callers.ts';
import { appendEvent } from './events.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import { fingerprint } from './seal.ts';

/** A counter of a name, of a place (an address or a device), or of both. */
export interface TryKey {
  readonly counter: TryCounter;
  readonly name?: string;
  readonly place?: string;
}

export interface Entry {
  /** 0: the try is let in, and counted as a wrong one until it is taken back. */
  readonly wait_s: number;
  /** Counters that are locked if this try is wrong. */
  readonly locks: readonly TryCounter[];
}

const nothing = Buffer.alloc(0);
const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
/**
 * What is free at all times. Not `now`: a clock that is set back, or a try that began a moment earlier and was counted later, must
 * not keep anybody out.
 */
const always = new Date(0);
/** How many forgotten counters each try clears away. */
const cleared = 20;

const nameHash = (tx: Scoped, name: string | undefined): Buffer =>
  name === undefined ? nothing : fingerprint(tx.keys, 'sign-in-name', name.toLowerCase());

const rowsOf = (tx: Scoped, keys: readonly TryKey[]) =>
  keys
    .map(({ counter, name, place }) => ({
      counter,
      name_hash: nameHash(tx, name),
      place_hash: place === undefined ? nothing : fingerprint(tx.keys, 'sign-in-place', place),
    }))
    // Everybody locks them in the same order.
    .sort((a, b) => (a.counter < b.counter ? -1 : 1));

/** As system: counts a try before the password is looked at, under every key or, where one has to wait, under none. */
export async function enterTry(tx: Scoped, keys: readonly TryKey[], now: Date): Promise<Entry> {
  const fresh = { free_at: always, forget_at: later(now, forget_s) };
  // The update changes nothing: it holds the rows, new or old, until this try is counted.
  const held = await tx.sql
    .insertInto('sign_in_tries')
    .values(rowsOf(tx, keys).map((row) => ({ ...row, ...fresh })))
    .onConflict((conflict) =>
      conflict
        .columns(['counter', 'name_hash', 'place_hash'])
        .doUpdateSet({ tries: sql`sign_in_tries.tries` }),
    )
    .returning(['counter', 'name_hash', 'place_hash', 'tries', 'free_at', 'forget_at'])
    .execute();
  const wait_ms = Math.max(...held.map(({ free_at }) => free_at.getTime() - now.getTime()));
  if (wait_ms > 0) return { wait_s: Math.ceil(wait_ms / 1000), locks: [] };
  const counted = held.map((row) => ({ row, tries: (row.forget_at <= now ? 0 : row.tries) + 1 }));
  for (const { row, tries } of counted) {
    const wait_s = waitAfter(row.counter, tries);
    await tx.sql
      .updateTable('sign_in_tries')
      .set({
        tries,
        free_at: wait_s === 0 ? always : later(now, wait_s),
        forget_at: later(now, forget_s),
      })
      .where(sameRow(row))
      .execute();
  }
  await clearForgotten(tx, now);
  const locks = counted.filter(({ row, tries }) => tries >= tryPaces[row.counter].locks_at);
  return { wait_s: 0, locks: locks.map(({ row }) => row.counter) };
}

type TryRow = Pick<ReturnType<typeof rowsOf>[number], 'counter' | 'name_hash' | 'place_hash'>;
const sameRow = ({ counter, name_hash, place_hash }: TryRow) =>
  sql<boolean>`counter = ${counter} and name_hash = ${name_hash} and place_hash = ${place_hash}`;

/** Counters that strangers share with others: one right password there says nothing about the rest. */
const shared: readonly TryCounter[] = ['name', 'address'];

/** As system: after a right password. What was wrong before on this device is forgotten; shared counters take this one try back. */
export async function forgiveTry(tx: Scoped, keys: readonly TryKey[]): Promise<void> {
  for (const row of rowsOf(tx, keys)) {
    if (shared.includes(row.counter)) {
      await tx.sql
        .updateTable('sign_in_tries')
        .set({ tries: sql`greatest(tries - 1, 0)`, free_at: always })
        .where(sameRow(row))
        .execute();
    } else {
      await tx.sql.deleteFrom('sign_in_tries').where(sameRow(row)).execute();
    }
  }
}

/** As system: the name may be tried again from everywhere. */
export async function liftLocks(tx: Scoped, name: string): Promise<void> {
  await tx.sql.deleteFrom('sign_in_tries').where('name_hash', '=', nameHash(tx, name)).execute();
}

async function clearForgotten(tx: Scoped, now: Date): Promise<void> {
  await sql`delete from sign_in_tries where (counter, name_hash, place_hash) in (
    select counter, name_hash, place_hash from sign_in_tries where forget_at <= ${now}
    limit ${cleared} for update skip locked)`.execute(tx.sql);
}

/** The people above are told of an account's locks once a day, however long somebody goes on guessing. */
const toldAgain_s = 24 * 60 * 60;

/** As system: an account was locked; its event, the mark that its superior sees, and at most once a day a notice. */
export async function noteLock(
  tx: Scoped,
  { account_id, unit_id, unit_path, unit_name }: KnownActor,
  { counters, now, until }: { counters: readonly TryCounter[]; now: Date; until: Date },
): Promise<void> {
  const before = await tx.sql
    .selectFrom('accounts')
    .where('id', '=', account_id)
    .select('locked_until')
    .forNoKeyUpdate()
    .executeTakeFirst();
  await tx.sql.updateTable('accounts').set({ locked_until: until }).where('id', '=', account_id).execute();
  await appendEvent(tx, {
    ...{ account_id: null, unit_id, unit_path, subject: 'account', subject_id: account_id, action: 'lock' },
    detail: { counters: counters.join(' ') },
  });
  const superior = unitIdOf(parentPath(unit_path));
  const last = before?.locked_until?.getTime() ?? 0;
  if (superior === '' || now.getTime() - last < toldAgain_s * 1000) return;
  await tell(tx, [
    {
      unit: superior,
      kind: 'account-locked',
      params: { unit: unit_name },
      href: `/accounts?unit=${unit_id}`,
    },
  ]);
}
