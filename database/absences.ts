/** Absences: what a school says of teachers whom its file doesn't hold, kept until a file of it is applied. */
import { sql } from 'kysely';
import type { AbsenceAnswer, KnownAbsence } from '../schemas/absence.ts';
import type { Actor } from '../schemas/actor.ts';
import { answeredAbsence, type CellChanges, type ChangeKind } from '../schemas/change.ts';
import { problem } from '../schemas/problem.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Keys } from './keys.ts';
import type { Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { type LockedUpload, lockUpload, permit, transition } from './transition.ts';
import { concludedRow } from './verdict.ts';

/** An answer as the server keeps it: a destination that somebody typed may say more than a school. */
export interface KeptAbsence extends Omit<KnownAbsence, 'destination'> {
  /** Sealed destination, base64. */
  readonly sealed: string | null;
}

export const openAbsence = (keys: Keys, { sealed, ...absence }: KeptAbsence): KnownAbsence => ({
  ...absence,
  destination: sealed === null ? null : open<string>(keys, 'absence', Buffer.from(sealed, 'base64')),
});

/** Changes about teachers whom the file doesn't hold, with or without an answer. */
export const isAbsent = sql<boolean>`(kind = 'missing' or answer is not null)`;
const isUnanswered = sql<boolean>`kind = 'missing' and answer is null`;

/** How many teachers of a change set nobody has answered for. */
export async function countUnanswered(tx: Scoped, changeSetId: string | null): Promise<number> {
  const row = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId ?? '0')
    .where(isUnanswered)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface AbsenceTally {
  /** Teachers whom the file doesn't hold. */
  readonly absent: number;
  readonly unanswered: number;
  readonly answers: Readonly<Partial<Record<AbsenceAnswer, number>>>;
}

/** How many teachers a file doesn't hold, by what was said of them. */
export async function absenceTally(tx: Scoped, changeSetId: string | null): Promise<AbsenceTally> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', changeSetId ?? '0')
    .where(isAbsent)
    .groupBy('answer')
    .select((eb) => ['answer', eb.fn.countAll<string>().as('count')])
    .execute();
  const counted = rows.map(({ answer, count }) => [answer ?? 'none', Number(count)] as const);
  const { none: unanswered = 0, ...answers }: Partial<Record<AbsenceAnswer | 'none', number>> =
    Object.fromEntries(counted);
  return { absent: counted.reduce((sum, [, count]) => sum + count, 0), unanswered, answers };
}

export interface Destination {
  /** As people will read it. */
  readonly text: string;
  /** The school in the registry, where it is one. */
  readonly unit_id: string | null;
}

export interface GivenAnswer {
  readonly change_id: string;
  readonly answer: AbsenceAnswer;
  readonly destination: Destination | null;
}

/** One answer for all of whom nothing has been said, and how many the sender means; null: however many they are. */
export interface RestAnswer {
  readonly answer: AbsenceAnswer;
  readonly expected: number | null;
}

/**
 * Answers for teachers whom the file of an upload doesn't hold; each answer takes the place of an earlier one, and of what was
 * decided about that. The same answer again changes nothing. Throws `not-found` for a change that isn't about somebody missing
 * from this file, `answers-moved` when the rest is another number than expected, `wrong-state`, `not-your-tier`.
 */
export async function answerMissing(
  tx: Scoped,
  actor: Actor,
  uploadId: string,
  given: readonly GivenAnswer[],
  rest: RestAnswer | null,
): Promise<UploadState> {
  const upload = await lockUpload(tx, uploadId);
  permit(upload, 'answer-missing', actor);
  return await keep(tx, actor, upload, [...(await others(tx, upload, rest)), ...given]);
}

async function others(tx: Scoped, upload: LockedUpload, rest: RestAnswer | null): Promise<GivenAnswer[]> {
  if (rest === null) return [];
  const { answer, expected } = rest;
  const unanswered = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', upload.change_set_id ?? '0')
    .where(isUnanswered)
    .select('id')
    .execute();
  const count = unanswered.length;
  if (expected !== null && expected !== count) throw problem('answers-moved', { count });
  return unanswered.map(({ id }) => ({ change_id: id, answer, destination: null }));
}

/** What was said before a file was applied is spent with it; what was said of a later file stays, and an undo spends nothing. */
export async function forgetAnswers(tx: Scoped, upload: LockedUpload): Promise<void> {
  if (upload.reverts !== null) return;
  await tx.sql
    .deleteFrom('absences')
    .where('unit_id', '=', upload.unit_id)
    .where('upload_id', '<=', upload.id)
    .execute();
}

interface AskedChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly risk: number;
  readonly teacher_id: string | null;
  readonly base_version: number | null;
  readonly answer: AbsenceAnswer | null;
  readonly name: string;
  readonly id_number: string;
  readonly cells: CellChanges;
  readonly destination?: string;
}

async function askedChanges(
  tx: Scoped,
  upload: LockedUpload,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AskedChange>> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', upload.change_set_id ?? '0')
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .where(isAbsent)
    .select(['id', 'kind', 'risk', 'teacher_id', 'base_version', 'answer', 'sealed'])
    .execute();
  return new Map(
    rows.map(({ sealed, ...row }) => [
      row.id,
      { ...row, ...open<Pick<AskedChange, 'name' | 'id_number' | 'cells'>>(tx.keys, 'change', sealed) },
    ]),
  );
}

async function keep(
  tx: Scoped,
  actor: Actor,
  upload: LockedUpload,
  given: readonly GivenAnswer[],
): Promise<UploadState> {
  const asked = await askedChanges(
    tx,
    upload,
    given.map(({ change_id }) => change_id),
  );
  const answered_at = new Date().toISOString();
  // The last word counts: one said of somebody comes after what is said of all the others.
  const latest = new Map(given.map((one) => [one.change_id, one]));
  const answers = [...latest.values()].flatMap(({ change_id, answer, destination }) => {
    const change = asked.get(change_id);
    if (change === undefined) throw problem('not-found');
    const text = destination?.text ?? null;
    if (change.answer === answer && (change.destination ?? null) === text) return [];
    const destination_unit_id = destination?.unit_id ?? null;
    const said = {
      answer,
      destination: text,
      destination_unit_id,
      answered_by: actor.account_id,
      answered_at,
    };
    const row = concludedRow(tx.keys, answeredAbsence(change, said));
    const { teacher_id, base_version } = change;
    const sealed_destination = text === null ? null : seal(tx.keys, 'absence', text).toString('base64');
    return [{ ...row, id: change_id, teacher_id, base_version, sealed_destination, destination_unit_id }];
  });
  if (answers.length === 0) return upload.state;
  await write(tx, upload, JSON.stringify(answers));
  return await transition(
    tx,
    upload,
    'answer-missing',
    actor,
    { counts: await countsNow(tx, upload) },
    { answered: answers.length },
  );
}

/** A change in its new words, undecided, and the answer to be remembered. */
async function write(tx: Scoped, upload: LockedUpload, answers: string): Promise<void> {
  await sql`with given as materialized (
      select * from json_to_recordset(${answers}::json) as x (id bigint, kind text, risk int, fields text[], sealed text,
        content_hash text, answer text, answered_by bigint, answered_at timestamptz, teacher_id bigint, base_version int,
        sealed_destination text, destination_unit_id bigint)),
    kept as (
      insert into absences (unit_id, unit_path, teacher_id, base_version, answer, destination_unit_id, sealed, upload_id,
        answered_by, answered_at)
      select ${upload.unit_id}, ${upload.unit_path}, teacher_id, base_version, answer, destination_unit_id,
        decode(sealed_destination, 'base64'), ${upload.id}, answered_by, answered_at from given
      on conflict (unit_id, teacher_id) do update set base_version = excluded.base_version, answer = excluded.answer,
        destination_unit_id = excluded.destination_unit_id, sealed = excluded.sealed, upload_id = excluded.upload_id,
        answered_by = excluded.answered_by, answered_at = excluded.answered_at)
    update changes set kind = given.kind, risk = given.risk, fields = given.fields, sealed = decode(given.sealed, 'base64'),
      content_hash = decode(given.content_hash, 'base64'), answer = given.answer, answered_by = given.answered_by,
      answered_at = given.answered_at, decision = null, reason = null, decided_by = null, decided_at = null,
      carried = false, choices = null, group_hash = null
    from given where changes.id = given.id`.execute(tx.sql);
}

/** The upload's counts with those that an answer moves. */
async function countsNow(tx: Scoped, upload: LockedUpload): Promise<string | null> {
  const { rows } = await sql<{ counts: string | null }>`
    select (counts || (select jsonb_build_object('missing', count(*) filter (where kind = 'missing'),
        'departed', count(*) filter (where kind = 'depart'),
        'transferred', count(*) filter (where kind = 'transfer'), 'unanswered', count(*) filter (where ${isUnanswered}))
      from changes where change_set_id = ${upload.change_set_id}))::text as counts
    from uploads where id = ${upload.id}`.execute(tx.sql);
  return rows[0]?.counts ?? null;
}
