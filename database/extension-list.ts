/** The extensions of a campaign as people read them: who asked for how long and why, and what became of it. */
import { sql } from 'kysely';
import type { WindowName } from '../schemas/campaign.ts';
import type { ExtensionCover, ExtensionState } from '../schemas/extension.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

export interface ShownExtension {
  readonly id: string;
  readonly campaign_id: string;
  readonly step: WindowName;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly covers: ExtensionCover;
  readonly state: ExtensionState;
  readonly asked_until: string | null;
  readonly until: string | null;
  readonly reason: string;
  readonly answer: string | null;
  readonly made_by: string;
  readonly made_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

export interface ExtensionFilter {
  readonly states?: readonly ExtensionState[];
  readonly limit: number;
  readonly offset?: number;
}

/** Extensions of a campaign within scope: what waits for an answer first, then the newest; with how many there are. */
export async function listExtensions(
  tx: Scoped,
  campaignId: string,
  { states, limit, offset = 0 }: ExtensionFilter,
): Promise<{ extensions: ShownExtension[]; total: number }> {
  const wanted = states === undefined ? sql`true` : sql`x.state = any(${states}::text[])`;
  type Row = Omit<ShownExtension, 'reason' | 'answer'> & { reason: Buffer; answer: Buffer | null };
  const { rows } = await sql<Row & { total: number }>`
    select x.id, x.campaign_id, x.step, x.unit_id, x.unit_path, u.name as unit_name, x.covers, x.state, x.asked_until, x.until,
      x.reason, x.answer, account_label(x.made_by) as made_by, x.made_at, account_label(x.decided_by) as decided_by, x.decided_at,
      count(*) over ()::int as total
    from extensions x join units u on u.id = x.unit_id
    where x.campaign_id = ${campaignId} and x.unit_path >= ${tx.scope} and x.unit_path < ${`${tx.scope}~`} and ${wanted}
    order by x.state <> 'requested', x.id desc limit ${limit} offset ${offset}`.execute(tx.sql);
  const extensions = rows.map(({ total: _, reason, answer, ...row }) => ({
    ...{ ...row, reason: open<string>(tx.keys, 'extension', reason) },
    answer: answer === null ? null : open<string>(tx.keys, 'extension', answer),
  }));
  return { extensions, total: rows[0]?.total ?? 0 };
}
