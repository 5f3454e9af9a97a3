/** Enrolment as one looks at it: a school's teachers one by one, an area by its units, and what may be done there. */
import { campaignAt } from '../../../database/campaigns.ts';
import { type FullGround, groundOf } from '../../../database/enrolment-ground.ts';
import {
  type CellCount,
  cellsOf,
  type EnrolmentLine,
  enrolmentLines,
  talliesBelow,
  tallyOf,
  type UnitTally,
} from '../../../database/enrolment-list.ts';
import type { Scoped } from '../../../database/scope.ts';
import { hasWord } from '../../../database/submission-locks.ts';
import { windowOfUnit } from '../../../database/unit-windows.ts';
import { unitById } from '../../../database/units.ts';
import { type Actor, type Role, roleOf } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { UnitWindow } from '../../../schemas/campaign-window.ts';
import { cellText, type ExcuseCode, registeredCell, type Tally } from '../../../schemas/enrolment.ts';
import { tierOfKind, type UnitFacts } from '../../../schemas/unit.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import type { EnrolmentQuery } from './inputs.ts';

/** What would be done for all who are left, counted before it is. */
export interface Proposal {
  readonly what: 'registered' | ExcuseCode;
  readonly lines: readonly EnrolmentLine[];
  readonly cells: readonly { readonly cell: string; readonly count: number }[];
}

export interface SchoolEnrolments {
  readonly kind: 'school';
  readonly campaign: Campaign;
  readonly unit: UnitFacts;
  readonly role: Role;
  readonly ground: FullGround;
  readonly window: UnitWindow;
  readonly is_locked: boolean;
  readonly tally: Tally;
  readonly lines: readonly EnrolmentLine[];
  readonly total: number;
  readonly query: EnrolmentQuery;
  readonly proposal: Proposal | null;
}

export interface AreaEnrolments {
  readonly kind: 'area';
  readonly campaign: Campaign;
  readonly unit: UnitFacts;
  readonly tally: Tally;
  readonly units: readonly UnitTally[];
  readonly total: number;
  readonly cells: readonly CellCount[];
  readonly query: EnrolmentQuery;
}

export type EnrolmentsModel = SchoolEnrolments | AreaEnrolments | { readonly kind: 'none' };

/** Whether the viewer may change something there now. */
export const mayChange = ({ role, window, is_locked }: SchoolEnrolments): boolean =>
  role === 'owner' && window.phase === 'open' && !is_locked;

/** Throws `not-found` for a unit outside the scope. */
export async function enrolmentsModel(
  tx: Scoped,
  actor: Actor,
  query: EnrolmentQuery,
  now: Date,
): Promise<EnrolmentsModel> {
  const campaign = await campaignAt(tx, now);
  if (campaign === null) return { kind: 'none' };
  const unit = await unitById(tx, query.unit ?? actor.unit_id);
  const tally = await tallyOf(tx, campaign, unit.path);
  const place = { limit: pageSize, offset: offsetOf(query.page) };
  if (tierOfKind[unit.kind] !== 'school') {
    const below = await talliesBelow(tx, campaign, unit.id, place);
    const cells = await cellsOf(tx, campaign, unit.path);
    return { kind: 'area', campaign, unit, tally, cells, ...below, query };
  }
  const ground = await groundOf(tx, campaign, unit);
  const key = { campaign_id: campaign.id, step: 'enrolment', unit_id: unit.id } as const;
  return {
    ...{ kind: 'school', campaign, unit, tally, ground, query, role: roleOf(actor, unit.path) },
    window: await windowOfUnit(tx, campaign, 'enrolment', unit, now),
    is_locked: await hasWord(tx, key),
    ...(await enrolmentLines(tx, campaign, unit.id, {
      standing: query.state,
      search: query.search,
      ...place,
    })),
    proposal: query.propose === undefined ? null : await proposalOf(tx, campaign, ground, query.propose),
  };
}

const everybody = 100_000;

/** Of those who are neither enrolled nor excused: who can be enrolled in what they are registered for, or all of them excused. */
export async function proposalOf(
  tx: Scoped,
  campaign: Campaign,
  ground: FullGround,
  what: Proposal['what'],
): Promise<Proposal> {
  const { lines: left } = await enrolmentLines(tx, campaign, ground.unit.id, {
    standing: 'neither',
    limit: everybody,
  });
  if (what !== 'registered') return { what, lines: left, cells: [] };
  const lines = left.filter((line) => registeredCell(ground, line) !== null);
  const counts = new Map<string, number>();
  for (const line of lines) {
    const cell = registeredCell(ground, line);
    if (cell !== null) counts.set(cellText(cell), (counts.get(cellText(cell)) ?? 0) + 1);
  }
  return { what, lines, cells: [...counts].map(([cell, count]) => ({ cell, count })) };
}
