/** The board of openings as one looks at it: rows of units, what is open to each, and whether one may change it. */
import { campaignById } from '../../../database/campaigns.ts';
import { latestEvents, type ShownEvent } from '../../../database/events.ts';
import {
  type OpeningRow,
  openingCounts,
  openingRows,
  type StageCount,
  type StageCounts,
} from '../../../database/opening-board.ts';
import { openingFacts } from '../../../database/opening-facts.ts';
import type { Scoped } from '../../../database/scope.ts';
import { windowOfUnit } from '../../../database/unit-windows.ts';
import { unitById } from '../../../database/units.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { UnitWindow } from '../../../schemas/campaign-window.ts';
import { type Opening, openingIn, openingRefusal } from '../../../schemas/opening.ts';
import { type Stage, stageOrder } from '../../../schemas/subject.ts';
import { tierOfKind, type UnitFacts } from '../../../schemas/unit.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

export type CellState = 'open' | 'closed' | 'not_offered' | 'licence_missing' | 'overview';

export interface OpeningCell {
  readonly stage: Stage;
  readonly state: CellState;
  readonly opened_at: string | null;
}

export interface OpeningLine {
  readonly unit: Pick<OpeningRow, 'id' | 'name' | 'code' | 'kind'>;
  readonly cells: readonly OpeningCell[];
  /** What is open right below it; empty for a school. */
  readonly below: StageCounts;
}

export interface OpeningsModel {
  readonly campaign: Campaign;
  readonly area: UnitFacts;
  /** The viewer opens stages to these units, when the window is open. */
  readonly isOpener: boolean;
  readonly window: UnitWindow;
  /** Whether each stage is open to the area itself. */
  readonly reach: readonly { readonly stage: Stage; readonly opening: Opening }[];
  readonly counts: StageCounts;
  readonly lines: readonly OpeningLine[];
  readonly total: number;
  readonly query: { readonly page: number; readonly search: string };
  readonly events: readonly ShownEvent[];
}

/** How many units a stage can still be opened to. */
export const leftToOpen = (count: StageCount | undefined): number =>
  count === undefined ? 0 : count.units - count.opened - count.unlicensed;

const shownEvents = 10;

/** Throws `not-found` for a campaign that isn't there or an area outside the scope. */
export async function openingsModel(
  tx: Scoped,
  actor: Actor,
  campaignId: string,
  query: { readonly unit?: string | undefined; readonly page: number; readonly search?: string | undefined },
  now: Date,
): Promise<OpeningsModel> {
  const campaign = await campaignById(tx, campaignId);
  const area = await unitById(tx, query.unit ?? actor.unit_id);
  const facts = await openingFacts(tx, campaign.id, [area.path]);
  const isSchool = tierOfKind[area.kind] === 'school';
  const place = { limit: pageSize, offset: offsetOf(query.page) };
  const { rows, total } = isSchool
    ? { rows: [], total: 0 }
    : await openingRows(tx, campaign.id, area.id, {
        ...(query.search ? { search: query.search } : {}),
        ...place,
      });
  const counts = await openingCounts(tx, campaign.id, [area.id, ...rows.map(({ id }) => id)]);
  const recent = { path: area.path, limit: shownEvents };
  return {
    ...{ campaign, area, total, query: { page: query.page, search: query.search ?? '' } },
    isOpener: area.id === actor.unit_id && (actor.tier === 'city' || actor.tier === 'county'),
    window: await windowOfUnit(tx, campaign, 'openings', area, now),
    reach: stageOrder.map((stage) => ({ stage, opening: openingIn(facts, area.path, stage) })),
    counts: counts.get(area.id) ?? {},
    lines: rows.map((row) => ({ unit: row, cells: cellsOf(row), below: counts.get(row.id) ?? {} })),
    events: await latestEvents(tx, 'opening', campaign.id, recent),
  };
}

const cellsOf = (row: OpeningRow): OpeningCell[] =>
  stageOrder.map((stage) => ({ stage, state: stateOf(row, stage), opened_at: row.opened[stage] ?? null }));

function stateOf(row: OpeningRow, stage: Stage): CellState {
  if (tierOfKind[row.kind] === 'city') return 'overview';
  if (row.opened[stage] !== undefined) return 'open';
  const refusal = openingRefusal(row, stage);
  if (refusal === null) return 'closed';
  return refusal === 'licence-missing' ? 'licence_missing' : 'not_offered';
}
