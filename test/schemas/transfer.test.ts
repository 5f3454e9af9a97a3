/** Who carries a transfer out, and the life of one: route table, state × action × role × tier, against tables by hand. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../schemas/actor.ts';
import { actions, next } from '../../schemas/lifecycle.ts';
import {
  cellsOfMove,
  commonPath,
  routeOf,
  stillHolds,
  type TransferSide,
  transferRolesOf,
  transferRouteTable,
} from '../../schemas/transfer.ts';
import {
  type TransferRole,
  transferLifecycle,
  transferRoles,
  transferStates,
} from '../../schemas/transfer-lifecycle.ts';
import { type Tier, tiers } from '../../schemas/unit.ts';
import { teacherRecord } from '../setup/people.ts';

const roles = Object.keys(transferRoles) as TransferRole[];
const everyAction = ['carry-out', 'decline', 'withdraw'];

/** What may happen; nothing else may. */
const allowed = new Set([
  'proposed carry-out acting -> carried_out',
  'proposed decline acting -> declined [reason]',
  'proposed withdraw proposing -> withdrawn',
  'proposed withdraw system -> withdrawn',
]);

const everyTry = transferStates.flatMap((state) =>
  everyAction.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of a transfer', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(transferLifecycle, state, action, role);
      const line = [...allowed].find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        expect(row).toBe(state === 'proposed' ? 'not-your-tier' : 'wrong-state');
      } else {
        const needs = row.needs ? ` [${row.needs}]` : '';
        expect(`${state} ${action} ${role} -> ${row.to}${needs}`).toBe(line);
      }
    },
  );

  it('names every action in both languages', () => {
    for (const action of everyAction) {
      expect(transferLifecycle.actions[action]?.zh && transferLifecycle.actions[action]?.en).toBeTruthy();
    }
  });
});

/**
 * Province 1; cities 2 and 3; of city 2 the counties 21 and 22, the functional zone 23, and the city-direct schools 2d and 2e.
 */
const school = {
  a1: '/1/2/21/211/',
  a2: '/1/2/21/212/',
  b1: '/1/2/22/221/',
  zone1: '/1/2/23/231/',
  zone2: '/1/2/23/232/',
  direct1: '/1/2/28/',
  direct2: '/1/2/29/',
  far: '/1/3/31/311/',
};
const tierAt: Record<string, Tier> = {
  '/1/': 'province',
  '/1/2/': 'city',
  '/1/3/': 'city',
  '/1/2/21/': 'county',
  '/1/2/22/': 'county',
  '/1/2/23/': 'county',
};

describe('who carries a transfer out', () => {
  it.each([
    ['a1', 'a2', '/1/2/21/', 'within-county'],
    ['zone1', 'zone2', '/1/2/23/', 'within-county'],
    ['a1', 'b1', '/1/2/', 'within-city'],
    ['a1', 'zone1', '/1/2/', 'within-city'],
    ['a1', 'direct1', '/1/2/', 'within-city'],
    ['direct1', 'direct2', '/1/2/', 'within-city'],
    ['direct1', 'far', '/1/', 'between-cities'],
    ['a1', 'far', '/1/', 'between-cities'],
  ] as const)('from %s to %s, either way: the unit at %s, %s', (from, to, path, route) => {
    expect(commonPath(school[from], school[to])).toBe(path);
    expect(commonPath(school[to], school[from])).toBe(path);
    expect(routeOf('在职', tierAt[path] ?? 'school')).toMatchObject({ route, acts: 'common' });
    expect(routeOf('退休', tierAt[path] ?? 'school')).toMatchObject({ route, acts: 'common' });
    expect(routeOf('离职', tierAt[path] ?? 'school')).toMatchObject({
      route: 'departed-pool',
      acts: 'receiving',
    });
  });

  it('has one row for every case and none for two schools below a school', () => {
    expect(transferRouteTable).toHaveLength(4);
    expect(() => routeOf('在职', 'school')).toThrow('no route');
  });
});

const actor = (unit_path: string, tier: Tier): Actor => ({
  ...{ account_id: '1', username: 'x', tier, unit_id: unit_path, unit_path, unit_name: 'x' },
});

/** Of the move a1 → b1, which city 2 carries out: what each tier is, by whose word it was proposed. */
const cityMove = (side: TransferSide) => ({
  ...{ from_path: school.a1, to_path: school.b1, acting_path: '/1/2/', side },
});

/** Everybody there could be, by where they are. */
const people: readonly (readonly [string, Tier])[] = [
  ['/1/', 'province'],
  ['/1/2/', 'city'],
  ['/1/3/', 'city'],
  ['/1/2/21/', 'county'],
  ['/1/2/22/', 'county'],
  ['/1/2/23/', 'county'],
  [school.a1, 'school'],
  [school.b1, 'school'],
  [school.a2, 'school'],
];
const offeredBy = (side: TransferSide, state: (typeof transferStates)[number]) =>
  people.flatMap(([path, tier]) => {
    const may = actions(transferLifecycle, state, transferRolesOf(actor(path, tier), cityMove(side)));
    return may.length === 0 ? [] : [`${path} ${may.map(({ action }) => action).join(' ')}`];
  });

describe('what each tier may do to a transfer between two counties', () => {
  it.each([
    ['receiving', ['/1/2/ carry-out decline', '/1/2/22/221/ withdraw']],
    ['giving', ['/1/2/ carry-out decline', '/1/2/21/211/ withdraw']],
    ['acting', ['/1/2/ carry-out decline withdraw']],
  ] as const)('proposed by the %s side', (side, offered) => {
    expect(offeredBy(side, 'proposed')).toEqual(offered);
    for (const state of ['carried_out', 'declined', 'withdrawn'] as const) {
      expect(offeredBy(side, state)).toEqual([]);
    }
  });

  it('is what the tiers are to it: above is overseer on both sides, elsewhere is stranger', () => {
    const rolesOf = ([path, tier]: readonly [string, Tier]) =>
      `${tier} ${path} ${transferRolesOf(actor(path, tier), cityMove('receiving')).join(' ')}`;
    expect(people.map(rolesOf)).toEqual([
      'province /1/ overseer',
      'city /1/2/ acting',
      'city /1/3/ stranger',
      'county /1/2/21/ overseer',
      'county /1/2/22/ overseer',
      'county /1/2/23/ stranger',
      'school /1/2/21/211/ giving',
      'school /1/2/22/221/ receiving proposing',
      'school /1/2/21/212/ stranger',
    ]);
    expect(transferRolesOf('system', cityMove('giving'))).toEqual(['system']);
    expect(new Set(people.map(([, tier]) => tier))).toEqual(new Set(tiers));
  });

  it('from the departed pool the receiving school acts, and nobody above it', () => {
    const pull = { from_path: school.a1, to_path: school.b1, acting_path: school.b1 };
    const rolesOf = (path: string, side: TransferSide) =>
      transferRolesOf(actor(path, 'school'), { ...pull, side });
    expect(rolesOf(school.b1, 'receiving')).toEqual(['receiving', 'acting', 'proposing']);
    expect(rolesOf(school.b1, 'giving')).toEqual(['receiving', 'acting']);
    expect(rolesOf(school.a1, 'giving')).toEqual(['giving', 'proposing']);
    expect(rolesOf('/1/2/', 'receiving')).toEqual(['overseer']);
  });
});

describe('the cells of a move', () => {
  it('are what was said and is not so yet, and a way back into service', () => {
    const record = teacherRecord(1, { status: '离职' });
    expect(cellsOfMove(record, { subject: '数学', stage: '小学', is_rural: true })).toEqual({
      ...{ subject: { old: '语文', new: '数学' }, is_rural: { old: false, new: true } },
      status: { old: '离职', new: '在职' },
    });
    expect(cellsOfMove(teacherRecord(1), {})).toEqual({});
  });

  it('still hold on a newer record unless one of them stands on another value now', () => {
    const seen = cellsOfMove(teacherRecord(1), { subject: '数学' });
    const holds = (changed: Parameters<typeof teacherRecord>[1]) =>
      stillHolds(seen, cellsOfMove(teacherRecord(1, changed), { subject: '数学' }));
    expect(holds({ mobile: '15400009999' })).toBe(true);
    expect(holds({ subject: '数学' })).toBe(true);
    expect(holds({ status: '离职' })).toBe(true);
    expect(holds({ status: '退休' })).toBe(false);
    expect(holds({ subject: '英语' })).toBe(false);
  });
});
