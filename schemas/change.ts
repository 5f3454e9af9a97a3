/** Changes: what reconciling a file with the registry concludes about each person. */
import { type AnsweredAbsence, absenceAnswers } from './absence.ts';
import type { Words } from './language.ts';
import type { Alike } from './lookalike.ts';
import type { RecordField, TeacherRecord } from './sheets/teacher.ts';

interface KindFacts {
  readonly words: Words;
  /** Order of review; 1 is looked at first (DESIGN: conflict → identity → departure → title/education → addition → form). */
  readonly risk: number;
  /** May be approved in bulk without looking at each one. */
  readonly safe: boolean;
  /** Whether the reviewer's yes or no changes the registry. A question or a proposal is shown, not decided here. */
  readonly decided: boolean;
}

export const changeKinds = {
  conflict: { words: { zh: '冲突', en: 'Conflict' }, risk: 1, safe: false, decided: true },
  depart: { words: { zh: '离职/退休', en: 'Departure' }, risk: 3, safe: false, decided: true },
  missing: { words: { zh: '未出现', en: 'Missing' }, risk: 3, safe: false, decided: false },
  transfer: { words: { zh: '调动', en: 'Transfer' }, risk: 3, safe: false, decided: false },
  add: { words: { zh: '新增', en: 'Addition' }, risk: 5, safe: false, decided: true },
  change: { words: { zh: '变更', en: 'Change' }, risk: 6, safe: false, decided: true },
  verify: { words: { zh: '核实无误', en: 'Verified' }, risk: 7, safe: true, decided: true },
} as const satisfies Record<string, KindFacts>;
export type ChangeKind = keyof typeof changeKinds;
/** Kinds that say of a person whom the unit doesn't have that they are the unit's. */
export const claimingKinds: ReadonlySet<ChangeKind> = new Set(['add', 'transfer']);
export const changeKindOrder = Object.keys(changeKinds) as ChangeKind[];

/** Risk that a changed field gives to its row; the lowest number wins. Fields not named carry the kind's own. */
export const fieldRisk: Partial<Record<RecordField, number>> = {
  id_type: 2,
  id_number: 2,
  name: 2,
  gender: 2,
  birth_date: 2,
  status: 3,
  title: 4,
  education: 4,
  cert_no: 4,
  cert_type: 4,
  post_type: 4,
  stage: 4,
  subject: 4,
  is_rural: 4,
  mobile: 6,
  email: 6,
};

/** Highest number that counts as low risk, so that "approve all low-risk" may take it. */
export const lowRiskFrom = 6;

/** Risk as a reviewer is told it, each band with the numbers it spans. */
export const riskBands = {
  high: { words: { zh: '高风险', en: 'High risk' }, from: 1, to: 3 },
  medium: { words: { zh: '中风险', en: 'Medium risk' }, from: 4, to: 5 },
  low: { words: { zh: '低风险', en: 'Low risk' }, from: 6, to: 7 },
} as const;
export type RiskBand = keyof typeof riskBands;
export const riskBandOrder = Object.keys(riskBands) as RiskBand[];

export const bandOf = (risk: number): RiskBand =>
  riskBandOrder.find((band) => risk <= riskBands[band].to) ?? 'low';

/**
 * Whether the change may be approved in bulk, with all others of low risk; unless a rule warns of its row. Its SQL twin is
 * in database/change-sets.ts.
 */
export const isLowRisk = ({ kind, risk }: { kind: ChangeKind; risk: number }): boolean =>
  changeKinds[kind].safe || (kind === 'change' && risk >= lowRiskFrom);

export type CellValue = string | boolean | null;
export interface CellChange {
  readonly old: CellValue;
  readonly new: CellValue;
  /** What the template was prefilled with; present only in a conflict. */
  readonly base?: CellValue;
}
export type CellChanges = Readonly<Partial<Record<RecordField, CellChange>>>;

/** Which value a cell of a conflict takes: the template's, the registry's, or the one that the school sent. */
export const cellChoices = ['base', 'theirs', 'ours'] as const;
export type CellChoice = (typeof cellChoices)[number];
export type CellChoices = Readonly<Partial<Record<RecordField, CellChoice>>>;

/** One person's change. `teacher_id` and `base_version` are null for a person the registry has not seen. */
export interface Change {
  readonly kind: ChangeKind;
  readonly risk: number;
  readonly name: string;
  readonly id_number: string;
  /** Of the document that `id_number` is the number of. */
  readonly id_type: string;
  readonly teacher_id: string | null;
  readonly base_version: number | null;
  /** Where it stands in the file; null for a person missing from it. */
  readonly sheet: string | null;
  readonly row: number | null;
  readonly cells: CellChanges;
  /** For a transfer: the unit that holds the person now. */
  readonly other_unit?: string;
  /** For an addition: teachers who are probably the same person, the likeliest first. */
  readonly alike?: readonly Alike[];
  /** For a teacher missing from the file: what the school answered; absent as long as it has not. */
  readonly absence?: AnsweredAbsence;
}

/** Kinds in which a changed name or document makes the change more urgent than its kind alone. */
const rankedByCells: ReadonlySet<ChangeKind> = new Set(['change', 'depart', 'transfer']);

/** Where a change stands in the order of review. */
export function riskOf(kind: ChangeKind, cells: CellChanges): number {
  let { risk }: { risk: number } = changeKinds[kind];
  if (!rankedByCells.has(kind)) return risk;
  for (const field of Object.keys(cells) as RecordField[]) risk = Math.min(risk, fieldRisk[field] ?? risk);
  return risk;
}

export type Decision = 'approve' | 'reject';

const isConflict = ({ base }: CellChange): boolean => base !== undefined;

/** Cells that both sides changed, in the order of the record; empty unless the change is a conflict. */
export const conflictFields = (cells: CellChanges): RecordField[] =>
  (Object.entries(cells) as [RecordField, CellChange][]).flatMap(([field, cell]) =>
    isConflict(cell) ? [field] : [],
  );

/** Of a conflict, what its approval writes: the registry's value is kept by writing nothing; without a choice the school's counts. */
export function chosenCells(cells: CellChanges, choices: CellChoices | null): CellChanges {
  const kept = (Object.entries(cells) as [RecordField, CellChange][]).flatMap(
    ([field, cell]): [RecordField, CellChange][] => {
      const choice = isConflict(cell) ? (choices?.[field] ?? 'ours') : 'ours';
      const value = { base: cell.base ?? null, theirs: cell.old, ours: cell.new }[choice];
      return value === cell.old ? [] : [[field, { ...cell, new: value }]];
    },
  );
  return Object.fromEntries(kept);
}

/** Risk from which on changes that are alike may be decided together: whoever somebody is gets looked at person by person. */
const alikeFrom = 4;

/** Whether all changes of exactly these cells may be decided at once. */
export const isGroupable = ({ kind, risk }: { kind: ChangeKind; risk: number }): boolean =>
  kind === 'change' && risk >= alikeFrom;

/** The record after a change: every changed cell takes its new value. Pure; used by the laws and by the registry alike. */
export function patched(record: TeacherRecord, cells: CellChanges): TeacherRecord {
  const news = Object.entries(cells).map(([field, cell]) => [field, cell.new]);
  return { ...record, ...Object.fromEntries(news) };
}

/**
 * The change of an absent teacher with the school's answer: a departure for the reviewer to decide, a transfer for another unit
 * to carry out, or still somebody missing, who stays as they are. Any earlier answer gives way. Pure; a check and an answer given afterwards conclude the same.
 */
export function answeredAbsence<C extends object>(change: C, absence: AnsweredAbsence) {
  const { becomes } = absenceAnswers[absence.answer];
  const moves = absence.destination_unit_id !== null;
  const kind: ChangeKind = moves ? 'transfer' : becomes === null ? 'missing' : 'depart';
  const cells: CellChanges = kind === 'depart' ? { status: { old: '在职', new: becomes } } : {};
  return { ...change, kind, cells, absence, risk: changeKinds[kind].risk };
}

/** Whether nobody has said yet why this teacher isn't in the file. Its SQL twin is in database/absences.ts. */
export const isUnanswered = ({ kind, absence }: Pick<Change, 'kind' | 'absence'>): boolean =>
  kind === 'missing' && absence === undefined;
