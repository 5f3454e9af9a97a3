/** A campaign around today, with every stage opened in a city and its counties: what enrolment needs to begin. */
import type { Database } from '../../database/connect.ts';
import { setOpenings } from '../../database/openings.ts';
import { inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { daysAfter } from '../../schemas/campaign-window.ts';
import { addTestCampaign } from './campaign.ts';
import type { Place, SeededRegistry } from './registry.ts';

/** Ten days either way of `now`. */
export async function openEnrolment(
  db: Database,
  places: SeededRegistry,
  now: Date,
  openers: readonly Place[] = [places.city, places.county, places.otherCounty],
): Promise<Campaign> {
  const today = now.toISOString().slice(0, 10);
  const days = { opens_on: daysAfter(today, -10), closes_on: daysAfter(today, 10) };
  const windows = { collection: days, openings: days, enrolment: days, experts: days };
  const campaign = await addTestCampaign(db, places, undefined, windows);
  for (const { actor } of openers) {
    await inScope(db, actor.unit_path, (tx) =>
      setOpenings(tx, actor, campaign, { units: 'all', stages: 'all', open: true }, now),
    );
  }
  return campaign;
}
