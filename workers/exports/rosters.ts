/** Rosters of teachers and of enrolments, from the cursor that reads them into the file that holds them. */
import { campaignById, subjectsOf } from '../../database/campaigns.ts';
import { enrolmentRosterBlocks } from '../../database/enrolment-rosters.ts';
import { rosterBlocks } from '../../database/rosters.ts';
import { enrolmentRoster } from '../../pipeline/write/enrolment-roster.ts';
import { withMaskedNumbers } from '../../pipeline/write/masked-rows.ts';
import { type RosterInput, writeRosterCsv, writeRosterXlsx } from '../../pipeline/write/roster.ts';
import type { RosterPlace, RosterSummary } from '../../pipeline/write/roster-rows.ts';
import { coverWords, shownMoment } from '../../pipeline/write/roster-words.ts';
import { teacherRoster } from '../../pipeline/write/teacher-roster.ts';
import { momentOf } from '../../schemas/moment.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { markOf } from './mark.ts';
import type { Writing } from './writing.ts';

type RecordRow = RosterPlace & { readonly record: TeacherRecord };

/** Rows as the file may show them; tells how many went by. */
async function* shown<Row extends RecordRow>(
  blocks: AsyncIterable<readonly Row[]>,
  { wish, passed }: Writing,
): AsyncGenerator<readonly Row[]> {
  for await (const block of blocks) {
    yield wish.numbers === 'full' ? block : block.map(withMaskedNumbers);
    passed(block.length);
  }
}

function write<Row extends RecordRow>(
  writing: Writing,
  { shape, blocks, cover }: RosterInput<Row>,
): Promise<RosterSummary> {
  const { wish, out } = writing;
  const input = {
    shape,
    blocks: shown(blocks, writing),
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
    blocks: rosterBlocks(tx, { area: wish.area.path, moment: moment ?? undefined }),
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
    blocks: enrolmentRosterBlocks(tx, campaign, wish.area.path),
    cover: {
      title: coverWords.enrolment,
      facts: [[coverWords.campaign, campaign.name]],
      subjects: await subjectsOf(tx, campaign.id),
    },
  });
};
