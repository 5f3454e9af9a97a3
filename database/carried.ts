/** Carried decisions: what was decided in a unit's last review holds for the very same changes of its next file. */
import { sql } from 'kysely';
import type { Scoped } from './scope.ts';
import type { LockedUpload } from './transition.ts';

/**
 * To be asked when a file goes to review: changes whose content was decided in the review before, which ended with a return,
 * keep that decision, and so do those that are decided in the set itself. An applied file is the end of its review: what was
 * rejected in it is a question again. Answers how many changes come to the reviewer decided.
 */
export async function carryDecisions(tx: Scoped, upload: LockedUpload): Promise<number> {
  const { rows } = await sql<{ carried: number }>`
    with last as (
      select change_set_id, state from uploads
      where unit_id = ${upload.unit_id} and id <> ${upload.id} and reverts is null and reviewed_at is not null
      order by reviewed_at desc limit 1),
    earlier as materialized (
      select distinct on (content_hash) content_hash, decision, reason, decided_by, decided_at, choices
      from changes where change_set_id = (select change_set_id from last where state in ('returned', 'superseded'))
        and decision is not null
      order by content_hash, decided_at desc),
    same as (
      update changes c set decision = e.decision, reason = e.reason, decided_by = e.decided_by, decided_at = e.decided_at,
        choices = e.choices, carried = true
      from earlier e
      where c.change_set_id = ${upload.change_set_id} and c.content_hash = e.content_hash and c.decision is null
      returning c.id),
    own as (
      update changes set carried = true where change_set_id = ${upload.change_set_id} and decision is not null
      returning id)
    select (select count(*) from same)::int + (select count(*) from own)::int as carried`.execute(tx.sql);
  return rows[0]?.carried ?? 0;
}
