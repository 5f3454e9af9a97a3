/** The public shape of an upload and of its findings (CONTRACT): snake_case keys, times with offset, numbers masked. */
import { z } from 'zod';
import type { ShownUpload } from '../../../database/uploads.ts';
import { describe } from '../../../pipeline/describe.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { checkSteps } from '../../../schemas/examined.ts';
import { type Issue, severities } from '../../../schemas/issue.ts';
import { type Language, type Params, say, type Words } from '../../../schemas/language.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { masked } from '../../../schemas/mask.ts';
import { type RefusalCode, refusals } from '../../../schemas/refusal.ts';
import { templateIds } from '../../../schemas/sheets.ts';
import { lifecycleOf, uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { isoTime } from '../../format.ts';
import type { SinceModel } from './since-model.ts';
import { words } from './words.ts';

const counted = z.number().int();
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const uploadSchema = z.object({
  id: z.string(),
  receipt: z.string(),
  state: z.enum(uploadStates as [string, ...string[]]),
  template: z.enum(templateIds).nullable(),
  unit: z.object({ id: z.string(), name: z.string(), code: z.string().nullable() }),
  file_name: z.string(),
  size_bytes: counted,
  received_at: z.string(),
  submitted_at: z.string().nullable(),
  applied_at: z.string().nullable(),
  file_deleted_at: z.string().nullable().describe('when its time was over; the record stays'),
  progress: z.object({ step: z.enum(checkSteps), rows: counted }).nullable(),
  counts: z
    .object({
      ...{ rows: counted, errors: counted, warnings: counted, notes: counted },
      ...{ added: counted, changed: counted, verified: counted, missing: counted },
      unanswered: counted,
      ...{ departed: counted, transferred: counted, conflicts: counted, risky: counted },
    })
    .nullable(),
  refusal: z.object({ code: z.string(), params, message: z.string(), advice: z.string() }).optional(),
  return_reason: z.string().optional(),
  /** For an undo, which has no file: the upload that it undoes, and why. */
  reverts: z.string().optional(),
  revert_reason: z.string().optional(),
  change_set_id: z.string().optional(),
  /** On the upload's own address: beside the file that the unit sent before. */
  since: z
    .object({
      ...{ upload_id: z.string(), receipt: z.string(), errors_before: counted.nullable() },
      ...{ errors_now: counted, mended: counted.nullable(), new: counted.nullable() },
    })
    .optional(),
  actions: z.array(z.string()),
});
export type UploadJson = z.infer<typeof uploadSchema>;

export const uploadListSchema = z.object({ uploads: z.array(uploadSchema), total: counted, page: counted });

export const issueSchema = z.object({
  rule: z.string(),
  severity: z.enum(severities as [string, ...string[]]),
  sheet: z.string(),
  row: counted.nullable(),
  column: z.string().nullable(),
  field: z.string().optional(),
  value: z.string().optional(),
  params,
  message: z.string(),
  expected: z.string().optional(),
  fix: z.string().optional(),
});
export const issueListSchema = z.object({ issues: z.array(issueSchema), total: counted, page: counted });

export function uploadJson(upload: ShownUpload, actor: Actor, language: Language): UploadJson {
  const role = roleOf(actor, upload.unit_path);
  const { id, receipt, state, template, file_name, size_bytes, progress, counts, refusal } = upload;
  return {
    ...{ id, receipt, state, template, file_name, size_bytes, progress, counts },
    unit: { id: upload.unit_id, name: upload.unit_name, code: upload.unit_code },
    received_at: isoTime(upload.received_at),
    submitted_at: upload.submitted_at && isoTime(upload.submitted_at),
    applied_at: upload.applied_at && isoTime(upload.applied_at),
    file_deleted_at: upload.file_deleted_at && isoTime(upload.file_deleted_at),
    ...(refusal === null ? {} : { refusal: { ...refusal, ...refusalText(refusal, language) } }),
    ...(upload.return_reason === null ? {} : { return_reason: upload.return_reason }),
    ...(upload.reverts === null
      ? {}
      : { reverts: upload.reverts, revert_reason: upload.revert_reason ?? '' }),
    ...(upload.change_set_id === null ? {} : { change_set_id: upload.change_set_id }),
    actions: actions(lifecycleOf(upload), state, role).map((row) => row.action),
  };
}

export function sinceJson(since: SinceModel | null): Pick<UploadJson, 'since'> {
  if (since === null) return {};
  const { isFresh: _, fresh, ...facts } = since;
  return { since: { ...facts, new: fresh } };
}

export const refusalText = (
  { code, params }: NonNullable<ShownUpload['refusal']>,
  language: Language,
): { message: string; advice: string } => ({
  message: say(refusals[code], language, params),
  advice: say(adviceOf(code, params), language, params),
});

/** An archive of files is no workbook to be saved again: it has another door. */
const adviceOf = (code: RefusalCode, { found }: Params): Words =>
  code === 'not-a-spreadsheet' && typeof found === 'string' && found.startsWith('ZIP')
    ? words.zipAdvice
    : refusals[code].advice;

/** A finding in words, its value masked where it is personal: row and column say where to look for it. */
export function issueJson(issue: Issue, language: Language): z.infer<typeof issueSchema> {
  const { value, field, params, ...place } = issue;
  return {
    ...place,
    params: { ...params },
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value: masked(field ?? '', value) }),
    ...describe(issue, language),
  };
}
