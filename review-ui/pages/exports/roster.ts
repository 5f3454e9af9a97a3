/** Streams the roster of one's scope from the registry into a file, and writes down that it left the house. */
import type { Response } from 'express';
import type { Database } from '../../../database/connect.ts';
import { appendEvent } from '../../../database/events.ts';
import { type RosterRow, rosterRows } from '../../../database/rosters.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { writeRosterCsv, writeRosterXlsx } from '../../../pipeline/write/roster.ts';
import type { Cover } from '../../../pipeline/write/roster-sheet.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Params, Words } from '../../../schemas/language.ts';
import { masked } from '../../../schemas/mask.ts';
import type { Moment } from '../../../schemas/moment.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

/** Document, phone and certificate numbers: their ends only, or whole. */
export type Numbers = 'masked' | 'full';

export interface WantedRoster {
  readonly format: 'xlsx' | 'csv';
  readonly numbers: Numbers;
  /** As it was then; now when undefined. */
  readonly moment: Moment | undefined;
  /** Whose; within the asker's scope. */
  readonly unit_id: string;
}

/**
 * Answers with the file as it is read. The event stands before the first byte goes out, for what a reader who breaks off
 * has got is exported too; a second one says how many rows it was and their digest.
 */
export async function sendRoster(
  { db, actor, page, res }: { db: Database; actor: Actor; page: PageContext; res: Response },
  wanted: WantedRoster,
): Promise<void> {
  const { format, numbers, moment, unit_id } = wanted;
  const detail = {
    format,
    numbers,
    ...(moment ? { as_of: moment.text } : {}),
    ...(unit_id === actor.unit_id ? {} : { unit_id }),
  };
  const unit = await inScope(db, actor.unit_path, async (tx) => {
    const found = await unitById(tx, unit_id);
    await tell(tx, actor, 'begin', detail);
    return found;
  });
  res.attachment(`${fileName(unit, moment, page)}.${format}`);
  res.set('Cache-Control', 'no-store');
  try {
    await inScope(db, actor.unit_path, async (tx) => {
      const found = rosterRows(tx, { area: unit.path, ...(moment ? { moment } : {}) });
      const rows = numbers === 'full' ? found : maskedRows(found);
      const { rows: count, digest } =
        format === 'csv'
          ? await writeRosterCsv(res, rows)
          : await writeRosterXlsx(res, { ...coverOf(actor, page, unit, wanted), rows });
      await tell(tx, actor, 'finish', { ...detail, rows: count, digest });
    });
  } catch (error) {
    if (!wentAway(error)) throw error;
  }
}

async function* maskedRows(rows: AsyncIterable<RosterRow>): AsyncGenerator<RosterRow> {
  for await (const row of rows) {
    const { record } = row;
    const { id_number, mobile, cert_no } = record;
    yield {
      ...row,
      record: {
        ...record,
        id_number: masked('id_number', id_number),
        mobile: masked('mobile', mobile),
        cert_no: masked('cert_no', cert_no),
      },
    };
  }
}

/** The file is read by people of either language, so its cover speaks both. */
const both = ({ zh, en }: Words): string => `${zh} ${en}`;

const coverOf = (
  actor: Actor,
  page: PageContext,
  unit: UnitFacts,
  { numbers, moment }: WantedRoster,
): Cover => ({
  title: moment === undefined ? both(words.roster) : both(words.rosterThen),
  facts: [
    [both(words.scope), unit.name],
    ...(moment === undefined ? [] : [[both(words.asOf), shownMoment(moment, page)] as const]),
    [both(words.at), page.time(page.now)],
    [both(words.by), actor.username],
    [both(words.numbers), both(words[numbers])],
  ],
});

/** A colon has no place in a file's name. */
function fileName(unit: UnitFacts, moment: Moment | undefined, page: PageContext): string {
  const day = page.day(page.now);
  if (moment === undefined) return page.say(words.file, { unit: unit.name, day });
  return page.say(words.fileThen, { unit: unit.name, moment: shownMoment(moment, page).replaceAll(':', '') });
}

const tell = (tx: Scoped, actor: Actor, action: string, detail: Params): Promise<void> =>
  appendEvent(tx, {
    account_id: actor.account_id,
    unit_id: actor.unit_id,
    unit_path: actor.unit_path,
    subject: 'roster-export',
    subject_id: null,
    action,
    detail,
  });

/** The reader closed the connection before the file was complete: nobody's fault, and nobody to tell. */
const wentAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
