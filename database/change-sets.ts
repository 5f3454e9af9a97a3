/** Change sets as a reviewer sees them: their changes, bound to the exact cells, and how many of which kind. */
import { sql } from 'kysely';
import type { AbsenceAnswer } from '../schemas/absence.ts';
import {
  type CellChanges,
  type ChangeKind,
  changeKinds,
  type Decision,
  lowRiskFrom,
} from '../schemas/change.ts';
import type { Alike } from '../schemas/lookalike.ts';
import { problem } from '../schemas/problem.ts';
import type { RecordField } from '../schemas/sheets/teacher.ts';
import { isAbsent } from './absences.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

interface SealedChange {
  readonly name: string;
  readonly id_number: string;
  readonly cells: CellChanges;
  readonly other_unit?: string;
  readonly alike?: readonly Alike[];
  readonly destination?: string;
}

/** What the school said of a teacher whom its file doesn't hold. */
export interface ShownAbsence {
  readonly answer: AbsenceAnswer;
  /** Where to; null unless the teacher moved. */
  readonly destination: string | null;
  /** Unit and username of whoever said it. */
  readonly by: string;
  readonly at: Date;
}

export interface ShownChange extends Omit<SealedChange, 'destination'> {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly risk: number;
  readonly teacher_id: string | null;
  readonly base_version: number | null;
  readonly fields: readonly RecordField[];
  readonly sheet: string | null;
  readonly row_number: number | null;
  readonly decision: Decision | null;
  readonly reason: string | null;
  readonly absence: ShownAbsence | null;
}

/** Kinds that a reviewer decides. */
export const decidedKinds = Object.entries(changeKinds).flatMap(([kind, facts]) =>
  facts.decided ? [kind as ChangeKind] : [],
);
const safeKinds = Object.entries(changeKinds).flatMap(([kind, facts]) =>
  facts.safe ? [kind as ChangeKind] : [],
);
/** Kinds whose cells stand against what the registry holds; a new person's cells are all new. */
const comparedKinds: readonly ChangeKind[] = ['change', 'conflict', 'depart', 'transfer'];

/** What may be approved in bulk without looking at each one. */
export const isSafe = sql<boolean>`(kind = any(${safeKinds}::text[]) or kind = 'change' and risk >= ${sql.lit(lowRiskFrom)})`;

/** The upload that a change set grew from, within scope. A set that a later check replaced is not found. */
export async function uploadOfChangeSet(tx: Scoped, changeSetId: string): Promise<string> {
  const row = await tx.sql
    .selectFrom('uploads')
    .where('change_set_id', '=', changeSetId)
    .where(sql<boolean>`unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`)
    .select('id')
    .executeTakeFirst();
  if (!row) throw problem('not-found');
  return row.id;
}

export interface ChangeFilter {
  readonly kind?: ChangeKind;
  readonly field?: RecordField;
  readonly undecided?: boolean;
  /** Only teachers whom the file doesn't hold, with or without an answer. */
  readonly absent?: boolean;
  /** Only what `safe` selects: low-risk and not decided yet. */
  readonly safe?: boolean;
  /** A sample instead of the order of risk. */
  readonly at_random?: boolean;
  readonly limit: number;
  readonly offset?: number;
}

/** Changes of a set in order of risk, opened, with how many match. */
export async function changesOf(
  tx: Scoped,
  changeSetId: string,
  filter: ChangeFilter,
): Promise<{ changes: ShownChange[]; total: number }> {
  let query = tx.sql.selectFrom('changes').where('change_set_id', '=', changeSetId);
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.field) {
    query = query
      .where('kind', 'in', comparedKinds)
      .where(sql<boolean>`fields @> array[${filter.field}::text]`);
  }
  if (filter.undecided) query = query.where('decision', 'is', null).where('kind', 'in', decidedKinds);
  if (filter.absent) query = query.where(isAbsent);
  if (filter.safe) query = query.where('decision', 'is', null).where(isSafe);
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const ordered = filter.at_random ? query.orderBy(sql`random()`) : query.orderBy('risk').orderBy('position');
  const rows = await ordered
    .selectAll()
    .select(answerer)
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute();
  return { changes: rows.map((row) => toChange(tx, row)), total: Number(count) };
}

/** One change of a set. Throws `not-found`. */
export async function changeById(tx: Scoped, changeSetId: string, id: string): Promise<ShownChange> {
  const row = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId)
    .where('id', '=', id)
    .selectAll()
    .select(answerer)
    .executeTakeFirst();
  if (!row) throw problem('not-found');
  return toChange(tx, row);
}

/** Asked only where there is an answer: a set may have many changes, and hardly any of them has one. */
const answerer = sql<string | null>`case when answered_by is not null then account_label(answered_by) end`.as(
  'answerer',
);

interface ChangeRow extends Omit<ShownChange, keyof SealedChange | 'absence'> {
  readonly sealed: Buffer;
  readonly answer: AbsenceAnswer | null;
  readonly answerer: string | null;
  readonly answered_at: Date | null;
}

function toChange(tx: Scoped, row: ChangeRow): ShownChange {
  const { id, kind, risk, teacher_id, base_version, fields, sheet, row_number, decision, reason } = row;
  const { destination = null, ...said } = open<SealedChange>(tx.keys, 'change', row.sealed);
  const { answer, answerer, answered_at } = row;
  return {
    ...{ id, kind, risk, teacher_id, base_version, fields, sheet, row_number, decision, reason },
    ...said,
    absence:
      answer === null || answered_at === null
        ? null
        : { answer, destination, by: answerer ?? '', at: answered_at },
  };
}

export interface Facets {
  readonly kinds: readonly { kind: ChangeKind; count: number; approved: number; rejected: number }[];
  readonly fields: readonly { field: RecordField; count: number }[];
  /** Changes that a reviewer must still decide. */
  readonly undecided: number;
  readonly safe_undecided: number;
}

/** Counts by kind and by changed field, for links and totals. */
export async function facetsOf(tx: Scoped, changeSetId: string): Promise<Facets> {
  const { rows: kinds } = await sql<Facets['kinds'][number] & { undecided: number; safe_undecided: number }>`
    select kind, count(*)::int as count, count(*) filter (where decision = 'approve')::int as approved,
      count(*) filter (where decision = 'reject')::int as rejected,
      count(*) filter (where decision is null and kind = any(${decidedKinds}::text[]))::int as undecided,
      count(*) filter (where decision is null and ${isSafe})::int as safe_undecided
    from changes where change_set_id = ${changeSetId} group by kind order by min(risk), kind`.execute(tx.sql);
  const { rows: fields } = await sql<Facets['fields'][number]>`
    select field, count(*)::int as count from changes, unnest(fields) as field
    where change_set_id = ${changeSetId} and kind = any(${comparedKinds}::text[])
    group by field order by count(*) desc, field`.execute(tx.sql);
  return {
    kinds: kinds.map(({ kind, count, approved, rejected }) => ({ kind, count, approved, rejected })),
    fields,
    undecided: kinds.reduce((sum, row) => sum + row.undecided, 0),
    safe_undecided: kinds.reduce((sum, row) => sum + row.safe_undecided, 0),
  };
}
