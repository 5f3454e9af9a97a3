/** Receiving: what was sent is kept, sealed, under a receipt each and owing a check, however many files come at once. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { windowOfTemplate } from '../schemas/campaign-window.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import { sealBytes } from './seal.ts';
import { statement } from './statement.ts';
import { channels, notice } from './transition.ts';

export interface NewUpload {
  readonly unit: Pick<UnitFacts, 'id' | 'path'>;
  readonly template: TemplateId | null;
  readonly campaign_id?: string | null;
  readonly file_name: string;
  readonly bytes: Uint8Array;
  /** By the application's clock, which deadlines go by; the server's own where nobody says. */
  readonly received_at?: Date;
}

export interface Received {
  readonly id: string;
  /** The same bytes of the same unit and template were there before, or came earlier in the same call. */
  readonly repeated: boolean;
}

/** A receipt's number: the day in China, then a count that never starts again. */
export const nextReceipt = sql<string>`to_char(now() at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(nextval('receipts')::text, 6, '0')`;

/** What makes two uploads the same. */
interface Identity {
  readonly unit_id: string;
  readonly template: TemplateId | null;
  readonly campaign_id: string | null;
  /** In hexadecimal. */
  readonly sha256: string;
}
interface Identified extends Identity {
  readonly upload: NewUpload;
}

const keyOf = ({ unit_id, template, campaign_id, sha256 }: Identity): string =>
  [unit_id, template, campaign_id, sha256].join('/');

/** A file is wanted within this time; sooner when its window closes before. A literal of SQL. */
export const usualPatience = '30 minutes';

/** By when the check of a file of the recordset `x` is wanted. Whoever is late already, by an extension, is wanted at once. */
const wantedBy = sql.raw(`least(coalesce(x.received_at, now()) + interval '${usualPatience}',
      (select (w.closes_on + 1)::timestamp at time zone 'Asia/Shanghai' from campaign_windows w
        where w.step = x.step and w.opens_on <= (now() at time zone 'Asia/Shanghai')::date order by w.opens_on desc limit 1))`);

/**
 * Keeps the files in their order. The same bytes of the same unit and template again answer the first upload, so that a second
 * click or a lost answer costs nothing. The caller has found every unit within scope.
 */
export async function receiveUploads(
  tx: Scoped,
  actor: Actor,
  uploads: readonly NewUpload[],
): Promise<Received[]> {
  if (uploads.length === 0) return [];
  const given = uploads.map(identified);
  const kept = await insertUploads(tx, actor, given);
  const ids = new Map(kept.map((row) => [keyOf(row), row.id]));
  const earlier = given.filter((one) => !ids.has(keyOf(one)));
  for (const row of await earlierUploads(tx, earlier)) ids.set(keyOf(row), row.id);
  const fresh = new Set(kept.map(({ id }) => id));
  const received = given.map((one) => {
    const id = ids.get(keyOf(one));
    if (id === undefined) throw new Error('an upload was neither kept nor there before');
    return { ...one, id, repeated: !fresh.delete(id) };
  });
  for (const one of received) if (!one.repeated) await keepFile(tx, actor, one);
  return received.map(({ id, repeated }) => ({ id, repeated }));
}

const identified = (upload: NewUpload): Identified => ({
  upload,
  unit_id: upload.unit.id,
  template: upload.template,
  campaign_id: upload.campaign_id ?? null,
  sha256: createHash('sha256').update(upload.bytes).digest('hex'),
});

/** Unit by unit, so that two archives with files of the same schools wait for each other instead of deadlocking. */
async function insertUploads(
  tx: Scoped,
  actor: Actor,
  given: readonly Identified[],
): Promise<(Identity & { id: string })[]> {
  const rows = given.map(({ upload, ...identity }) => ({
    ...identity,
    ...{ unit_path: upload.unit.path, file_name: upload.file_name, size_bytes: upload.bytes.length },
    received_at: upload.received_at ?? null,
    step: upload.template === null ? null : windowOfTemplate[upload.template],
  }));
  const inserted = await sql<Identity & { id: string }>`/*receive-uploads*/
    insert into uploads (receipt, unit_id, unit_path, template, campaign_id, file_name, size_bytes, sha256, state, owes, received_by,
      received_at, request_id, wanted_by)
    select ${nextReceipt}, x.unit_id, x.unit_path, x.template, x.campaign_id, x.file_name, x.size_bytes, decode(x.sha256, 'hex'),
      'received', 'check', ${actor.account_id}, coalesce(x.received_at, now()), ${tx.request_id}::uuid, ${wantedBy}
    from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (unit_id bigint, unit_path text, template text,
      campaign_id bigint, file_name text, size_bytes int, sha256 text, received_at timestamptz, step text)) with ordinality
      as x (unit_id, unit_path, template, campaign_id, file_name, size_bytes, sha256, received_at, step, n) order by x.unit_id, x.n
    on conflict (unit_id, template, campaign_id, sha256) do nothing
    returning id, unit_id, template, campaign_id, encode(sha256, 'hex') as sha256`.execute(tx.sql);
  return inserted.rows;
}

async function earlierUploads(
  tx: Scoped,
  given: readonly Identified[],
): Promise<(Identity & { id: string })[]> {
  if (given.length === 0) return [];
  const rows = given.map(({ upload: _, ...identity }) => identity);
  const found = await sql<Identity & { id: string }>`
    select u.id, u.unit_id, u.template, u.campaign_id, x.sha256
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (unit_id bigint, template text, campaign_id bigint, sha256 text)
    join uploads u on u.unit_id = x.unit_id and u.sha256 = decode(x.sha256, 'hex')
      and u.template is not distinct from x.template and u.campaign_id is not distinct from x.campaign_id`.execute(
    tx.sql,
  );
  return found.rows;
}

type Kept = Identified & { readonly id: string };

// One file each: written out once, it is planned once, and what it carries goes as bytes.
const keep = statement<unknown>(
  'keep-file',
  `with kept as (insert into upload_files (upload_id, sealed) values ($1, $2)),
  told as (
    insert into events (account_id, unit_id, unit_path, subject, subject_id, action, detail)
    values ($3, $4, $5, 'upload', $1, 'receive', $6::jsonb))
  -- Equal notices of one transaction arrive once.
  select pg_notify('${channels.owes}', 'check') as work, pg_notify('${channels.states}', $7) as pages`,
);

const keepFile = (tx: Scoped, actor: Actor, { id, upload: { unit, bytes } }: Kept): Promise<unknown> =>
  keep(tx, [
    ...[id, sealBytes(tx.keys, 'file', bytes), actor.account_id, unit.id, unit.path],
    ...[JSON.stringify({ size_bytes: bytes.length }), notice({ id, unit_path: unit.path }, 'received')],
  ]);
