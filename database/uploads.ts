/** Uploads: keeping what was sent under a receipt, and showing what became of it. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Progress } from '../schemas/examined.ts';
import { problem } from '../schemas/problem.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { countUnanswered } from './absences.ts';
import { carryDecisions } from './carried.ts';
import { requireOpen } from './organisations.ts';
import { preparedAs } from './preparing-client.ts';
import { type NewUpload, receiveUploads } from './receiving.ts';
import { dayOf } from './retention-day.ts';
import type { Scoped } from './scope.ts';
import { visibleTo } from './scope.ts';
import { openBytes } from './seal.ts';
import { forgetTransfers, linkTransfers } from './transfer-links.ts';
import { channels, lockUpload, notice, permit, transition } from './transition.ts';

const shown = [
  'uploads.id',
  'uploads.receipt',
  'uploads.state',
  'uploads.template',
  'uploads.unit_id',
  'uploads.unit_path',
  'uploads.file_name',
  'uploads.size_bytes',
  'uploads.received_at',
  'uploads.submitted_at',
  'uploads.reviewed_at',
  'uploads.applied_at',
  'uploads.return_reason',
  'uploads.progress',
  'uploads.counts',
  'uploads.refusal',
  'uploads.format',
  'uploads.encoding',
  'uploads.change_set_id',
  'uploads.reverts',
  'uploads.revert_reason',
  'uploads.file_deleted_at',
] as const;

/** Whoever asks names the files or their unit: the scope is no way to find them, only who may. */
const joined = (tx: Scoped) =>
  tx.sql
    .selectFrom('uploads')
    .innerJoin('units', 'units.id', 'uploads.unit_id')
    .where(sql<boolean>`starts_with(uploads.unit_path, ${tx.scope})`)
    .select([
      ...shown,
      'units.name as unit_name',
      'units.code as unit_code',
      sql<string>`account_label(uploads.received_by)`.as('received_by'),
    ]);

export type ShownUpload = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>;

/** One upload within scope. Throws `not-found`. */
export async function uploadById(tx: Scoped, id: string): Promise<ShownUpload> {
  const upload = await joined(tx)
    .where('uploads.id', '=', id)
    .modifyFront(preparedAs('upload-by-id'))
    .executeTakeFirst();
  if (!upload) throw problem('not-found');
  return upload;
}

/** The file of the same unit and template that was sent before this one; undefined when it is the first. */
export async function uploadBefore(
  tx: Scoped,
  { id, unit_id, template }: Pick<ShownUpload, 'id' | 'unit_id' | 'template'>,
): Promise<ShownUpload | undefined> {
  return await joined(tx)
    .where('uploads.unit_id', '=', unit_id)
    .where('uploads.template', 'is not distinct from', template)
    .where('uploads.id', '<', id)
    .where('uploads.reverts', 'is', null)
    .orderBy('uploads.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface UploadFilter {
  readonly states?: readonly UploadState[];
  readonly template?: TemplateId;
  readonly unit_id?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** Uploads within scope, newest first, with how many there are. */
export async function listUploads(
  tx: Scoped,
  filter: UploadFilter,
): Promise<{ uploads: ShownUpload[]; total: number }> {
  let query = tx.sql.selectFrom('uploads').where(visibleTo(tx.scope));
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.template) query = query.where('uploads.template', '=', filter.template);
  if (filter.unit_id) query = query.where('uploads.unit_id', '=', filter.unit_id);
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  // The page first, and then what is shown of it: joined at once, everything would be gathered to be sorted.
  const page = await query
    .select('uploads.id')
    .orderBy('uploads.received_at', 'desc')
    .orderBy('uploads.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute();
  const uploads = await joined(tx)
    .where(sql<boolean>`uploads.id = any(${page.map(({ id }) => id)}::bigint[])`)
    .orderBy('uploads.received_at', 'desc')
    .orderBy('uploads.id', 'desc')
    .execute();
  return { uploads, total: Number(count) };
}

/** How many uploads stand in each state within scope; for boards and the review queue. */
export async function countByState(tx: Scoped): Promise<Partial<Record<UploadState, number>>> {
  const rows = await tx.sql
    .selectFrom('uploads')
    .where(visibleTo(tx.scope))
    .groupBy('state')
    .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** {@link receiveUploads} for one file, with what is shown of it. */
export async function receiveUpload(
  tx: Scoped,
  actor: Actor,
  upload: NewUpload,
): Promise<{ upload: ShownUpload; repeated: boolean }> {
  const [received] = await receiveUploads(tx, actor, [upload]);
  if (received === undefined) throw new Error('nothing was received');
  return { upload: await uploadById(tx, received.id), repeated: received.repeated };
}

/** The bytes as they were sent. Throws `not-found`, `undo-has-no-file` for an undo, and `file-deleted` after its time. */
export async function fileOf(tx: Scoped, uploadId: string): Promise<Buffer> {
  const row = await tx.sql
    .selectFrom('uploads')
    .leftJoin('upload_files', 'upload_id', 'uploads.id')
    .where('uploads.id', '=', uploadId)
    .select(['reverts', 'sealed', dayOf('file_deleted_at').as('deleted_on')])
    .executeTakeFirst();
  if (row?.reverts) throw problem('undo-has-no-file');
  if (row?.deleted_on) throw problem('file-deleted', { on: row.deleted_on });
  if (!row?.sealed) throw problem('not-found');
  return openBytes(tx.keys, 'file', row.sealed);
}

/** Shows how far a check is; not a state, and not worth an event. */
export async function saveProgress(
  tx: Scoped,
  upload: { id: string; unit_path: string },
  progress: Progress,
): Promise<void> {
  await sql`update uploads set progress = ${JSON.stringify(progress)}
    where id = ${upload.id} and state = 'received'`.execute(tx.sql);
  await sql`select pg_notify(${channels.states}, ${notice(upload, 'received')})`.execute(tx.sql);
}

/**
 * The school's word: this file is what we mean, and everybody whom it doesn't hold was asked about. What it says of people who
 * move becomes transfers. One file of a unit is in review at a time.
 */
export async function submitUpload(tx: Scoped, actor: Actor, id: string): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  await requireOpen(tx, upload.unit_id);
  const other = await tx.sql
    .selectFrom('uploads')
    .where('unit_id', '=', upload.unit_id)
    .where('id', '!=', id)
    .where('state', 'in', ['submitted', 'approved'])
    .where('reverts', 'is', null)
    .select('receipt')
    .executeTakeFirst();
  if (other) throw problem('another-in-review', { receipt: other.receipt });
  permit(upload, 'submit', actor);
  const unanswered = await countUnanswered(tx, upload.change_set_id);
  if (unanswered > 0) throw problem('missing-unanswered', { count: unanswered });
  const carried = await carryDecisions(tx, upload);
  const linked = await linkTransfers(tx, actor, upload);
  const submitted = { submitted_at: new Date(), submitted_by: actor.account_id, return_reason: null };
  const detail = carried === 0 ? linked : { ...linked, carried };
  return await transition(tx, upload, 'submit', actor, submitted, detail);
}

/** Takes the word back, as long as the reviewer has not decided anything yet; what an earlier review decided is no beginning. */
export async function withdrawUpload(tx: Scoped, actor: Actor, id: string): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  const begun = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', upload.change_set_id ?? '0')
    .where('decision', 'is not', null)
    .where('carried', '=', false)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (begun && upload.state === 'submitted') throw problem('review-begun', { by: 'superior' });
  await forgetTransfers(tx, upload);
  return await transition(tx, upload, 'withdraw', actor, { submitted_at: null, submitted_by: null });
}

/** Starts the work again after a failure, or a check after the registry moved. */
export async function retryUpload(
  tx: Scoped,
  actor: Actor,
  id: string,
  action: 'retry' | 'recheck',
): Promise<UploadState> {
  return await transition(tx, await lockUpload(tx, id), action, actor, { progress: null });
}
