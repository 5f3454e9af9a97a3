/** The life of an account, state × action × role, against a table written out by hand. */
import { describe, expect, it } from 'vitest';
import {
  type AccountRole,
  type AccountState,
  accountLifecycle,
  accountRolesOf,
  accountState,
} from '../../schemas/account.ts';
import { actions, next } from '../../schemas/lifecycle.ts';

const states: AccountState[] = ['active', 'handing_over', 'disabled'];
const roles: AccountRole[] = ['owner', 'superior', 'overseer', 'system', 'stranger', 'holder'];
const allowed = new Map([
  ['active disable superior', 'disabled'],
  ['active reset superior', 'active'],
  ['active remove-code superior', 'active'],
  ['handing_over remove-code superior', 'handing_over'],
  ['active hand-over superior', 'active'],
  ['active ask-hand-over holder', 'handing_over'],
  ['handing_over disable superior', 'disabled'],
  ['handing_over reset superior', 'handing_over'],
  ['handing_over hand-over superior', 'active'],
  ['handing_over decline-hand-over superior', 'active'],
  ['handing_over take-back-hand-over holder', 'active'],
  ['disabled enable superior', 'active'],
]);
const everyAction = [
  ...[
    'disable',
    'enable',
    'reset',
    'remove-code',
    'hand-over',
    'ask-hand-over',
    'take-back-hand-over',
    'decline-hand-over',
  ],
];
const tries = states.flatMap((state) =>
  everyAction.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of an account', () => {
  it.each(tries)('in state %s, %s by %s does what the table says and nothing else', (state, action, role) => {
    const to = allowed.get(`${state} ${action} ${role}`);
    const row = next(accountLifecycle, state, action, role);
    if (to !== undefined) expect(row).toMatchObject({ to });
    else {
      const anyone = [...allowed.keys()].some((one) => one.startsWith(`${state} ${action} `));
      expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
    }
  });

  it('offers each role exactly what it may do', () => {
    for (const state of states) {
      for (const role of roles) {
        const may = everyAction.filter((action) => allowed.has(`${state} ${action} ${role}`));
        expect(
          actions(accountLifecycle, state, role)
            .map(({ action }) => action)
            .sort(),
        ).toEqual(may.sort());
      }
    }
  });

  it('is disabled before all else, and the holder is one person and not its whole unit', () => {
    const now = new Date();
    expect(accountState({ disabled_at: now, successor_named_at: now })).toBe('disabled');
    const actor = {
      ...{ account_id: '7', username: 'x', tier: 'county' as const },
      ...{ unit_id: '3', unit_path: '/1/2/3/', unit_name: '甲县' },
    };
    expect(accountRolesOf(actor, { id: '7', unit_path: '/1/2/3/' })).toEqual(['owner', 'holder']);
    expect(accountRolesOf(actor, { id: '8', unit_path: '/1/2/3/' })).toEqual(['owner']);
  });
});
