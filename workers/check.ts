/** Checks, from claim to verdict: read in a process apart, compare with the registry, save all of it at once. */
import { type CheckClaim, claimChecks, leftOver, type RevertClaim } from '../database/check-claims.ts';
import { type ChecksToSave, saveChecks, saveFailure, saveRefusal } from '../database/checks.ts';
import { giveBack } from '../database/claim.ts';
import type { Database } from '../database/connect.ts';
import { inTime } from '../database/in-time.ts';
import { isOutage } from '../database/outage.ts';
import { small_bytes } from '../database/outbox.ts';
import { compare } from '../pipeline/compare.ts';
import { contextOf, type Policy } from '../pipeline/context.ts';
import type { ExamineContext, Examined, TeacherFile } from '../schemas/examined.ts';
import { type FormTemplate, isFormTemplate } from '../schemas/form.ts';
import { checkForm } from './forms.ts';
import { progressOf } from './progress.ts';
import { mostAttempts } from './queue.ts';
import type { Reader } from './reading/reader.ts';
import { type CheckReport, type Durations, type Reporting, reportCheck } from './report.ts';
import { makeAgain } from './revert.ts';
import { snapshotsOf } from './snapshots.ts';

export interface CheckOptions extends Policy, Reporting {
  readonly db: Database;
  readonly reader: Reader;
  readonly now: () => Date;
  /** The check of a file that is not small shows no progress before this. Default 300 ms. */
  readonly quiet_ms?: number;
}

/** When the claim was made: what it says of time counts from then. */
type Begun = number;
const since = (begun: Begun): number => performance.now() - begun;

/** A file that has been read, on its way to its verdict. */
interface Reading {
  readonly claim: Omit<CheckClaim, 'bytes'>;
  readonly begun: Begun;
  readonly reading_ms: number;
  readonly context: ExamineContext;
  readonly examined: Examined;
}
type TeacherReading = Reading & { readonly examined: TeacherFile };
type FormReading = Reading & { readonly examined: Examined<FormTemplate> };

/** How long files that were read wait for the others of their job; a small file takes a hundredth of it. */
const patience_ms = 250;

type Note = (error: unknown) => void;

/**
 * Checks the uploads of one job, those that owe it: three statements for all of them, unless one keeps the others waiting. One
 * that was tried before may be what ended that try, and the worker with it: such go alone in their process, the least tried first, as
 * do those that somebody held for a moment.
 * Safe to call at any time and any number of times: a check that somebody else does or did is left alone. Throws only for
 * bugs and outages, after it has done what could be done; the upload concerned then still owes its check.
 */
export async function checkUploads(options: CheckOptions, uploadIds: readonly string[]): Promise<void> {
  const { db } = options;
  const failures: unknown[] = [];
  const note: Note = (error) => void failures.push(error);
  const work = async (ids: readonly string[], tries: 'first' | 'any'): Promise<number> => {
    const claims = (await claimChecks(db, ids, tries)).filter((claim) => claim !== null);
    await checkTogether(options, claims, note);
    return claims.length;
  };
  if ((await work(uploadIds, 'first')) < uploadIds.length) {
    for (const id of await leftOver(db, uploadIds)) await inLine(() => work([id], 'any'));
  }
  if (failures.length === 0) return;
  // What an outage ended was no file's doing.
  if (failures.every(isOutage)) await giveBack(db, 'check', uploadIds).catch(() => undefined);
  throw failures[0];
}

/** Those who were tried before, of all jobs of this process: one at a time, so that none takes another along. */
let line: Promise<unknown> = Promise.resolve();

function inLine(work: () => Promise<unknown>): Promise<unknown> {
  const turn = line.then(work);
  line = turn.catch(() => undefined);
  return turn;
}

/** Reads all at once, and concludes on what has been read, together. */
async function checkTogether(
  options: CheckOptions,
  claims: readonly (CheckClaim | RevertClaim)[],
  note: Note,
): Promise<void> {
  const begun = performance.now();
  const ready: Reading[] = [];
  const reading = claims.map(async (claim) => {
    const one =
      'reverts' in claim ? await undoAgain(options, claim, begun) : await readOne(options, claim, begun);
    if (one !== null) ready.push(one);
  });
  let isOver = claims.length === 0;
  const all = Promise.all(reading.map((each) => each.catch(note))).then(() => {
    isOver = true;
  });
  while (!isOver || ready.length > 0) {
    // Whoever is not ready by then follows.
    await inTime(all, patience_ms).catch(() => undefined);
    await conclude(options, ready.splice(0)).catch(note);
  }
}

/** Null when the upload came to its end without being read to the end. */
async function readOne(options: CheckOptions, claim: CheckClaim, begun: Begun): Promise<Reading | null> {
  const { db, log } = options;
  const { bytes, ...facts } = claim;
  const { upload, unit, edits, header_mappings } = facts;
  const { id: upload_id, receipt, request_id, attempts } = upload;
  log.debug({ upload_id, receipt, request_id, attempts }, 'taken up');
  if (upload.attempts > mostAttempts) {
    const state = await saveFailure(db, upload.id);
    reportCheck(options, upload, { template: upload.template, state, durations: {}, took_ms: since(begun) });
    return null;
  }
  const file = { template: upload.template, unit, edits, header_mappings, stamp_key: db.keys.stamp };
  const context = contextOf(options, file, options.now());
  const progress = bytes.length <= small_bytes ? null : progressOf(db, upload, log, options.quiet_ms);
  const onProgress = progress === null ? {} : { onProgress: progress.show };
  const asked = performance.now();
  const outcome = await options.reader.examine({ bytes, context, ...onProgress });
  const reading_ms = since(asked);
  if ('ok' in outcome) progress?.show({ step: 'comparing', rows: outcome.ok.rows.length });
  await progress?.settled();
  if ('ok' in outcome) return { claim: facts, begun, reading_ms, context, examined: outcome.ok };
  const state = await saveRefusal(db, upload.id, outcome.refused);
  const told = { template: upload.template, state, refusal: outcome.refused.code };
  reportCheck(options, upload, { ...told, durations: { reading: reading_ms }, took_ms: since(begun) });
  return null;
}

/** An undo has no file: it is made anew from the registry as it is now. */
async function undoAgain(options: CheckOptions, claim: RevertClaim, begun: Begun): Promise<null> {
  const { upload } = claim;
  const isGivenUp = upload.attempts > mostAttempts;
  const state = isGivenUp ? await saveFailure(options.db, upload.id) : await makeAgain(options.db, claim);
  reportCheck(options, upload, { template: 'teacher', state, durations: {}, took_ms: since(begun) });
  return null;
}

/** Compares and saves; each alone when together they fail, since one bad file must not fail its neighbours. */
async function conclude(options: CheckOptions, readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return;
  try {
    await concludeTogether(options, readings);
  } catch (error) {
    if (readings.length === 1) throw error;
    const alone = await Promise.allSettled(readings.map((reading) => concludeTogether(options, [reading])));
    const failed = alone.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

async function concludeTogether(options: CheckOptions, readings: readonly Reading[]): Promise<void> {
  const { db } = options;
  const began = performance.now();
  const verdicts = await compared(db, readings.filter(isTeacherReading));
  for (const { claim, context, examined } of readings.filter(isFormReading)) {
    const result = await checkForm(db, claim, examined, context);
    verdicts.push({ upload_id: claim.upload.id, unit_id: claim.unit.id, result });
  }
  const comparing = since(began);
  const saved = await saveChecks(db, verdicts);
  const saving = since(began) - comparing;
  const states = new Map(verdicts.map(({ upload_id }, index) => [upload_id, saved[index] ?? null]));
  for (const reading of readings) {
    const state = states.get(reading.claim.upload.id) ?? null;
    reportCheck(options, reading.claim.upload, reportOf(reading, state, { comparing, saving }));
  }
}

const reportOf = (
  { begun, reading_ms, examined }: Reading,
  state: CheckReport['state'],
  together: Durations,
): CheckReport => ({
  ...{ template: examined.template, state, rows: examined.rows.length, took_ms: since(begun) },
  durations: { reading: reading_ms, ...together },
});

const isTeacherReading = (reading: Reading): reading is TeacherReading =>
  reading.examined.template === 'teacher';
const isFormReading = (reading: Reading): reading is FormReading => isFormTemplate(reading.examined.template);

/** What files amount to beside the registry. What was read of it is not needed any more when the verdicts are saved. */
async function compared(db: Database, readings: readonly TeacherReading[]): Promise<ChecksToSave[]> {
  if (readings.length === 0) return [];
  const files = readings.map(({ claim, examined }) => ({ unit_id: claim.unit.id, rows: examined.rows }));
  const snapshots = await snapshotsOf(db, files);
  return readings.map(({ claim, context, examined }, index) => {
    const snapshot = snapshots[index];
    if (snapshot === undefined) throw new Error('there is no snapshot for a file');
    const known = { ...snapshot, absences: claim.absences };
    const result = { examined, ...compare(examined, known, context) };
    return { upload_id: claim.upload.id, unit_id: claim.unit.id, result };
  });
}
