/** What a unit may be asked about the columns of a file that it sent, and what it has answered before. */
import { type RememberedMapping, rememberedMappings } from '../../../database/header-mappings.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { contextOf } from '../../../pipeline/context.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FileColumns, UnknownColumn } from '../../../schemas/file-columns.ts';
import type { Words } from '../../../schemas/language.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { problem } from '../../../schemas/problem.ts';
import { definitions } from '../../../schemas/sheets.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { type SentFile, sentFile } from '../uploads/sent-file.ts';

export interface MissingField {
  readonly field: string;
  readonly label: Words;
  readonly isRequired: boolean;
}

export interface ColumnsModel {
  readonly upload: ShownUpload;
  /** Columns that nobody knows; none where the file is not to be read again now. */
  readonly unknown: readonly UnknownColumn[];
  /** What they may be. */
  readonly missing: readonly MissingField[];
  readonly remembered: readonly RememberedMapping[];
  /** Whether answers are taken in the upload's present state. */
  readonly isOpen: boolean;
}

export type ColumnsAsked = Pick<Asked<unknown, unknown, unknown, Actor>, 'app' | 'db' | 'actor'>;

const isOpen = (upload: ShownUpload): boolean =>
  actions(lifecycleOf(upload), upload.state, 'owner').some(({ action }) => action === 'match-columns');

/** The unit's own word on its own columns. Throws `not-found`, `not-your-tier`. */
export async function ownUpload(tx: Scoped, actor: Actor, id: string): Promise<ShownUpload> {
  const upload = await uploadById(tx, id);
  if (actor.unit_id !== upload.unit_id) throw problem('not-your-tier', { by: 'owner' });
  return upload;
}

/** The label of a field, for people. */
export const labelOf = ({ template }: Pick<ShownUpload, 'template'>, field: string): Words => {
  const columns = template === null ? {} : definitions[template].columns;
  // What was confirmed under an older template may name a column that is no more.
  return (Object.hasOwn(columns, field) ? columns[field]?.label : undefined) ?? { zh: field, en: field };
};

/** Null where there is nothing to ask: the file can't be read, or no header in it can be told. */
export async function columnsOf({ app }: ColumnsAsked, file: SentFile): Promise<FileColumns | null> {
  const outcome = await app.desk.columns(file.bytes, contextOf(app, file.facts, app.now()));
  return 'ok' in outcome ? outcome.ok : null;
}

/** Throws `not-found`, `not-your-tier`. */
export async function columnsModel(asked: ColumnsAsked, id: string): Promise<ColumnsModel> {
  const { db, actor } = asked;
  const { upload, remembered, file } = await inScope(db, actor.unit_path, async (tx) => {
    const own = await ownUpload(tx, actor, id);
    return {
      ...{ upload: own, remembered: await rememberedMappings(tx, own) },
      file: isOpen(own) ? await sentFile(tx, own) : null,
    };
  });
  const found = file === null ? null : await columnsOf(asked, file);
  const columns = upload.template === null ? {} : definitions[upload.template].columns;
  return {
    ...{ upload, remembered, isOpen: isOpen(upload), unknown: found?.unknown ?? [] },
    missing: (found?.missing ?? []).map((field) => ({
      ...{ field, label: labelOf(upload, field) },
      isRequired: columns[field]?.need === 'always',
    })),
  };
}
