/** Hands the file of an export out, and writes down that it left the house. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Database } from '../../../database/connect.ts';
import { exportBlocks } from '../../../database/export-files.ts';
import { type ShownExport, takeExport } from '../../../database/exports.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { exportFormats, exportKinds } from '../../../schemas/export.ts';
import { momentOf } from '../../../schemas/moment.ts';
import { shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

interface Handing {
  readonly db: Database;
  readonly actor: Actor;
  readonly page: PageContext;
  readonly res: Response;
}

/** The event stands before the first byte goes out. Throws `not-found`, `export-not-ready`. */
export async function handOut({ db, actor, page, res }: Handing, id: string): Promise<void> {
  const found = await inScope(db, actor.unit_path, (tx) => takeExport(tx, actor, id));
  res.attachment(fileName(found, page));
  res.set('Content-Type', exportFormats[found.format]);
  res.set('Content-Length', String(found.size_bytes ?? 0));
  res.set('Cache-Control', 'no-store');
  try {
    await pipeline(Readable.from(exportBlocks(db, actor.unit_path, id)), res);
  } catch (error) {
    if (!wentAway(error)) throw error;
  }
}

const shortDigest_chars = 8;

/**
 * What it is, whose and as of when. A file with whole numbers says in its name who asked for it, for a .csv has no other place for
 * that.
 */
export function fileName(found: ShownExport, page: PageContext): string {
  const { kind, format, numbers, area_name, as_of, snapshot_at, username, digest } = found;
  const moment = as_of === null ? null : momentOf(as_of);
  const then =
    moment === null
      ? page.day(snapshot_at ?? found.asked_at)
      : page.say(words.asOfName, { moment: shownMoment(moment, page) });
  const mark =
    numbers === 'full' ? [page.say(words.full), username, (digest ?? '').slice(0, shortDigest_chars)] : [];
  const parts = [page.say(exportKinds[kind].words), area_name, then, ...mark];
  // Colons and slashes have no place in a file's name.
  return `${parts.join('-').replaceAll(/[:/\\]/g, '')}.${format}`;
}

/** The reader closed the connection before the file was complete: nobody's fault, and nobody to tell. */
const wentAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
