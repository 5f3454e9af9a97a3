/** Only this year's enrolment goes along with a teacher, whatever part of the province its mover can see. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCampaign, campaignById } from '../../database/campaigns.ts';
import { connect, type Database } from '../../database/connect.ts';
import { moveTeachers } from '../../database/moves.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { july } from '../setup/campaign.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
const years: Campaign[] = [];
const year2021 = { opens_on: '2021-07-06', closes_on: '2021-07-20' };
const nextCentury = { opens_on: '2100-07-06', closes_on: '2100-07-20' };

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  const { actor } = places.province;
  const windows = [{ enrolment: year2021 }, july, { enrolment: nextCentury }];
  for (const [at, year] of [2021, 2022, 2100].entries()) {
    years.push(
      await inScope(db, actor.unit_path, async (tx) =>
        campaignById(
          tx,
          await addCampaign(tx, actor, { year, name: `${year}年`, windows: windows[at] ?? july }),
        ),
      ),
    );
  }
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const move = (by: Place, teacher_id: string, to: Place, base_version: number) =>
  inScope(db, by.actor.unit_path, (tx) =>
    moveTeachers(
      tx,
      [{ teacher_id, base_version, cells: {} }],
      { unit_id: to.unit.id, unit_path: to.unit.path },
      null,
    ),
  );
const where = async (teacher: string) => {
  const rows = await asSystem(db, (tx) =>
    tx.sql
      .selectFrom('enrolments')
      .where('teacher_id', '=', teacher)
      .select(['campaign_year', 'unit_id'])
      .orderBy('campaign_year')
      .execute(),
  );
  return rows.map(({ campaign_year, unit_id }) => [campaign_year, unit_id]);
};
const enrol = (campaign: Campaign | undefined, place: Place, teacher: string) =>
  campaign === undefined ? Promise.reject() : enrolAt(db, campaign, place, [teacher]);

it('a county in which nobody is enrolled yet this year moves a teacher, and leaves last year’s enrolment as it was', async () => {
  const [old = '', now = ''] = [
    (await enrolTeachers(db, places.school, [teacherRecord(1)]))[0],
    (await enrolTeachers(db, places.stranger, [teacherRecord(2)]))[0],
  ];
  await enrol(years[0], places.school, old);
  await enrol(years[1], places.stranger, now);
  await move(places.county, old, places.neighbour, 1);
  expect(await where(old)).toEqual([[2021, places.school.unit.id]]);
});

it('this year’s goes along, in the scope of the county and in the whole, also when the next campaign is already planned', async () => {
  const [id = ''] = await enrolTeachers(db, places.school, [teacherRecord(3)]);
  await enrol(years[0], places.school, id);
  await enrol(years[1], places.school, id);
  await move(places.county, id, places.neighbour, 1);
  expect(await where(id)).toEqual([
    [2021, places.school.unit.id],
    [2022, places.neighbour.unit.id],
  ]);
  await move(places.province, id, places.stranger, 2);
  expect(await where(id)).toEqual([
    [2021, places.school.unit.id],
    [2022, places.stranger.unit.id],
  ]);
});
