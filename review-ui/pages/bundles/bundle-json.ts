/** The public shape of a bundle and its files. */
import { z } from 'zod';
import type { ShownBundleFile } from '../../../database/bundle-files.ts';
import type { ShownBundle } from '../../../database/bundles.ts';
import { bundleOutcomes, unroutedReasons } from '../../../schemas/bundle.ts';
import { type Language, say } from '../../../schemas/language.ts';
import { uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { isoTime } from '../../format.ts';
import { refusalText } from '../uploads/upload-json.ts';
import type { BundleModel } from './bundle-model.ts';
import { reasonWords } from './words.ts';

const counted = z.number().int();
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const unit = z.object({ id: z.string(), name: z.string(), code: z.string().nullable() });

export const bundleFileSchema = z.object({
  position: counted,
  name: z.string(),
  outcome: z.enum(bundleOutcomes),
  reason: z.enum(unroutedReasons).optional(),
  message: z.string().optional(),
  refusal: z.object({ code: z.string(), params, message: z.string(), advice: z.string() }).optional(),
  /** What the file says of its school. */
  claim: z.object({ by: z.enum(['stamp', 'code', 'name']), said: z.string().optional() }).optional(),
  unit: unit.optional(),
  upload: z
    .object({
      ...{ id: z.string(), receipt: z.string(), state: z.enum(uploadStates as [string, ...string[]]) },
      ...{ rows: counted.nullable(), errors: counted.nullable(), warnings: counted.nullable() },
    })
    .optional(),
  /** Files of the bundle that went to the same school, when there are several; the last one counts. */
  of_unit: counted.optional(),
});

export const bundleSchema = z.object({
  id: z.string(),
  receipt: z.string(),
  unit,
  file_name: z.string(),
  size_bytes: counted,
  received_at: z.string(),
  files: counted,
  unrouted: counted,
});

export const bundleDetailSchema = bundleSchema.extend({
  /** How many files stand where: by the state of their upload, else by their outcome. */
  standings: z.record(z.string(), counted),
  items: z.array(bundleFileSchema),
  total: counted,
  page: counted,
});

export const bundleListSchema = z.object({ bundles: z.array(bundleSchema), total: counted, page: counted });

export function bundleJson(bundle: ShownBundle): z.infer<typeof bundleSchema> {
  const { id, receipt, file_name, size_bytes, files, unrouted } = bundle;
  return {
    ...{ id, receipt, file_name, size_bytes, files, unrouted },
    unit: { id: bundle.unit_id, name: bundle.unit_name, code: bundle.unit_code },
    received_at: isoTime(bundle.received_at),
  };
}

export const bundleDetailJson = (
  { bundle, standings, files, total, query }: BundleModel,
  language: Language,
): z.infer<typeof bundleDetailSchema> => ({
  ...bundleJson(bundle),
  ...{ standings: { ...standings }, total, page: query.page },
  items: files.map((file) => bundleFileJson(file, language)),
});

export function bundleFileJson(file: ShownBundleFile, language: Language): z.infer<typeof bundleFileSchema> {
  const { position, shown, outcome, reason, refusal, claim, of_unit } = file;
  return {
    ...{ position, name: shown, outcome },
    ...(reason === null ? {} : { reason, message: say(reasonWords[reason], language) }),
    ...(refusal === null ? {} : { refusal: { ...refusal, ...refusalText(refusal, language) } }),
    ...(claim === null ? {} : { claim: claimJson(claim) }),
    ...placeJson(file),
    ...(file.upload_id !== null && of_unit > 1 ? { of_unit } : {}),
  };
}

/** The unit of a stamp is named by its id alone, which tells nobody anything. */
const claimJson = (claim: NonNullable<ShownBundleFile['claim']>) => {
  if (claim.by === 'stamp') return { by: claim.by };
  return { by: claim.by, said: claim.by === 'code' ? claim.code : claim.name };
};

function placeJson({ upload_id, receipt, state, counts, unit_id, unit_name, unit_code }: ShownBundleFile) {
  if (upload_id === null || receipt === null || state === null) return {};
  const { rows = null, errors = null, warnings = null } = counts ?? {};
  return {
    unit: { id: unit_id ?? '', name: unit_name ?? '', code: unit_code },
    upload: { id: upload_id, receipt, state, rows, errors, warnings },
  };
}
