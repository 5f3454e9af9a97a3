/** Transfers: who carries a move out, by a table, and what is written when they do. */
import type { Actor } from './actor.ts';
import type { CellChange, CellChanges, CellValue } from './change.ts';
import type { Words } from './language.ts';
import type { RecordField, TeacherRecord } from './sheets/teacher.ts';
import type { TransferRole } from './transfer-lifecycle.ts';
import { parentPath, type Tier, within } from './unit.ts';

/** Whose word a transfer is. */
export type TransferSide = 'receiving' | 'giving' | 'acting';

/** How it came about: typed in, somebody of a school's file who is in the registry elsewhere, or somebody missing from one. */
export const transferOrigins = {
  form: { zh: '直接提出', en: 'Proposed directly' },
  file: { zh: '由学校表格产生', en: 'From a school’s file' },
  missing: { zh: '由“调出”答复产生', en: 'From the answer “moved”' },
} as const satisfies Record<string, Words>;
export type TransferOrigin = keyof typeof transferOrigins;

/** What sort of move it is, and who acts. */
export const transferRoutes = {
  'departed-pool': {
    words: { zh: '离职教师调入', en: 'In from the departed pool' },
    sentence: {
      zh: '离职教师调入，由调入学校“{unit}”直接办理',
      en: 'In from the departed pool: the receiving school, {unit}, does it alone',
    },
  },
  'within-county': {
    words: { zh: '同县调动', en: 'Within one county' },
    sentence: { zh: '同县调动，由“{unit}”办理', en: 'Within one county: {unit} carries it out' },
  },
  'within-city': {
    words: { zh: '同市跨县调动', en: 'Between counties of one city' },
    sentence: {
      zh: '同市跨县调动，由“{unit}”办理',
      en: 'Between counties of one city: {unit} carries it out',
    },
  },
  'between-cities': {
    words: { zh: '跨市调动', en: 'Between cities' },
    sentence: { zh: '跨市调动，由“{unit}”办理', en: 'Between cities: {unit} carries it out' },
  },
} as const satisfies Record<string, { words: Words; sentence: Words }>;
export type TransferRoute = keyof typeof transferRoutes;

interface RouteRow {
  readonly in_pool: boolean;
  /** Tier of the lowest unit that both schools lie below; a functional zone is a county here as everywhere. */
  readonly common: Tier | 'any';
  readonly route: TransferRoute;
  /** Who carries it out: the receiving school, or that lowest unit. */
  readonly acts: 'receiving' | 'common';
}

/** DOMAIN §1, the whole of it. A city-direct school has its city as the lowest unit that it shares with any other. */
export const transferRouteTable: readonly RouteRow[] = [
  { in_pool: true, common: 'any', route: 'departed-pool', acts: 'receiving' },
  { in_pool: false, common: 'county', route: 'within-county', acts: 'common' },
  { in_pool: false, common: 'city', route: 'within-city', acts: 'common' },
  { in_pool: false, common: 'province', route: 'between-cities', acts: 'common' },
];

/** Those who left are in the pool. Who retired is not: that one comes back by the hand of an authority. */
export const isInPool = (status: TeacherRecord['status']): boolean => status === '离职';

/** The row of the table. Throws where no authority is above both, which no registry has. */
export function routeOf(status: TeacherRecord['status'], common: Tier): RouteRow {
  const in_pool = isInPool(status);
  const row = transferRouteTable.find(
    (one) => one.in_pool === in_pool && (one.common === 'any' || one.common === common),
  );
  if (row === undefined) throw new Error(`no route over ${common}`);
  return row;
}

/** Path of the lowest unit that lies above both, which neither is itself. */
export function commonPath(from: string, to: string): string {
  let path = parentPath(from);
  while (!within(path, parentPath(to))) path = parentPath(path);
  return path;
}

/** What roles ask of a transfer. */
export interface TransferSides {
  readonly from_path: string;
  readonly to_path: string;
  readonly acting_path: string;
  readonly side: TransferSide;
}

/** Which of the three an actor is whose word could propose it; undefined for anybody else. */
export function sideOf(
  actor: Pick<Actor, 'unit_path'>,
  sides: Omit<TransferSides, 'side'>,
): TransferSide | undefined {
  if (actor.unit_path === sides.to_path) return 'receiving';
  if (actor.unit_path === sides.from_path) return 'giving';
  return actor.unit_path === sides.acting_path ? 'acting' : undefined;
}

/** Everything that an actor is to a transfer. */
export function transferRolesOf(actor: Actor | 'system', transfer: TransferSides): TransferRole[] {
  if (actor === 'system') return ['system'];
  const { unit_path } = actor;
  const side = sideOf(actor, transfer);
  const roles: TransferRole[] = side === undefined ? [] : [side];
  if (unit_path === transfer.acting_path && side !== 'acting') roles.push('acting');
  if (side === transfer.side) roles.push('proposing');
  if (roles.length > 0) return roles;
  const above = within(unit_path, transfer.from_path) || within(unit_path, transfer.to_path);
  return [above ? 'overseer' : 'stranger'];
}

/** What is said of the person at the new place; a field that nobody spoke of is absent. */
export type SaidOfMove = Readonly<Partial<Pick<TeacherRecord, RecordField>>>;

/** What changes in a record when its person moves: whatever was said and isn't so yet, and always back in service. */
export function cellsOfMove(record: TeacherRecord, said: SaidOfMove): CellChanges {
  const cells: Partial<Record<RecordField, CellChange>> = {};
  for (const [field, value] of Object.entries({ ...said, status: '在职' }) as [RecordField, CellValue][]) {
    if (record[field] !== value) cells[field] = { old: record[field], new: value };
  }
  return cells;
}

/**
 * Whether what was looked at still holds for a record that has changed since: no cell stands on another value now. Somebody
 * who left meanwhile still moves; that is what they left for.
 */
export const stillHolds = (seen: CellChanges, now: CellChanges): boolean =>
  Object.entries(now).every(
    ([field, cell]) =>
      seen[field as RecordField]?.old === cell.old ||
      (field === 'status' && typeof cell.old === 'string' && isInPool(cell.old as TeacherRecord['status'])),
  );
