/** A wish for an export, made definite: whose, of which campaign and city, how large; recorded for whoever asks. */
import { campaignAt, campaignById } from '../../../database/campaigns.ts';
import type { Database } from '../../../database/connect.ts';
import { exportSizes } from '../../../database/export-sizes.ts';
import { askExport } from '../../../database/exports.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import {
  type ExportFormat,
  type ExportKind,
  exportKinds,
  largestDirect_rows,
  type Numbers,
} from '../../../schemas/export.ts';
import type { Moment } from '../../../schemas/moment.ts';
import { problem } from '../../../schemas/problem.ts';
import type { Tier } from '../../../schemas/unit.ts';
import { requirePast } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { cityMeant } from '../staffing/staffing-model.ts';

export interface AskedExport {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly numbers: Numbers;
  readonly campaign?: string | undefined;
  readonly unit?: string | undefined;
  readonly city?: string | undefined;
  readonly as_of?: Moment | undefined;
  readonly reason?: string | undefined;
}

interface Asking {
  readonly db: Database;
  readonly actor: Actor;
  readonly page: PageContext;
}

function requireTier({ tier }: Actor, kind: ExportKind): void {
  const who: readonly Tier[] = exportKinds[kind].who;
  if (!who.includes(tier)) throw problem('not-your-tier', { by: who.join(' ') });
}

/** The one named, or the one that people work in. Throws `not-found`, also before there is any. */
async function campaignMeant(tx: Scoped, now: Date, id: string | undefined): Promise<Campaign> {
  const campaign = id === undefined ? await campaignAt(tx, now) : await campaignById(tx, id);
  if (campaign === null) throw problem('not-found');
  return campaign;
}

export interface RecordedExport {
  readonly id: string;
  /** Whether it is small enough to be written while somebody waits. */
  readonly is_small: boolean;
}

/** Throws `not-your-tier`, `not-found`, `invalid-input`. `at_once` says that a small one is written by whoever asks. */
export function recordExport(
  { db, actor, page }: Asking,
  { kind, format, numbers, campaign: named, unit, city: ofCity, as_of, reason }: AskedExport,
  { at_once }: { readonly at_once: boolean },
): Promise<RecordedExport> {
  requireTier(actor, kind);
  requirePast(as_of, page, 'as_of');
  return inScope(db, actor.unit_path, async (tx) => {
    const area = await unitById(tx, unit ?? actor.unit_id);
    const campaign = exportKinds[kind].ofCampaign ? await campaignMeant(tx, page.now, named) : null;
    const city_id = kind === 'staffing' ? (await cityMeant(tx, actor, ofCity)).id : null;
    const rows_expected = await exportSizes[kind](tx, { area: area.path, campaign, city_id });
    // There is a plan or there is none.
    if (kind === 'staffing' && rows_expected === 0) throw problem('not-found');
    const is_small = rows_expected <= largestDirect_rows;
    const id = await askExport(tx, actor, {
      ...{ kind, format, numbers, area: { id: area.id, path: area.path }, rows_expected },
      ...{ campaign_id: campaign?.id ?? null, city_id, at_once: at_once && is_small },
      as_of: kind === 'roster' ? (as_of?.text ?? null) : null,
      reason: numbers === 'full' ? (reason ?? null) : null,
    });
    return { id, is_small };
  });
}
