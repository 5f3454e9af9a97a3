/** The campaign that an export is of: the one named, or the one that people work in. */
import { campaignAt, campaignById } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { problem } from '../../../schemas/problem.ts';
import type { PageContext } from '../../page.ts';

interface Asking {
  readonly db: Database;
  readonly actor: Actor;
  readonly page: PageContext;
}

/** Throws `not-found`, also before there is any campaign. */
export const campaignMeant = ({ db, actor, page }: Asking, id: string | undefined): Promise<Campaign> =>
  inScope(db, actor.unit_path, async (tx) => {
    const campaign = id === undefined ? await campaignAt(tx, page.now) : await campaignById(tx, id);
    if (campaign === null) throw problem('not-found');
    return campaign;
  });
