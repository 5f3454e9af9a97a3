/** The extensions of a campaign as people read them: who asked for how long and why, and what became of it. */
import { sql } from 'kysely';
import type { WindowName } from '../schemas/campaign.ts';
import type { ExtensionCover, ExtensionState } from '../schemas/extension.ts';
import { problem } from '../schemas/problem.ts';
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

type SealedRow = Omit<ShownExtension, 'reason' | 'answer'> & {
  readonly reason: Buffer;
  readonly answer: Buffer | null;
};

const shown = sql`x.id, x.campaign_id, x.step, x.unit_id, x.unit_path, u.name as unit_name, x.covers, x.state, x.asked_until,
  x.until, x.reason, x.answer, account_label(x.made_by) as made_by, x.made_at, account_label(x.decided_by) as decided_by,
  x.decided_at`;
const inTree = (tx: Scoped) => sql`x.unit_path >= ${tx.scope} and x.unit_path < ${`${tx.scope}~`}`;

const opened = (tx: Scoped, { reason, answer, ...row }: SealedRow): ShownExtension => ({
  ...row,
  reason: open<string>(tx.keys, 'extension', reason),
  answer: answer === null ? null : open<string>(tx.keys, 'extension', answer),
});

/** One extension within scope. Throws `not-found`. */
export async function extensionById(tx: Scoped, id: string): Promise<ShownExtension> {
  const { rows } = await sql<SealedRow>`select ${shown} from extensions x join units u on u.id = x.unit_id
    where x.id = ${id} and ${inTree(tx)}`.execute(tx.sql);
  if (rows[0] === undefined) throw problem('not-found');
  return opened(tx, rows[0]);
}

/** Extensions of a campaign within scope: what waits for an answer first, then the newest; with how many there are. */
export async function listExtensions(
  tx: Scoped,
  campaignId: string,
  { states, limit, offset = 0 }: ExtensionFilter,
): Promise<{ extensions: ShownExtension[]; total: number }> {
  const wanted = states === undefined ? sql`true` : sql`x.state = any(${states}::text[])`;
  const { rows } = await sql<SealedRow & { total: number }>`
    select ${shown}, count(*) over ()::int as total from extensions x join units u on u.id = x.unit_id
    where x.campaign_id = ${campaignId} and ${inTree(tx)} and ${wanted}
    order by x.state <> 'requested', x.id desc limit ${limit} offset ${offset}`.execute(tx.sql);
  const extensions = rows.map(({ total: _, ...row }) => opened(tx, row));
  return { extensions, total: rows[0]?.total ?? 0 };
}
