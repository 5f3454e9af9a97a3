/** A campaign for tests, with days of July 2022, and the places of a city that are opened in different ways. */
import { addCampaign, campaignById } from '../../database/campaigns.ts';
import type { Database } from '../../database/connect.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { addPlace, addSchool, type Place, type SeededRegistry } from './registry.ts';

export const july: Campaign['windows'] = {
  collection: { opens_on: '2022-06-06', closes_on: '2022-07-05' },
  openings: { opens_on: '2022-07-05', closes_on: '2022-07-20' },
  enrolment: { opens_on: '2022-07-06', closes_on: '2022-07-20' },
  experts: { opens_on: '2022-07-21', closes_on: '2022-07-25' },
};

/** Added by the province. */
export const addTestCampaign = (
  db: Database,
  { province }: Pick<SeededRegistry, 'province'>,
  name = '2022年“互联网+教师专业发展”',
  windows = july,
): Promise<Campaign> =>
  inScope(db, province.actor.unit_path, async (tx) =>
    campaignById(tx, await addCampaign(tx, province.actor, { year: 2022, name, windows })),
  );

export interface OpeningPlaces {
  readonly zone: Place;
  /** A primary school of the zone. */
  readonly zoneSchool: Place;
  /** A senior secondary school right below the city. */
  readonly direct: Place;
  /** A licensed kindergarten of the county, and one without a licence. */
  readonly kindergarten: Place;
  readonly unlicensed: Place;
  readonly institute: Place;
}

/** Adds to the seeded registry whoever a city and a county also open stages to. */
export const addOpeningPlaces = (db: Database, places: SeededRegistry): Promise<OpeningPlaces> =>
  asSystem(db, async (tx) => {
    const { city, county } = places;
    const at = (above: Place) => ({ parent_id: above.unit.id });
    const kindergartenOf = (name: string, code: string, licence_no: string | null) =>
      addPlace(tx, {
        ...{ ...at(county), kind: 'school', school_kind: '111', stages: ['幼儿园'], sector: '民办' },
        ...{ name, code, licence_no },
      });
    const zone = await addPlace(tx, { ...at(city), kind: 'functional_zone', name: '甲市高新区', code: null });
    return {
      zone,
      zoneSchool: await addSchool(tx, zone, '高新区小学', '2137000004'),
      direct: await addPlace(tx, {
        ...{ ...at(city), kind: 'school', school_kind: '342', stages: ['高中'], sector: '公办' },
        ...{ name: '甲市第一中学', code: '3437000001' },
      }),
      kindergarten: await kindergartenOf('甲县幼儿园', '1137000001', '鲁园370001'),
      unlicensed: await kindergartenOf('甲县小星幼儿园', '1137000002', null),
      institute: await addPlace(tx, {
        ...{ ...at(county), kind: 'research_institute', name: '甲县教研中心', code: null },
      }),
    };
  });
