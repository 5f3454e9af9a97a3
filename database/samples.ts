/** What a reviewer puts a name to without reading it all: a sample that stays the same, and digests that say of what. */
import { sql } from 'kysely';
import { changesByIds, isSafe, type ShownChange } from './change-sets.ts';
import type { Scoped } from './scope.ts';

const sampled = 10;

/**
 * Ten of the low-risk changes that are not decided yet. Which ones follows from the set and the changes alone, so that they
 * can't be drawn anew until one likes them.
 */
export async function sampleOf(tx: Scoped, changeSetId: string): Promise<ShownChange[]> {
  const { rows } = await sql<{ id: string }>`
    select id from changes where change_set_id = ${changeSetId} and decision is null and ${isSafe(changeSetId)}
    order by md5(${changeSetId} || ':' || position), id limit ${sampled}`.execute(tx.sql);
  return await changesByIds(
    tx,
    changeSetId,
    rows.map(({ id }) => id),
  );
}

const digest = sql<
  string | null
>`encode(sha256(string_agg(content_hash, ''::bytea order by position, id)), 'hex')`;

/** Of everything that the set says, in its order; the same cells of the same people give the same digest. Null when empty. */
export async function digestOf(tx: Scoped, changeSetId: string): Promise<string | null> {
  const { rows } = await sql<{ digest: string | null }>`/*set-digest*/
    select ${digest} as digest from changes where change_set_id = ${changeSetId}`.execute(tx.sql);
  return rows[0]?.digest ?? null;
}

/** Of the low-risk changes that are not decided yet: what a bulk approval at this moment would take. */
export async function safeDigestOf(tx: Scoped, changeSetId: string): Promise<string | null> {
  const row = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId)
    .where('decision', 'is', null)
    .where(isSafe(changeSetId))
    .select(digest.as('digest'))
    .executeTakeFirstOrThrow();
  return row.digest;
}
