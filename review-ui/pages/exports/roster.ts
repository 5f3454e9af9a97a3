/** Streams a roster of one's scope from the registry into a file, and writes down that it left the house. */
import type { Response } from 'express';
import { subjectsOf } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { enrolmentRosterRows } from '../../../database/enrolment-rosters.ts';
import { appendEvent } from '../../../database/events.ts';
import { rosterRows } from '../../../database/rosters.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { enrolmentRoster } from '../../../pipeline/write/enrolment-roster.ts';
import { maskedRows } from '../../../pipeline/write/masked-rows.ts';
import { type RosterInput, writeRosterCsv, writeRosterXlsx } from '../../../pipeline/write/roster.ts';
import type { RosterPlace, RosterSummary } from '../../../pipeline/write/roster-rows.ts';
import { coverWords, shownMoment as momentOnCover } from '../../../pipeline/write/roster-words.ts';
import { teacherRoster } from '../../../pipeline/write/teacher-roster.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Params } from '../../../schemas/language.ts';
import type { Moment } from '../../../schemas/moment.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

/** Document, phone and certificate numbers: their ends only, or whole. */
export type Numbers = 'masked' | 'full';

interface Wanted {
  readonly format: 'xlsx' | 'csv';
  readonly numbers: Numbers;
  /** Whose; within the asker's scope. */
  readonly unit_id: string;
}
export interface WantedRoster extends Wanted {
  /** As it was then; now when undefined. */
  readonly moment: Moment | undefined;
}
export interface WantedEnrolment extends Wanted {
  readonly campaign: Campaign;
}

interface Sending {
  readonly db: Database;
  readonly actor: Actor;
  readonly page: PageContext;
  readonly res: Response;
}

/** What differs between rosters. */
interface Source {
  readonly subject: 'roster-export' | 'enrolment-export';
  readonly subject_id: string | null;
  readonly detail: Params;
  readonly fileName: (unit: UnitFacts) => string;
  readonly write: (tx: Scoped, unit: UnitFacts) => Promise<RosterSummary>;
}

const writeAs = <Row extends RosterPlace>(
  res: Response,
  { format }: Wanted,
  input: RosterInput<Row>,
): Promise<RosterSummary> => (format === 'csv' ? writeRosterCsv(res, input) : writeRosterXlsx(res, input));

export const sendRoster = (sending: Sending, wanted: WantedRoster): Promise<void> => {
  const { page, res } = sending;
  const { numbers, moment } = wanted;
  return send(sending, wanted, {
    ...{ subject: 'roster-export', subject_id: null, detail: moment ? { as_of: moment.text } : {} },
    fileName: (unit) => rosterName(unit, moment, page),
    write: (tx, unit) => {
      const rows = rosterRows(tx, { area: unit.path, moment });
      return writeAs(res, wanted, {
        shape: teacherRoster,
        rows: numbers === 'full' ? rows : maskedRows(rows),
        cover: {
          title: moment === undefined ? coverWords.roster : coverWords.rosterThen,
          facts: [
            [coverWords.scope, unit.name],
            ...(moment === undefined ? [] : [[coverWords.asOf, momentOnCover(moment)] as const]),
            [coverWords.numbers, coverWords[numbers]],
          ],
        },
      });
    },
  });
};

export const sendEnrolment = (sending: Sending, wanted: WantedEnrolment): Promise<void> => {
  const { page, res } = sending;
  const { numbers, campaign } = wanted;
  return send(sending, wanted, {
    ...{ subject: 'enrolment-export', subject_id: campaign.id, detail: {} },
    fileName: (unit) => page.say(words.enrolmentFile, { unit: unit.name, day: page.day(page.now) }),
    write: async (tx, unit) => {
      const subjects = await subjectsOf(tx, campaign.id);
      const rows = enrolmentRosterRows(tx, campaign, unit.path);
      return writeAs(res, wanted, {
        shape: enrolmentRoster,
        rows: numbers === 'full' ? rows : maskedRows(rows),
        cover: {
          title: coverWords.enrolment,
          facts: [
            [coverWords.campaign, campaign.name],
            [coverWords.scope, unit.name],
            [coverWords.numbers, coverWords[numbers]],
          ],
          subjects,
        },
      });
    },
  });
};

/**
 * Answers with the file as it is read. The event stands before the first byte goes out, for what a reader who breaks off
 * has got is exported too; a second one says how many rows it was and their digest.
 */
async function send(
  { db, actor, res }: Sending,
  { format, numbers, unit_id }: Wanted,
  { subject, subject_id, detail: more, fileName, write }: Source,
): Promise<void> {
  const detail = { format, numbers, ...more, ...(unit_id === actor.unit_id ? {} : { unit_id }) };
  const tell = (tx: Scoped, action: string, also: Params = {}): Promise<void> =>
    appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
      ...{ subject, subject_id, action, detail: { ...detail, ...also } },
    });
  const unit = await inScope(db, actor.unit_path, async (tx) => {
    const found = await unitById(tx, unit_id);
    await tell(tx, 'begin');
    return found;
  });
  res.attachment(`${fileName(unit)}.${format}`);
  res.set('Cache-Control', 'no-store');
  try {
    await inScope(db, actor.unit_path, async (tx) => {
      const { rows, digest } = await write(tx, unit);
      await tell(tx, 'finish', { rows, digest });
    });
  } catch (error) {
    if (!wentAway(error)) throw error;
  }
}

/** A colon has no place in a file's name. */
function rosterName(unit: UnitFacts, moment: Moment | undefined, page: PageContext): string {
  const day = page.day(page.now);
  if (moment === undefined) return page.say(words.file, { unit: unit.name, day });
  return page.say(words.fileThen, { unit: unit.name, moment: shownMoment(moment, page).replaceAll(':', '') });
}

/** The reader closed the connection before the file was complete: nobody's fault, and nobody to tell. */
const wentAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
