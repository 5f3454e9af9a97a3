/** Rosters of teachers and of enrolments, from the cursor that reads them into the file that holds them. */
import { campaignById, subjectsOf } from '../../database/campaigns.ts';
import { enrolmentRosterRows } from '../../database/enrolment-rosters.ts';
import { rosterRows } from '../../database/rosters.ts';
import { enrolmentRoster } from '../../pipeline/write/enrolment-roster.ts';
import { maskedRows } from '../../pipeline/write/masked-rows.ts';
import { type RosterInput, writeRosterCsv, writeRosterXlsx } from '../../pipeline/write/roster.ts';
import type { RosterPlace, RosterSummary } from '../../pipeline/write/roster-rows.ts';
import { coverWords, shownMoment } from '../../pipeline/write/roster-words.ts';
import { teacherRoster } from '../../pipeline/write/teacher-roster.ts';
import { momentOf } from '../../schemas/moment.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { markOf } from './mark.ts';
import type { Writing } from './writing.ts';

async function* told<Row>(rows: AsyncIterable<Row>, passed: () => void): AsyncGenerator<Row> {
  for await (const row of rows) {
    yield row;
    passed();
  }
}

function write<Row extends RosterPlace & { readonly record: TeacherRecord }>(
  { wish, out, passed }: Writing,
  { shape, rows, cover }: RosterInput<Row>,
): Promise<RosterSummary> {
  const input = {
    shape,
    rows: told(wish.numbers === 'full' ? rows : maskedRows(rows), passed),
    cover: {
      ...cover,
      ...markOf(wish),
      facts: [
        ...cover.facts,
        [coverWords.scope, wish.area.name] as const,
        [coverWords.numbers, coverWords[wish.numbers]] as const,
      ],
    },
  };
  return wish.format === 'csv' ? writeRosterCsv(out, input) : writeRosterXlsx(out, input);
}

export const writeTeacherRoster = (writing: Writing): Promise<RosterSummary> => {
  const { tx, wish } = writing;
  const moment = wish.as_of === null ? null : momentOf(wish.as_of);
  return write(writing, {
    shape: teacherRoster,
    rows: rosterRows(tx, { area: wish.area.path, moment: moment ?? undefined }),
    cover: {
      title: moment === null ? coverWords.roster : coverWords.rosterThen,
      facts: moment === null ? [] : [[coverWords.asOf, shownMoment(moment)]],
    },
  });
};

export const writeEnrolmentRoster = async (writing: Writing): Promise<RosterSummary> => {
  const { tx, wish } = writing;
  const campaign = await campaignById(tx, wish.campaign_id ?? '');
  return await write(writing, {
    shape: enrolmentRoster,
    rows: enrolmentRosterRows(tx, campaign, wish.area.path),
    cover: {
      title: coverWords.enrolment,
      facts: [[coverWords.campaign, campaign.name]],
      subjects: await subjectsOf(tx, campaign.id),
    },
  });
};
