/** An upload's file with everything that its reading depends on, so that whoever reads it again finds what the check found. */
import { headerMappingsOf } from '../../../database/header-mappings.ts';
import { editsOf } from '../../../database/mending.ts';
import type { Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { fileOf, type ShownUpload } from '../../../database/uploads.ts';
import type { FileFacts } from '../../../pipeline/context.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';

export interface SentFile {
  readonly bytes: Buffer;
  readonly facts: FileFacts & { readonly unit: UnitFacts };
}

/** Throws `not-found`. */
export async function sentFile(tx: Scoped, upload: ShownUpload): Promise<SentFile> {
  return {
    bytes: await fileOf(tx, upload.id),
    facts: {
      template: upload.template,
      unit: await unitById(tx, upload.unit_id),
      edits: await editsOf(tx, upload.id),
      header_mappings: await headerMappingsOf(tx, upload),
      stamp_key: tx.keys.stamp,
    },
  };
}
