/** The life of an expert's place, state × action × role × tier, against a table written out by hand. */
import { describe, expect, it } from 'vitest';
import {
  activeExpertStates,
  type ExpertRole,
  expertLifecycle,
  expertRoles,
  expertRolesOf,
  expertStates,
  teamPath,
} from '../../schemas/expert-lifecycle.ts';
import { actions, next } from '../../schemas/lifecycle.ts';

const roles = Object.keys(expertRoles) as ExpertRole[];
const everyAction = ['decide', 'decline', 'withdraw', 'remove'];

/** What may happen; nothing else may. */
const allowed = new Set([
  'proposed decide deciding -> decided',
  'proposed decline deciding -> declined [reason]',
  'proposed withdraw proposing -> withdrawn',
  'decided remove deciding -> withdrawn',
]);

const everyTry = expertStates.flatMap((state) =>
  everyAction.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of an expert', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(expertLifecycle, state, action, role);
      const line = [...allowed].find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        const anyone = [...allowed].some((one) => one.startsWith(`${state} ${action} `));
        expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
      } else {
        const needs = row.needs ? ` [${row.needs}]` : '';
        expect(`${state} ${action} ${role} -> ${row.to}${needs}`).toBe(line);
      }
    },
  );

  it('has no other actions, and names each in both languages', () => {
    expect([...new Set(expertLifecycle.rows.map(({ action }) => action))].sort()).toEqual(
      [...everyAction].sort(),
    );
    for (const action of everyAction) {
      expect(expertLifecycle.actions[action]?.zh && expertLifecycle.actions[action]?.en).toBeTruthy();
    }
  });

  it('holds a place from the proposal on, until it is declined, withdrawn or taken off', () => {
    expect(activeExpertStates).toEqual(['proposed', 'decided']);
  });
});

/** Province 1, cities 2 and 3, counties 21 and 22 of city 2, and one of city 3. */
const everybody = ['/1/', '/1/2/', '/1/3/', '/1/2/21/', '/1/2/22/', '/1/3/31/'];
const offered = (proposedBy: string, state: (typeof expertStates)[number]) =>
  everybody.flatMap((path) => {
    const may = actions(expertLifecycle, state, expertRolesOf({ unit_path: path }, proposedBy));
    return may.length === 0 ? [] : [`${path} ${may.map(({ action }) => action).join(' ')}`];
  });

describe('what each tier may do', () => {
  it.each([
    ['a county', '/1/2/21/', ['/1/2/ decide decline', '/1/2/21/ withdraw'], ['/1/2/ remove']],
    ['a city', '/1/2/', ['/1/2/ decide decline withdraw'], ['/1/2/ remove']],
    ['the province', '/1/', ['/1/ decide decline withdraw'], ['/1/ remove']],
  ])('to an expert whom %s proposed', (_who, path, proposed, decided) => {
    expect(offered(path, 'proposed')).toEqual(proposed);
    expect(offered(path, 'decided')).toEqual(decided);
    for (const state of ['declined', 'withdrawn'] as const) expect(offered(path, state)).toEqual([]);
  });

  it('goes by the city of whoever proposed; the team of the province is its own', () => {
    expect(everybody.map(teamPath)).toEqual(['/1/', '/1/2/', '/1/3/', '/1/2/', '/1/2/', '/1/3/']);
  });
});
