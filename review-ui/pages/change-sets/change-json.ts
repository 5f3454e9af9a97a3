/** The public shape of a change set and its changes (CONTRACT): personal cells masked. */
import { z } from 'zod';
import type { ShownChange } from '../../../database/change-sets.ts';
import {
  type CellChange,
  type CellChanges,
  type CellChoice,
  type CellChoices,
  cellChoices,
  changeKindOrder,
} from '../../../schemas/change.ts';
import { type Alike, alikeReasons } from '../../../schemas/lookalike.ts';
import { masked } from '../../../schemas/mask.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { exactTime } from '../../format.ts';
import { keyOf } from '../../inputs.ts';
import { absenceJson, absenceSchema } from '../missing/missing-json.ts';
import { sideJson, sideSchema } from '../reverts/revert-json.ts';
import { changesIdentity } from './identity.ts';
import { plausibilityJson, plausibilitySchema } from './plausibility-json.ts';
import type { Beside } from './set-beside.ts';
import type { SetModel } from './set-model.ts';

const counted = z.number().int();
const cellValue = z.union([z.string(), z.boolean(), z.null()]);
const unitSchema = z.object({ id: z.string(), name: z.string(), code: z.string().nullable() });

/** `base` and `choice` in a conflict: what the template said, and which of the three values the cell takes as far as it is said. */
const cellSchema = z.object({
  ...{ old: cellValue, new: cellValue, base: cellValue.optional() },
  choice: z.enum(cellChoices).optional(),
});

export const changeSchema = z.object({
  id: z.string(),
  kind: z.enum(changeKindOrder as [string, ...string[]]),
  /** Whether it changes the identity document, which may mean another person. */
  identity: z.boolean(),
  teacher: z.object({ id: z.string().optional(), name: z.string(), id_number: z.string() }),
  cells: z.record(z.string(), cellSchema),
  base_version: counted.nullable(),
  risk: counted,
  decision: z.enum(['approve', 'reject']).nullable(),
  decided_at: z.string().nullable(),
  /** Decided in an earlier review of the unit, on the very same cells. */
  carried: z.boolean(),
  reason: z.string().optional(),
  /** For a teacher missing from the file: what the school answered. */
  absence: absenceSchema.optional(),
  sheet: z.string().nullable(),
  row: counted.nullable(),
  /** For a transfer: the unit that holds the person now. */
  other_unit: z.string().optional(),
  /** For those above the unit: teachers who are probably the same person under another document. */
  alike: z
    .array(
      z.object({
        teacher_id: z.string().optional(),
        unit: z.string(),
        score: counted,
        reasons: z.array(keyOf(alikeReasons)),
      }),
    )
    .optional(),
  /** Other units that send in the same person at this moment. */
  /** The transfer that the file's word of a move became. */
  transfer: z.object({ id: z.string(), state: z.string() }).optional(),
  also_claimed_by: z.array(z.object({ unit: z.string(), receipt: z.string() })).optional(),
});
export type ChangeJson = z.infer<typeof changeSchema>;

const facet = <V extends z.ZodType>(value: V) => z.array(z.object({ value, count: counted }));

export const changeSetSchema = z.object({
  id: z.string(),
  state: z.enum(uploadStates as [string, ...string[]]),
  unit: unitSchema,
  upload_id: z.string(),
  changes: z.array(changeSchema),
  /** Of the changes that match the query. */
  total: counted,
  undecided: counted,
  /** Decided in an earlier review, and not since. */
  carried: counted,
  /** SHA-256 over everything that the set says. */
  digest: z.string().nullable(),
  /** What each further condition of the query would leave. */
  facets: z.object({
    kind: facet(z.string()),
    risk: facet(z.string()),
    field: facet(z.string()),
    rule: facet(z.string()),
    carried: facet(z.boolean()),
  }),
  /** Changes that say the same of several people; `like` stands for all of them. */
  groups: z.array(
    z.object({
      ...{ like: z.string(), count: counted, undecided: counted },
      cells: z.record(z.string(), cellSchema),
    }),
  ),
  /** What approving everything that isn't rejected does; null when there is nothing left to approve. */
  impact: z
    .object({
      ...{ before: counted, after: counted, transfers: counted },
      commitments: z
        .object({ enrolled: counted, experts: counted })
        .describe('of those who leave or are to be transferred'),
      stages: z.array(z.object({ stage: z.string().nullable(), before: counted, after: counted })),
      ...plausibilitySchema,
    })
    .nullable(),
  /** Bulk decisions that can be taken back by their moment. */
  batches: z.array(z.object({ at: z.string(), decision: z.string(), count: counted })),
  counts: z.array(z.object({ kind: z.string(), count: counted, approved: counted, rejected: counted })),
  actions: z.array(z.string()),
  ...sideSchema,
  /** More teachers leave than is ordinary: closing the review then takes `shrinkage_confirmed`. */
  shrinkage: z.object({ before: counted, after: counted, fewer: counted, percent: z.number() }).optional(),
});

export const decisionSchema = z.object({
  id: z.string(),
  state: z.string(),
  /** Changes that this request decided or cleared. */
  changed: counted,
  undecided: counted,
});

const cellJson = (field: string, cell: CellChange, choice: CellChoice | undefined) => ({
  old: masked(field, cell.old),
  new: masked(field, cell.new),
  ...(cell.base === undefined ? {} : { base: masked(field, cell.base) }),
  ...(choice === undefined ? {} : { choice }),
});

const cellsJson = (cells: CellChanges, choices: CellChoices | null) =>
  Object.fromEntries(
    Object.entries(cells).map(([field, cell]) => [
      field,
      cellJson(field, cell, choices?.[field as RecordField]),
    ]),
  );

/** A teacher of whom the reader may see no more has no id either. */
const alikeJson = ({ teacher_id, unit_name, score, reasons }: Alike, beside?: Beside) => ({
  ...(beside?.known.has(teacher_id) ? { teacher_id } : {}),
  ...{ unit: unit_name, score, reasons: [...reasons] },
});

export function changeJson(change: ShownChange, beside?: Beside): ChangeJson {
  const claims = beside?.claims.get(change.id) ?? [];
  const transfer = beside?.transfers.get(change.teacher_id ?? '');
  const { id, kind, name, id_number, teacher_id, base_version, risk, decision, reason, cells } = change;
  return {
    ...{ id, kind, identity: changesIdentity(change), base_version, risk, decision, carried: change.carried },
    ...{ sheet: change.sheet, row: change.row_number },
    decided_at: change.decided_at && exactTime(change.decided_at),
    teacher: {
      ...(teacher_id === null ? {} : { id: teacher_id }),
      ...{ name, id_number: masked('id_number', id_number) },
    },
    cells: cellsJson(cells, change.choices),
    ...(reason === null ? {} : { reason }),
    ...(change.other_unit === undefined ? {} : { other_unit: change.other_unit }),
    ...(change.absence === null ? {} : { absence: absenceJson(change.absence) }),
    ...(change.alike === undefined ? {} : { alike: change.alike.map((one) => alikeJson(one, beside)) }),
    ...(transfer === undefined ? {} : { transfer: { id: transfer.id, state: transfer.state } }),
    ...(claims.length === 0
      ? {}
      : { also_claimed_by: claims.map(({ unit_name, receipt }) => ({ unit: unit_name, receipt })) }),
  };
}

const impactJson = (impact: SetModel['impact']) => {
  if (impact === null) return null;
  const { before, after, transfers, commitments, stages, judged } = impact;
  return { before, after, transfers, commitments, stages: [...stages], ...plausibilityJson(judged) };
};

export const changeSetJson = (model: Omit<SetModel, 'before'>): z.infer<typeof changeSetSchema> => {
  const { id, upload, facets, choices, side, shrinkage, total, digest } = model;
  return {
    ...{ id, state: upload.state, upload_id: upload.id, total, digest },
    ...{ undecided: facets.undecided, carried: facets.carried },
    unit: { id: upload.unit_id, name: upload.unit_name, code: upload.unit_code },
    changes: model.changes.map((change) => changeJson(change, model)),
    facets: {
      kind: [...choices.kinds],
      risk: [...choices.risks],
      field: [...choices.fields],
      rule: choices.rules.map(({ rule, count }) => ({ value: rule, count })),
      carried: [...choices.carried],
    },
    groups: model.groups.map(({ like, count, undecided, cells }) => ({
      ...{ like, count, undecided },
      cells: cellsJson(cells, null),
    })),
    impact: impactJson(model.impact),
    batches: model.batches.map(({ at, decision, count }) => ({ at: exactTime(at), decision, count })),
    counts: facets.kinds.map((kind) => ({ ...kind })),
    actions: [...model.actions],
    ...sideJson(side, upload.revert_reason),
    ...(shrinkage === null ? {} : { shrinkage }),
  };
};
