/** What the reading process can do with one file, by name: the only list to lengthen when it is to do more. */
import { annotate } from '../../pipeline/annotate.ts';
import { openBundle } from '../../pipeline/bundle.ts';
import { digest } from '../../pipeline/digest.ts';
import { examine } from '../../pipeline/examine.ts';
import { fileColumns } from '../../pipeline/file-columns.ts';
import { fileTable } from '../../pipeline/file-table.ts';
import { readUnitClaim } from '../../pipeline/unit-claim.ts';
import type { BundleLimits } from '../../schemas/bundle.ts';
import type { Annotations, Claimed } from '../../schemas/desk.ts';
import type { DigestAsked } from '../../schemas/digest.ts';
import type { ExamineContext, Progress } from '../../schemas/examined.ts';
import type { WantedRows } from '../../schemas/file-table.ts';
import type { Works } from '../confined/serve.ts';
import { packed } from './packed-bundle.ts';

export const works = {
  examine: (bytes: Uint8Array, context: ExamineContext, report: (progress: Progress) => void) =>
    examine(bytes, context, report),
  digest: (bytes: Uint8Array, asked: DigestAsked, report: (progress: Progress) => void) =>
    digest(bytes, asked, report),
  table: (bytes: Uint8Array, { context, wanted }: { context: ExamineContext; wanted: WantedRows }) =>
    fileTable(bytes, context, wanted),
  columns: (bytes: Uint8Array, context: ExamineContext) => fileColumns(bytes, context),
  annotate: (bytes: Uint8Array, { context, marks }: { context: ExamineContext; marks: Annotations }) =>
    annotate(bytes, context, marks),
  unpack: (bytes: Uint8Array, limits: BundleLimits) => packed(openBundle(bytes, limits)),
  claim: (bytes: Uint8Array, context: ExamineContext): Claimed => ({ claim: readUnitClaim(bytes, context) }),
} as const satisfies Works;
