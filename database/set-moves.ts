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

interface MovingRow {
  readonly kind: ChangeKind;
  readonly sealed: Buffer;
  readonly choices: CellChoices | null;
  readonly stage: Stage | null;
  readonly status: string | null;
}

/** Opens only what moves somebody: newcomers, departures, and changes of stage or status. */
export async function movesOf(tx: Scoped, changeSetId: string): Promise<SetMove[]> {
  const { rows } = await sql<MovingRow>`
    select c.kind, c.sealed, c.choices, t.stage, t.status
    from changes c left join teachers t on t.id = c.teacher_id
    where c.change_set_id = ${changeSetId} and c.decision is distinct from 'reject'
      and (c.kind in ('add', 'depart') or c.kind in ('change', 'conflict') and c.fields && array['stage', 'status'])`.execute(
    tx.sql,
  );
  return rows.map(({ kind, sealed, choices, stage, status }) => {
    const cells = chosenCells(open<{ cells: CellChanges }>(tx.keys, 'change', sealed).cells, choices);
    const after = {
      stage: (cells.stage === undefined ? stage : cells.stage.new) as Stage | null,
      status: cells.status === undefined ? (kind === 'add' ? '在职' : status) : cells.status.new,
    };
    return {
      before: status === '在职' ? { stage } : null,
      after: after.status === '在职' ? { stage: after.stage } : null,
    };
  });
}

/** Teachers in service at a unit, by stage. */
export async function stagesOf(
  tx: Scoped,
  unitId: string,
): Promise<{ stage: Stage | null; teachers: number }[]> {
  const { rows } = await sql<{ stage: Stage | null; teachers: number }>`
    select stage, count(*)::int as teachers from teachers
    where unit_id = ${unitId} and status = '在职' group by stage order by teachers desc, stage`.execute(
    tx.sql,
  );
  return rows;
}
