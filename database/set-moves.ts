/** Moves by a set: who comes, goes or changes the stage by a change set, as far as it is not rejected. */
import { sql } from 'kysely';
import { type CellChanges, type CellChoices, type ChangeKind, chosenCells } from '../schemas/change.ts';
import type { Stage } from '../schemas/subject.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

interface Place {
  readonly stage: Stage | null;
}

/** Null: not in service at the unit before, or after. */
export interface SetMove {
  readonly before: Place | null;
  readonly after: Place | null;
}

export interface SetMoves {
  readonly moves: readonly SetMove[];
  /** Ids of those who are in service now and not afterwards. */
  readonly leaving: readonly string[];
  /** Whether the stages are told: opening so many newcomers would take longer than the page may. */
  readonly isByStage: boolean;
}

interface MovingRow {
  readonly teacher_id: string | null;
  readonly kind: ChangeKind;
  readonly sealed: Buffer | null;
  readonly choices: CellChoices | null;
  readonly stage: Stage | null;
  readonly status: string | null;
}

/** More newcomers and changed stages than this are counted without being opened; whoever changes the status is always opened. */
const mostOpened = 60;

/**
 * Within scope. A departure says all by its kind. Teachers are looked up one by one by their key: the planner can't know how much
 * of them a scope covers, and would compare each change with all of them.
 */
export async function movesOf(tx: Scoped, changeSetId: string): Promise<SetMoves> {
  const { rows } = await sql<MovingRow & { opened: number }>`/*set-moves*/
    with moving as (
      select c.kind, c.teacher_id, c.sealed, c.choices, t.stage, t.status, c.kind <> 'add' and c.fields @> array['status'] as is_status,
        count(*) filter (where c.kind <> 'depart') over ()::int as opened
      from changes c left join lateral (select stage, status from teachers where id = c.teacher_id offset 0) t on true
      where c.change_set_id = ${changeSetId} and c.decision is distinct from 'reject'
        and (c.kind in ('add', 'depart') or c.kind in ('change', 'conflict') and c.fields && array['stage', 'status']))
    select kind, teacher_id, choices, stage, status, opened,
      case when kind <> 'depart' and (is_status or opened <= ${sql.lit(mostOpened)}) then sealed end as sealed
    from moving`.execute(tx.sql);
  const moves = rows.map((row) => ({ teacher_id: row.teacher_id, move: moveOf(tx, row) }));
  return {
    moves: moves.map(({ move }) => move),
    leaving: moves.flatMap(({ teacher_id, move: { before, after } }) =>
      teacher_id !== null && before !== null && after === null ? [teacher_id] : [],
    ),
    isByStage: (rows[0]?.opened ?? 0) <= mostOpened,
  };
}

function moveOf(tx: Scoped, { kind, sealed, choices, stage, status }: MovingRow): SetMove {
  const before = status === '在职' ? { stage } : null;
  if (kind === 'depart') return { before, after: null };
  if (sealed === null) return { before, after: kind === 'add' ? { stage: null } : before };
  const cells = chosenCells(open<{ cells: CellChanges }>(tx.keys, 'change', sealed).cells, choices);
  const next = cells.stage === undefined ? stage : (cells.stage.new as Stage | null);
  const standing = kind === 'add' ? '在职' : status;
  const isInService = (cells.status === undefined ? standing : cells.status.new) === '在职';
  return { before, after: isInService ? { stage: next } : null };
}
