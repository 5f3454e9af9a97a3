/** The extensions of a campaign as one looks at them: what waits, what was answered, and what one may grant oneself. */
import { campaignById } from '../../../database/campaigns.ts';
import { listExtensions, type ShownExtension } from '../../../database/extension-list.ts';
import { openingRows } from '../../../database/opening-board.ts';
import type { Scoped } from '../../../database/scope.ts';
import { nameAbove } from '../../../database/unit-windows.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign, WindowName } from '../../../schemas/campaign.ts';
import { type ExtensionPolicy, furthestGrant } from '../../../schemas/campaign-window.ts';
import type { ExtensionState } from '../../../schemas/extension.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import { type OwnWindow, ownWindows } from '../campaigns/calendar-model.ts';

export interface Reach {
  readonly step: WindowName;
  /** The last day that the viewer may grant; null: any. */
  readonly furthest: string | null;
}

export interface ExtensionsModel {
  readonly campaign: Campaign;
  readonly windows: readonly OwnWindow[];
  /** Who answers what the viewer's unit asks for; null for the province. */
  readonly above: string | null;
  readonly reach: readonly Reach[];
  /** Units right below, to grant to; none for a school. */
  readonly children: readonly Pick<UnitFacts, 'id' | 'name' | 'kind'>[];
  readonly extensions: readonly ShownExtension[];
  readonly total: number;
  readonly query: {
    readonly page: number;
    readonly state?: ExtensionState | undefined;
    readonly step?: WindowName | undefined;
    readonly unit?: string | undefined;
  };
}

/** Right below one unit there are never more in practice; a larger list is no list to choose from. */
const mostChildren = 1_000;

/** Throws `not-found`. */
export async function extensionsModel(
  tx: Scoped,
  actor: Actor,
  campaignId: string,
  query: ExtensionsModel['query'],
  { policy, now }: { readonly policy: ExtensionPolicy; readonly now: Date },
): Promise<ExtensionsModel> {
  const campaign = await campaignById(tx, campaignId);
  const windows = await ownWindows(tx, actor, campaign, now);
  const filter = query.state === undefined ? {} : { states: [query.state] };
  const isSchool = actor.tier === 'school';
  return {
    ...{ campaign, windows, query },
    above: await nameAbove(tx, actor.unit_path),
    reach: isSchool
      ? []
      : windows.map(({ name, window }) => ({
          step: name,
          furthest: furthestGrant(actor.tier, window.closes_on, policy),
        })),
    children: isSchool
      ? []
      : (await openingRows(tx, campaign.id, actor.unit_id, { limit: mostChildren })).rows,
    ...(await listExtensions(tx, campaign.id, { ...filter, limit: pageSize, offset: offsetOf(query.page) })),
  };
}
