/** What a school's file says of moves: each becomes a transfer when it is submitted, and goes when the file is taken back. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { CellChange, CellChanges } from '../schemas/change.ts';
import type { Params } from '../schemas/language.ts';
import type { SaidOfMove } from '../schemas/transfer.ts';
import { beyondScope, type Scoped } from './scope.ts';
import { open } from './seal.ts';
import { endTransfers, lockTransfers, tellTransfers } from './transfer-moves.ts';
import { proposeTransfers, type Wish, type WishOutcome } from './transfer-proposals.ts';
import type { LockedUpload } from './transition.ts';

/**
 * Proposes what the changes of a submitted file say of moves: people of the registry whom it holds and another unit has, and
 * its own whom it doesn't hold and says have moved to a school of the registry. What only earlier files of the unit said goes.
 * Answers how many came to what, for the event.
 */
export const linkTransfers = (tx: Scoped, actor: Actor, upload: LockedUpload): Promise<Params> =>
  beyondScope(tx, async (all) => {
    const wished = await proposeTransfers(all, actor, [
      ...(await arriving(all, upload)),
      ...(await leaving(all, upload)),
    ]);
    await forgetOf(
      all,
      sql`u.unit_id = ${upload.unit_id} and u.template = 'teacher' and u.id <> ${upload.id}`,
    );
    return tallied(wished.map(({ outcome }) => outcome));
  });

function tallied(outcomes: readonly WishOutcome[]): Params {
  const counts: Partial<Record<string, number>> = {};
  for (const outcome of outcomes) {
    const key = `transfers_${outcome.replaceAll('-', '_')}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts as Params;
}

const newsOf = (cells: CellChanges): SaidOfMove =>
  Object.fromEntries(Object.entries(cells).map(([field, cell]: [string, CellChange]) => [field, cell.new]));

/** Whom the file holds and another unit has. */
async function arriving(tx: Scoped, upload: LockedUpload): Promise<Wish[]> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', upload.change_set_id ?? '0')
    .where('kind', '=', 'transfer')
    .where('answer', 'is', null)
    .select(['teacher_id', 'sheet', 'row_number', 'sealed'])
    .execute();
  return rows.flatMap(({ teacher_id, sheet, row_number, sealed }) =>
    teacher_id === null
      ? []
      : {
          ...{ teacher_id, to_unit_id: upload.unit_id, origin: 'file' as const, upload_id: upload.id },
          ...{ sheet, row_number, effective_date: null, reason: null },
          said: newsOf(open<{ cells: CellChanges }>(tx.keys, 'change', sealed).cells),
        },
  );
}

/** Whom the file doesn't hold and its school says to be at another school now; what they do there is for that one to say. */
async function leaving(tx: Scoped, upload: LockedUpload): Promise<Wish[]> {
  const { rows } = await sql<{ teacher_id: string; to_unit_id: string }>`
    select a.teacher_id, a.destination_unit_id as to_unit_id
    from changes c join absences a on a.teacher_id = c.teacher_id and a.unit_id = ${upload.unit_id}
    join units d on d.id = a.destination_unit_id and d.closed_at is null
    where c.change_set_id = ${upload.change_set_id} and c.answer = 'moved' and a.answer = 'moved'
    order by c.position`.execute(tx.sql);
  return rows.map((row) => ({
    ...{ ...row, origin: 'missing' as const, upload_id: upload.id, said: {} },
    ...{ sheet: null, row_number: null, effective_date: null, reason: null },
  }));
}

/** Takes back what a file had proposed, as long as nobody has acted on it. */
export const forgetTransfers = (tx: Scoped, upload: Pick<LockedUpload, 'id'>): Promise<void> =>
  beyondScope(tx, (all) => forgetOf(all, sql`u.id = ${upload.id}`));

/** What only these files said is withdrawn; what the other side says too stays, as that side's word. */
async function forgetOf(tx: Scoped, whichUploads: ReturnType<typeof sql>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select t.id from transfers t join uploads u on u.id = t.upload_id
    where t.state = 'proposed' and t.confirmed_by is null and ${whichUploads}`.execute(tx.sql);
  const locked = await lockTransfers(
    tx,
    rows.map(({ id }) => id),
  );
  const unsaid = locked.filter(({ state }) => state === 'proposed');
  await endTransfers(tx, unsaid, 'withdraw', 'system');
  const left = await sql<Parameters<typeof tellTransfers>[1][number]['transfer']>`update transfers t
    set side = confirmed_side, proposed_by = t.confirmed_by, proposed_at = t.confirmed_at, upload_id = confirmed_upload_id,
      origin = case when confirmed_upload_id is null then 'form' when confirmed_side = 'giving' then 'missing' else 'file' end,
      confirmed_by = null, confirmed_at = null, confirmed_side = null, confirmed_upload_id = null
    from uploads u where u.id = t.upload_id and t.state = 'proposed' and t.confirmed_by is not null and ${whichUploads}
    returning t.id, t.teacher_id, t.from_unit_id, t.from_path, t.to_unit_id, t.to_path`.execute(tx.sql);
  const single = await sql<Parameters<typeof tellTransfers>[1][number]['transfer']>`update transfers t
    set confirmed_by = null, confirmed_at = null, confirmed_side = null, confirmed_upload_id = null
    from uploads u where u.id = t.confirmed_upload_id and t.state = 'proposed' and ${whichUploads}
    returning t.id, t.teacher_id, t.from_unit_id, t.from_path, t.to_unit_id, t.to_path`.execute(tx.sql);
  const told = [...left.rows, ...single.rows].map((transfer) => ({ transfer, detail: {} }));
  await tellTransfers(tx, told, 'unconfirm', 'system');
}
