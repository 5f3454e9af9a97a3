/** Notices: telling the people of a unit, and what each of them has read. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Params } from '../schemas/language.ts';
import type { NewNotice, NoticeKind } from '../schemas/notice.ts';
import { problem } from '../schemas/problem.ts';
import type { Scoped } from './scope.ts';

/**
 * Tells units, in one statement and as part of the caller's transaction. A unit may be anywhere in the tree, also outside the
 * scope of whoever acts: a school that submits tells its county. What is told reads only within the unit itself.
 */
export async function tell(tx: Scoped, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await sql`select tell_notices(${JSON.stringify(notices)}::jsonb)`.execute(tx.sql);
}

export interface ShownNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly params: Params;
  readonly href: string;
  readonly at: Date;
  readonly read: boolean;
}

export interface NoticePage {
  readonly notices: readonly ShownNotice[];
  readonly total: number;
  readonly unread: number;
}

/** Notices of the actor's unit: what this account has not read first, each part the newest first. */
export async function listNotices(
  tx: Scoped,
  actor: Actor,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<NoticePage> {
  const { rows } = await sql<ShownNotice>`
    select n.id, n.kind, n.params, n.href, n.at, r.notice_id is not null as read
    from notices n left join notice_reads r on r.notice_id = n.id and r.account_id = ${actor.account_id}
    where n.unit_id = ${actor.unit_id}
    order by read, n.id desc limit ${limit} offset ${offset}`.execute(tx.sql);
  const counted = await sql<{ total: number; unread: number }>`
    select count(*)::int as total, count(*) filter (where r.notice_id is null)::int as unread
    from notices n left join notice_reads r on r.notice_id = n.id and r.account_id = ${actor.account_id}
    where n.unit_id = ${actor.unit_id}`.execute(tx.sql);
  return { notices: rows, ...(counted.rows[0] ?? { total: 0, unread: 0 }) };
}

/** This account has read a notice of its unit; once is enough. Answers where it leads. Throws `not-found`. */
export async function readNotice(tx: Scoped, actor: Actor, id: string): Promise<string> {
  const notice = await tx.sql
    .selectFrom('notices')
    .where('id', '=', id)
    .where('unit_id', '=', actor.unit_id)
    .select('href')
    .executeTakeFirst();
  if (notice === undefined) throw problem('not-found');
  await sql`insert into notice_reads (notice_id, account_id) values (${id}, ${actor.account_id})
    on conflict do nothing`.execute(tx.sql);
  return notice.href;
}

/** This account has read all there is up to now. Answers how many that were. */
export async function readAllNotices(tx: Scoped, actor: Actor): Promise<number> {
  const { numAffectedRows } = await sql`insert into notice_reads (notice_id, account_id)
    select id, ${actor.account_id} from notices where unit_id = ${actor.unit_id} on conflict do nothing`.execute(
    tx.sql,
  );
  return Number(numAffectedRows ?? 0);
}
