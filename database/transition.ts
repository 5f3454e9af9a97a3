/** The only place that changes a state: lock, ask the lifecycle, write, append the event, tell whoever listens. */

import type { Updateable } from 'kysely';
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import { keptApart } from '../schemas/duties.ts';
import type { Params } from '../schemas/language.ts';
import { type LifecycleRow, next, permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import { lifecycleOf, type UploadState, uploadLifecycle } from '../schemas/upload-lifecycle.ts';
import { reviewersInUse } from './duties.ts';
import type { Scoped } from './scope.ts';
import type { UploadsTable } from './tables.ts';

export interface LockedUpload {
  readonly id: string;
  readonly receipt: string;
  readonly state: UploadState;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly submitted_at: Date | null;
  readonly change_set_id: string | null;
  /** The upload that this one undoes; null for a file. */
  readonly reverts: string | null;
  readonly template: TemplateId | null;
  /** Accounts that sent it or gave its word. */
  readonly comes_from: readonly (string | null)[];
  /** Of these the ones that may not approve it. */
  readonly kept_apart: readonly string[];
  /** Whether a check has concluded on it before. */
  readonly checked: boolean;
}

/** Channels of LISTEN: `owes` wakes the dispatcher, `states` wakes the pages. Payloads carry ids and states only. */
export const channels = { owes: 'muster_owes', states: 'muster_states' } as const;

/** Locks an upload within scope until the transaction ends. Throws `not-found`. */
export async function lockUpload(tx: Scoped, id: string): Promise<LockedUpload> {
  const upload = await tx.sql
    .selectFrom('uploads')
    .where('id', '=', id)
    .select([
      'id',
      'receipt',
      'state',
      'unit_id',
      'unit_path',
      'submitted_at',
      'change_set_id',
      'reverts',
      'template',
    ])
    .select(['received_by', 'submitted_by', reviewersInUse.as('reviewers')])
    .select(sql<boolean>`counts is not null`.as('checked'))
    .forUpdate()
    .executeTakeFirst();
  if (!upload) throw problem('not-found');
  const { received_by, submitted_by, reviewers, ...facts } = upload;
  const comes_from = [received_by, submitted_by];
  return { ...facts, comes_from, kept_apart: keptApart(tx.duties, comes_from, reviewers) };
}

/** The row that allows it, or the problem that says why not. */
export const permit = (
  upload: LockedUpload,
  action: string,
  actor: Actor | 'system',
): LifecycleRow<UploadState> =>
  permitted(
    lifecycleOf(upload),
    upload.state,
    action,
    roleOf(actor, upload.unit_path),
    actor !== 'system' && upload.kept_apart.includes(actor.account_id),
  );

/**
 * Moves a locked upload by one row of its lifecycle, with what else changes in the same breath. Resets the attempts, and
 * leaves what the new state owes for the dispatcher, which a commit wakes. Throws `wrong-state` or `not-your-tier`.
 */
export async function transition(
  tx: Scoped,
  upload: LockedUpload,
  action: string,
  actor: Actor | 'system',
  also: Updateable<UploadsTable> = {},
  detail: Params = {},
): Promise<UploadState> {
  const row = permit(upload, action, actor);
  const owes = row.owes ?? null;
  // Where nobody else is there to review it, the trail says that nobody else did.
  const isOwn = row.apart && actor !== 'system' && upload.comes_from.includes(actor.account_id);
  const marked = isOwn ? { ...detail, own_work: true } : detail;
  await tx.sql
    .with('moved', (db) =>
      db
        .updateTable('uploads')
        .set({
          ...{ dispatched_at: null, ...also, state: row.to, owes, attempts: 0, claimed_at: null },
          // What the system owes in turn was asked for by the same request.
          ...(owes === null || tx.request_id === null ? {} : { request_id: tx.request_id }),
        })
        .where('id', '=', upload.id)
        .returning('id'),
    )
    .with('told', (db) =>
      db.insertInto('events').values({
        account_id: actor === 'system' ? null : actor.account_id,
        unit_id: upload.unit_id,
        unit_path: upload.unit_path,
        subject: 'upload',
        subject_id: upload.id,
        action,
        detail: JSON.stringify({ ...marked, from: row.from, to: row.to }),
      }),
    )
    .selectFrom('moved')
    .select([
      sql`pg_notify(${channels.states}, ${notice(upload, row.to)})`.as('pages'),
      owes === null ? sql`null`.as('work') : sql`pg_notify(${channels.owes}, ${owes})`.as('work'),
    ])
    .execute();
  return row.to;
}

/**
 * The end of a statement that moves uploads in the same breath as it does more; {@link transition} for the hot path. It
 * begins with a CTE `locked` that found each upload in the state it leaves: its id, unit_id, unit_path, and from
 * {@link movement} to_state, action and detail. `sets` is what else changes in the rows.
 */
export const moving = (sets: string): string => `moved as (
    update uploads set state = to_state, owes = null, attempts = 0, dispatched_at = null, claimed_at = null, ${sets}
    from locked where uploads.id = locked.id and uploads.id = any(array(select id from locked))
    returning uploads.id, locked.unit_id, locked.unit_path, to_state, action, detail),
  told as (
    insert into events (unit_id, unit_path, subject, subject_id, action, detail)
    select unit_id, unit_path, 'upload', id, action, detail from moved)`;

/** What comes last in such a statement: who was moved, with the pages told. */
export const movedAndNoticed = `select id, to_state, pg_notify('${channels.states}',
    json_build_object('upload_id', id::text, 'unit_path', unit_path, 'state', to_state)::text) as pages from moved`;

/** What {@link moving} needs to know (checks end alike in every lifecycle), when the system may take this action in this state and the new one owes nothing. */
export function movement(
  from: UploadState,
  action: string,
  detail: Params,
): { to_state: UploadState; action: string; detail: Params } {
  const row = next(uploadLifecycle, from, action, 'system');
  if (typeof row === 'string') throw problem('wrong-state', { state: from, action });
  if (row.owes !== undefined) throw new Error(`${action} owes work, which this way of moving does not tell`);
  return { to_state: row.to, action, detail: { ...detail, from: row.from, to: row.to } };
}

/** What a page is told: enough to know whether it cares. */
export const notice = (upload: { id: string; unit_path: string }, state: string): string =>
  JSON.stringify({ upload_id: upload.id, unit_path: upload.unit_path, state });
