/** What a change set is made of: how many changes of which kind, risk and fields, what rules found in them, and which are alike. */
import { sql } from 'kysely';
import { type CellChanges, type ChangeKind, changeKinds, type Decision } from '../schemas/change.ts';
import type { Severity } from '../schemas/issue.ts';
import type { RecordField } from '../schemas/sheets/teacher.ts';
import { type ChangeFilter, comparedKinds, isSafe, matching, uploadOf } from './change-sets.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

/** Changes that are equal in everything that they are counted by. */
export interface Tally {
  readonly kind: ChangeKind;
  readonly risk: number;
  /** Changed against the registry; none for a new person, all of whose fields are new. */
  readonly fields: readonly RecordField[];
  readonly decision: Decision | null;
  readonly carried: boolean;
  /** A bulk approval at this moment would take them. */
  readonly is_safe: boolean;
  readonly count: number;
}

/** The changes that a filter leaves, counted once for all facets: hardly more rows than there are sorts of changes. */
export async function talliesOf(
  tx: Scoped,
  changeSetId: string,
  filter: ChangeFilter = {},
): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select kind, risk, case when kind = any(${comparedKinds}::text[]) then fields else '{}' end as fields, decision, carried,
      decision is null and ${isSafe(changeSetId)} as is_safe, count(*)::int as count
    from changes where ${matching(changeSetId, filter)} group by 1, 2, 3, 4, 5, 6`.execute(tx.sql);
  return rows;
}

export interface Facets {
  /** In order of risk. */
  readonly kinds: readonly { kind: ChangeKind; count: number; approved: number; rejected: number }[];
  /** Changes that a reviewer must still decide. */
  readonly undecided: number;
  readonly safe_undecided: number;
  /** Decided in an earlier review, and not since. */
  readonly carried: number;
  readonly tallies: readonly Tally[];
}

/** Counts by kind, and what is left to decide. */
export async function facetsOf(tx: Scoped, changeSetId: string): Promise<Facets> {
  const tallies = await talliesOf(tx, changeSetId);
  const counted = (wanted: (tally: Tally) => boolean) =>
    tallies.reduce((sum, tally) => sum + (wanted(tally) ? tally.count : 0), 0);
  const least = (kind: ChangeKind) =>
    Math.min(...tallies.flatMap((tally) => (tally.kind === kind ? [tally.risk] : [])));
  const kinds = [...new Set(tallies.map(({ kind }) => kind))]
    .map((kind) => ({
      kind,
      count: counted((tally) => tally.kind === kind),
      approved: counted((tally) => tally.kind === kind && tally.decision === 'approve'),
      rejected: counted((tally) => tally.kind === kind && tally.decision === 'reject'),
    }))
    .toSorted((a, b) => least(a.kind) - least(b.kind) || (a.kind < b.kind ? -1 : 1));
  return {
    ...{ kinds, tallies },
    undecided: counted((tally) => tally.decision === null && changeKinds[tally.kind].decided),
    safe_undecided: counted((tally) => tally.is_safe),
    carried: counted((tally) => tally.carried && tally.decision !== null),
  };
}

export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  /** Changes in whose row the rule found something. */
  readonly count: number;
}

const mostRules = 12;

/** What was found in the rows of the changes that a filter leaves, warnings first. */
export async function rulesOf(tx: Scoped, changeSetId: string, filter: ChangeFilter): Promise<RuleCount[]> {
  const { rows } = await sql<RuleCount>`
    with narrowed as materialized (select sheet, row_number from changes where ${matching(changeSetId, filter)})
    select i.rule, i.severity, count(distinct (i.sheet, i.row_number))::int as count
    from issues i where i.upload_id = ${uploadOf(changeSetId)}
      -- Kept from becoming a join, which the planner would make by going through all issues once for each change.
      and ((i.sheet, i.row_number) in (select sheet, row_number from narrowed)) is true
    group by i.rule, i.severity
    order by array_position(array['error', 'warning', 'note'], i.severity), count desc, i.rule limit ${mostRules}`.execute(
    tx.sql,
  );
  return rows;
}

/** Changes that say exactly the same of several people. */
export interface AlikeChanges {
  /** One of them, by which the others are found. */
  readonly like: string;
  readonly cells: CellChanges;
  readonly count: number;
  readonly undecided: number;
  readonly approved: number;
}

const mostGroups = 8;

/** The largest groups of changes that are alike, opened. */
export async function groupsOf(tx: Scoped, changeSetId: string): Promise<AlikeChanges[]> {
  const { rows } = await sql<Omit<AlikeChanges, 'cells'> & { sealed: Buffer }>`/*alike-changes*/
    with groups as (
      select min(id) as id, count(*)::int as count, count(*) filter (where decision is null)::int as undecided,
        count(*) filter (where decision = 'approve')::int as approved
      from changes where change_set_id = ${changeSetId} and group_hash is not null
      group by group_hash having count(*) > 1 order by count(*) desc, min(id) limit ${mostGroups})
    select g.id as "like", g.count, g.undecided, g.approved, c.sealed
    from groups g join changes c on c.change_set_id = ${changeSetId} and c.id = g.id
    order by g.count desc, g.id`.execute(tx.sql);
  return rows.map(({ sealed, ...group }) => ({
    ...group,
    cells: open<{ cells: CellChanges }>(tx.keys, 'change', sealed).cells,
  }));
}

/** What was decided in one breath and can be taken back as such, by its moment. */
export interface Batch {
  readonly at: Date;
  readonly decision: Decision;
  readonly count: number;
}

const mostBatches = 3;

/** The latest bulk decisions of this review, the newest first. */
export async function batchesOf(tx: Scoped, changeSetId: string): Promise<Batch[]> {
  const { rows } = await sql<Batch>`/*batches*/
    select decided_at as at, decision, count(*)::int as count from changes
    where change_set_id = ${changeSetId} and decision is not null and not carried
    group by decided_at, decision having count(*) > 1 order by decided_at desc limit ${mostBatches}`.execute(
    tx.sql,
  );
  return rows;
}
