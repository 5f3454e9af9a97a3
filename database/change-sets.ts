/** Change sets as a reviewer sees them: their changes, bound to the exact cells, and how many of which kind. */
import { type RawBuilder, sql } from 'kysely';
import type { AbsenceAnswer } from '../schemas/absence.ts';
import {
  type CellChanges,
  type CellChoices,
  type ChangeKind,
  changeKinds,
  type Decision,
  lowRiskFrom,
  type RiskBand,
  riskBands,
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
  readonly decided_at: Date | null;
  /** Decided in an earlier review of the unit. */
  readonly carried: boolean;
  /** Of a conflict: what each of its cells takes, as far as it is said. */
  readonly choices: CellChoices | null;
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
export const comparedKinds: readonly ChangeKind[] = ['change', 'conflict', 'depart', 'transfer'];

/**
 * What may be approved in bulk without looking at each one: low-risk, and no rule warns of the row. For a statement over
 * `changes` by that name.
 */
export const isSafe = (changeSetId: string) =>
  sql<boolean>`((kind = any(${safeKinds}::text[]) or kind = 'change' and risk >= ${sql.lit(lowRiskFrom)})
    and ((changes.sheet, changes.row_number) in (select i.sheet, i.row_number from issues i
      where i.upload_id = ${uploadOf(changeSetId)} and i.severity = 'warning')) is not true)`;

/**
 * The upload that a change set grew from, within scope; the transaction is about it from here on (see the policy of
 * `changes`). A set that a later check replaced is not found.
 */
export async function uploadOfChangeSet(tx: Scoped, changeSetId: string): Promise<string> {
  const row = await tx.sql
    .selectFrom('uploads')
    .where('change_set_id', '=', changeSetId)
    .where(sql<boolean>`unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`)
    .select(['id', sql`set_config('muster.upload', id::text, true)`.as('about')])
    .executeTakeFirst();
  if (!row) throw problem('not-found');
  return row.id;
}

/** As the reviewer names it: a change of the identity document is a kind of its own. */
export type ShownKind = ChangeKind | 'identity';

/** Every condition narrows what the others leave. */
export interface ChangeFilter {
  readonly kind?: ShownKind | undefined;
  readonly field?: RecordField | undefined;
  readonly risk?: RiskBand | undefined;
  /** Something of this rule was found in the row. */
  readonly rule?: string | undefined;
  /** Decided in an earlier review, or not. */
  readonly carried?: boolean | undefined;
  /** A change of the set: only those that say exactly the same of others. */
  readonly like?: string | undefined;
  readonly decision?: Decision | undefined;
  readonly undecided?: boolean | undefined;
  /** Only teachers whom the file doesn't hold, with or without an answer. */
  readonly absent?: boolean | undefined;
}

const isIdentity = sql<boolean>`(kind = 'change' and fields && array['id_type', 'id_number'])`;

/** The changes of a set that a filter leaves, for a statement whose only columns of these names are those of `changes`. */
export function matching(changeSetId: string, filter: ChangeFilter): RawBuilder<boolean> {
  const { kind, field, risk, rule, carried, like } = filter;
  const band = risk === undefined ? undefined : riskBands[risk];
  const conditions = [
    sql`changes.change_set_id = ${changeSetId}`,
    ...(kind === undefined || kind === 'identity' ? [] : [sql`kind = ${kind}`]),
    ...(kind === 'identity' ? [isIdentity] : []),
    ...(kind === 'change' ? [sql`not ${isIdentity}`] : []),
    ...(field === undefined
      ? []
      : [sql`kind = any(${comparedKinds}::text[]) and fields @> array[${field}::text]`]),
    ...(band === undefined ? [] : [sql`risk between ${band.from} and ${band.to}`]),
    ...(rule === undefined ? [] : [hasIssueOf(changeSetId, rule)]),
    ...(carried === undefined ? [] : [sql`carried = ${carried}`]),
    ...(like === undefined ? [] : [isLike(changeSetId, like)]),
    ...(filter.decision === undefined ? [] : [sql`decision = ${filter.decision}`]),
    ...(filter.undecided ? [sql`decision is null and kind = any(${decidedKinds}::text[])`] : []),
    ...(filter.absent ? [isAbsent] : []),
  ];
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Said as a value of its own, so that the issues of one upload are found by their key however many there are of others. */
export const uploadOf = (changeSetId: string) =>
  sql<string>`(select upload_id from change_sets where id = ${changeSetId})`;

const hasIssueOf = (changeSetId: string, rule: string) =>
  sql`exists (select from issues i where i.upload_id = ${uploadOf(changeSetId)}
    and i.rule = ${rule} and i.sheet = changes.sheet and i.row_number = changes.row_number)`;

/** Whether a change has exactly the cells of another one of its set; of a change that stands alone, nothing is like it. */
export const isLike = (changeSetId: string, id: string) =>
  sql<boolean>`group_hash = (select one.group_hash from changes one where one.change_set_id = ${changeSetId} and one.id = ${id})`;

const changeColumns = [
  ...(['id', 'kind', 'risk', 'teacher_id', 'base_version', 'fields', 'sheet', 'row_number'] as const),
  ...(['sealed', 'decision', 'reason', 'decided_at', 'carried', 'choices', 'answer', 'answered_at'] as const),
] as const;

/** Changes of a set in order of risk, opened. */
export async function changesOf(
  tx: Scoped,
  changeSetId: string,
  { limit, offset = 0, ...filter }: ChangeFilter & { readonly limit: number; readonly offset?: number },
): Promise<ShownChange[]> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where(matching(changeSetId, filter))
    .orderBy('risk')
    .orderBy('position')
    .select([...changeColumns, answerer])
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => toChange(tx, row));
}

/** How many changes of a set match. */
export async function countChanges(tx: Scoped, changeSetId: string, filter: ChangeFilter): Promise<number> {
  const { count } = await tx.sql
    .selectFrom('changes')
    .where(matching(changeSetId, filter))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Changes by their ids, in order of risk; ids of other sets are passed over. */
export async function changesByIds(
  tx: Scoped,
  changeSetId: string,
  ids: readonly string[],
): Promise<ShownChange[]> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId)
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .orderBy('risk')
    .orderBy('position')
    .select([...changeColumns, answerer])
    .execute();
  return rows.map((row) => toChange(tx, row));
}

/** One change of a set. Throws `not-found`. */
export async function changeById(tx: Scoped, changeSetId: string, id: string): Promise<ShownChange> {
  const [change] = await changesByIds(tx, changeSetId, [id]);
  if (change === undefined) throw problem('not-found');
  return change;
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
  const { id, kind, risk, teacher_id, base_version, fields, sheet, row_number } = row;
  const { decision, reason, decided_at, carried, choices } = row;
  const { destination = null, ...said } = open<SealedChange>(tx.keys, 'change', row.sealed);
  const { answer, answerer, answered_at } = row;
  return {
    ...{ id, kind, risk, teacher_id, base_version, fields, sheet, row_number },
    ...{ decision, reason, decided_at, carried, choices },
    ...said,
    absence:
      answer === null || answered_at === null
        ? null
        : { answer, destination, by: answerer ?? '', at: answered_at },
  };
}
