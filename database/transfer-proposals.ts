/** Proposing transfers: one for each person, whoever speaks first; the other side's word for the same move confirms it. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import { cellsOfMove, type SaidOfMove, sideOf, type TransferOrigin } from '../schemas/transfer.ts';
import { type LockedTeacher, lockTeachers } from './registrations.ts';
import type { Scoped } from './scope.ts';
import { seal } from './seal.ts';
import { carryOutLocked } from './transfer-decisions.ts';
import {
  type Acting,
  actingFor,
  type PlaceOfMove,
  placesByIds,
  requireDestination,
} from './transfer-lookups.ts';
import { type LockedTransfer, lockOpenTransfers, tellTransfers } from './transfer-moves.ts';
import { noticeTransfers } from './transfer-notices.ts';
import type { SealedTransfer } from './transfers.ts';

/** Somebody's word that a teacher moves to a unit. */
export interface Wish {
  readonly teacher_id: string;
  readonly to_unit_id: string;
  readonly said: SaidOfMove;
  /** Null where nobody said when. */
  readonly effective_date: string | null;
  readonly reason: string | null;
  readonly origin: TransferOrigin;
  readonly upload_id: string | null;
  readonly sheet: string | null;
  readonly row_number: number | null;
}

/** What a wish came to: the last four made nothing. */
export type WishOutcome =
  | 'proposed'
  | 'confirmed'
  | 'said-again'
  | 'carried_out'
  | 'already-there'
  | 'left-there'
  | 'moving-elsewhere'
  | 'not-a-side';

export interface Wished {
  readonly wish: Wish;
  readonly outcome: WishOutcome;
  readonly transfer_id: string | null;
}

interface Judged {
  readonly wish: Wish;
  readonly teacher: LockedTeacher;
  readonly to: PlaceOfMove;
  readonly acting: Acting;
  readonly side: ReturnType<typeof sideOf>;
  readonly open: LockedTransfer | undefined;
  readonly outcome: WishOutcome;
}

/**
 * Makes or confirms a proposal of each wish, one for a teacher, in a number of statements that doesn't depend on how many there
 * are; whom the actor may pull in from the departed pool is carried out at once. To be asked across all units. Throws
 * `not-found`, and what {@link requireDestination} does.
 */
export async function proposeTransfers(tx: Scoped, actor: Actor, wishes: readonly Wish[]): Promise<Wished[]> {
  if (wishes.length === 0) return [];
  const judged = await judgeAll(tx, actor, wishes);
  const made = judged.filter(({ outcome }) => outcome === 'proposed');
  const again = judged.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'said-again');
  await insertProposals(tx, actor, made);
  await updateProposals(tx, actor, again);
  const touched = [...made, ...again];
  const open = await lockOpenTransfers(
    tx,
    touched.map(({ teacher }) => teacher.id),
  );
  await tell(tx, actor, touched, open);
  const pulled = await pullIn(tx, actor, touched, open);
  const waiting = made
    .flatMap(({ teacher }) => open.get(teacher.id)?.id ?? [])
    .filter((id) => !pulled.has(id));
  await noticeTransfers(tx, waiting, 'propose', actor);
  return judged.map(({ wish, outcome, teacher }) => {
    const transfer_id = open.get(teacher.id)?.id ?? null;
    return { wish, transfer_id, outcome: pulled.has(transfer_id ?? '') ? 'carried_out' : outcome };
  });
}

async function judgeAll(tx: Scoped, actor: Actor, wishes: readonly Wish[]): Promise<Judged[]> {
  const ids = wishes.map(({ teacher_id }) => teacher_id);
  const teachers = await lockTeachers(tx, ids);
  const open = await lockOpenTransfers(tx, ids);
  const places = await placesByIds(
    tx,
    wishes.map(({ to_unit_id }) => to_unit_id),
  );
  const known = wishes.map((wish) => {
    const teacher = teachers.get(wish.teacher_id);
    if (teacher === undefined) throw problem('not-found');
    return { wish, teacher, to: requireDestination(places.get(wish.to_unit_id)) };
  });
  const acting = await actingFor(
    tx,
    known.map(({ teacher, to }) => ({ status: teacher.record.status, from_path: teacher.unit_path, to })),
  );
  return known.map((one, at) => {
    const who = acting[at];
    if (who === undefined) throw new Error('nobody to act');
    const sides = { from_path: one.teacher.unit_path, to_path: one.to.path, acting_path: who.unit_path };
    const facts = { ...one, acting: who, side: sideOf(actor, sides), open: open.get(one.teacher.id) };
    return { ...facts, outcome: outcomeOf(facts) };
  });
}

function outcomeOf({ teacher, to, side, open }: Omit<Judged, 'outcome'>): WishOutcome {
  if (teacher.unit_id === to.id) return teacher.record.status === '在职' ? 'already-there' : 'left-there';
  if (side === undefined) return 'not-a-side';
  if (open === undefined) return 'proposed';
  if (open.to_unit_id !== to.id) return 'moving-elsewhere';
  return open.side === side ? 'said-again' : 'confirmed';
}

/** Where both schools speak of the new place, the word of the one that receives counts. */
function saidOf({ wish, open, side }: Judged): SaidOfMove {
  const before = open?.sealed.said ?? {};
  return side === 'giving' ? { ...wish.said, ...before } : { ...before, ...wish.said };
}

const rowOf =
  (tx: Scoped) =>
  (judged: Judged): Record<string, unknown> => {
    const { wish, teacher, to, acting, side, open } = judged;
    const said = saidOf(judged);
    const { name, id_type, id_number } = teacher.record;
    const sealed: SealedTransfer = {
      ...{ name: name ?? '', id_type: id_type ?? '', id_number: id_number ?? '' },
      ...{
        said,
        cells: cellsOfMove(teacher.record, said),
        reason: wish.reason ?? open?.sealed.reason ?? null,
      },
    };
    return {
      ...{ id: open?.id ?? null, teacher_id: teacher.id, base_version: teacher.version },
      ...{ from_unit_id: teacher.unit_id, from_path: teacher.unit_path, to_unit_id: to.id, to_path: to.path },
      ...{ acting_unit_id: acting.unit_id, acting_path: acting.unit_path, route: acting.route },
      ...{ side, origin: wish.origin, upload_id: wish.upload_id, sheet: wish.sheet },
      ...{ row_number: wish.row_number, effective_date: wish.effective_date },
      sealed: seal(tx.keys, 'transfer', sealed).toString('base64'),
    };
  };

const recordset =
  sql.raw(`(id bigint, teacher_id bigint, base_version int, from_unit_id bigint, from_path text,
  to_unit_id bigint, to_path text, acting_unit_id bigint, acting_path text, route text, side text, origin text,
  upload_id bigint, sheet text, row_number int, effective_date date, sealed text)`);

async function insertProposals(tx: Scoped, actor: Actor, made: readonly Judged[]): Promise<void> {
  if (made.length === 0) return;
  await sql`insert into transfers (teacher_id, base_version, from_unit_id, from_path, to_unit_id, to_path, acting_unit_id,
      acting_path, route, state, side, origin, upload_id, sheet, row_number, effective_date, sealed, proposed_by)
    select teacher_id, base_version, from_unit_id, from_path, to_unit_id, to_path, acting_unit_id, acting_path, route,
      'proposed', side, origin, upload_id, sheet, row_number, effective_date, decode(sealed, 'base64'), ${actor.account_id}
    from json_to_recordset(${JSON.stringify(made.map(rowOf(tx)))}::json) as x ${recordset}`.execute(tx.sql);
}

/** The record and who acts as they are now; the word of the same side gives way to its newer one, the other's stands beside it. */
async function updateProposals(tx: Scoped, actor: Actor, again: readonly Judged[]): Promise<void> {
  if (again.length === 0) return;
  await sql`update transfers t set base_version = x.base_version, from_unit_id = x.from_unit_id, from_path = x.from_path,
      acting_unit_id = x.acting_unit_id, acting_path = x.acting_path, route = x.route, sealed = decode(x.sealed, 'base64'),
      effective_date = coalesce(x.effective_date, t.effective_date),
      upload_id = case when t.side = x.side then x.upload_id else t.upload_id end,
      sheet = case when x.sheet is null then t.sheet else x.sheet end,
      row_number = case when x.sheet is null then t.row_number else x.row_number end,
      confirmed_by = case when t.side = x.side then t.confirmed_by else ${actor.account_id} end,
      confirmed_at = case when t.side = x.side then t.confirmed_at else now() end,
      confirmed_side = case when t.side = x.side then t.confirmed_side else x.side end,
      confirmed_upload_id = case when t.side = x.side then t.confirmed_upload_id else x.upload_id end
    from json_to_recordset(${JSON.stringify(again.map(rowOf(tx)))}::json) as x ${recordset}
    where t.id = x.id`.execute(tx.sql);
}

const actionOf = { proposed: 'propose', confirmed: 'confirm', 'said-again': 'propose-again' } as const;

async function tell(
  tx: Scoped,
  actor: Actor,
  touched: readonly Judged[],
  open: ReadonlyMap<string, LockedTransfer>,
): Promise<void> {
  for (const [outcome, action] of Object.entries(actionOf)) {
    const told = touched.flatMap((judged) => {
      const transfer = open.get(judged.teacher.id);
      if (judged.outcome !== outcome || transfer === undefined) return [];
      return [{ transfer, detail: { route: judged.acting.route, origin: judged.wish.origin } }];
    });
    await tellTransfers(tx, told, action, actor);
  }
}

/** From the departed pool the receiving school pulls in by itself, by the very word that it does. */
async function pullIn(
  tx: Scoped,
  actor: Actor,
  touched: readonly Judged[],
  open: ReadonlyMap<string, LockedTransfer>,
): Promise<ReadonlySet<string>> {
  const moves = touched.flatMap(({ teacher, acting, side }) => {
    const transfer = open.get(teacher.id);
    const isAlone = acting.route === 'departed-pool' && side === 'receiving';
    return isAlone && transfer !== undefined ? [{ transfer, teacher }] : [];
  });
  return new Set((await carryOutLocked(tx, actor, moves)).carried_out);
}
