/** Who owes its word, by name: told apart by more than the name of the unit above. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { unsubmittedUnits } from '../../database/unsubmitted.ts';
import { addTestCampaign } from '../setup/campaign.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { addPlace, addSchool, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let campaign_id: string;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  ({ id: campaign_id } = await addTestCampaign(db, places));
  await asSystem(db, async (tx) => {
    const above = places.province.unit.id;
    const city = await addPlace(tx, { parent_id: above, kind: 'city', name: '乙市', code: '379800' });
    const inCity = { parent_id: city.unit.id, kind: 'county', name: '甲县', code: '379801' } as const;
    await addSchool(tx, await addPlace(tx, inCity), '另一所小学', '2137000009');
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const seenBy = async ({ unit }: Place) => {
  const key = { campaign_id, step: 'enrolment' } as const;
  const units = await inScope(db, unit.path, (tx) => unsubmittedUnits(tx, unit, key));
  return units.map(({ parent_name, name }) => [parent_name, name]);
};

it('the province reads the city of counties that bear one name, a city and a county their own units as ever', async () => {
  expect(await seenBy(places.province)).toEqual([
    ['乙市 甲县', '另一所小学'],
    ['甲市 甲县', '甲县实验小学'],
    ['甲市 甲县', '甲县第二小学'],
    ['甲市 乙县', '乙县实验小学'],
  ]);
  expect(await seenBy(places.city)).toEqual([
    ['甲县', '甲县实验小学'],
    ['甲县', '甲县第二小学'],
    ['乙县', '乙县实验小学'],
  ]);
  expect(await seenBy(places.county)).toEqual([
    ['甲县', '甲县实验小学'],
    ['甲县', '甲县第二小学'],
  ]);
});
