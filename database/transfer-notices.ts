/** Whom a transfer's news reach: who must act, both schools, and from the departed pool those right above them too. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { NewNotice, NoticeKind } from '../schemas/notice.ts';
import type { TransferRoute } from '../schemas/transfer.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';

interface Told {
  readonly id: string;
  readonly route: TransferRoute;
  readonly from_unit_id: string;
  readonly from_path: string;
  readonly to_unit_id: string;
  readonly to_path: string;
  readonly acting_unit_id: string;
  readonly from_name: string;
  readonly to_name: string;
}

type News = 'propose' | 'carry-out' | 'decline';

const above = (path: string): string => unitIdOf(parentPath(path));

const isPulledIn = (transfer: Told, news: News): boolean =>
  news === 'carry-out' && transfer.route === 'departed-pool';

/** Nobody above has had a hand in what a school pulls in from the pool: so they hear of it. */
function unitsOf(transfer: Told, news: News): string[] {
  if (news === 'propose') return [transfer.acting_unit_id];
  const schools = [transfer.from_unit_id, transfer.to_unit_id];
  return isPulledIn(transfer, news)
    ? [...schools, above(transfer.from_path), above(transfer.to_path)]
    : schools;
}

const kinds: Readonly<Record<News, NoticeKind>> = {
  propose: 'transfer-proposed',
  'carry-out': 'transfer-carried-out',
  decline: 'transfer-declined',
};

/** Tells all but whoever did it, with the names of the two schools and nothing of the person. Two statements. */
export async function noticeTransfers(
  tx: Scoped,
  ids: readonly string[],
  news: News,
  actor: Actor,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } =
    await sql<Told>`select id, route, from_unit_id, from_path, to_unit_id, to_path, acting_unit_id,
      unit_name(from_unit_id) as from_name, unit_name(to_unit_id) as to_name
    from transfers where id = any(${ids}::bigint[]) order by id`.execute(tx.sql);
  const notices = rows.flatMap((transfer): NewNotice[] =>
    [...new Set(unitsOf(transfer, news))]
      .filter((unit) => unit !== '' && unit !== actor.unit_id)
      .map((unit) => ({
        ...{ unit, kind: isPulledIn(transfer, news) ? 'pulled-in' : kinds[news] },
        ...{ params: { from: transfer.from_name, to: transfer.to_name }, href: `/transfers/${transfer.id}` },
      })),
  );
  await tell(tx, notices);
}
