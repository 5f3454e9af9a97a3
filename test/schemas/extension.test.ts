/** The lifecycle of an extension, state × action × role, against the table written out by hand. */
import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../schemas/actor.ts';
import {
  extensionActions,
  extensionLifecycle,
  extensionRole,
  extensionStates,
} from '../../schemas/extension.ts';
import { actions, next } from '../../schemas/lifecycle.ts';

const roles: Role[] = ['owner', 'superior', 'overseer', 'system', 'stranger'];
const allowed = new Set([
  'requested grant superior -> granted',
  'requested grant overseer -> granted',
  'requested refuse superior -> refused [reason]',
  'requested refuse overseer -> refused [reason]',
  'requested withdraw owner -> withdrawn',
  'granted revoke superior -> revoked [reason]',
  'granted revoke overseer -> revoked [reason]',
]);
const everyTry = extensionStates.flatMap((state) =>
  extensionActions.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of an extension', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(extensionLifecycle, state, action, role);
      const line = [...allowed].find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        const anyone = [...allowed].some((one) => one.startsWith(`${state} ${action} `));
        expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
      } else {
        expect(`${state} ${action} ${role} -> ${row.to}${row.needs ? ` [${row.needs}]` : ''}`).toBe(line);
      }
    },
  );

  it('offers nothing once it was refused, withdrawn or revoked', () => {
    for (const state of ['refused', 'withdrawn', 'revoked'] as const) {
      for (const role of roles) expect(actions(extensionLifecycle, state, role)).toEqual([]);
    }
  });

  it('names every action and state in both languages', () => {
    for (const action of extensionActions) expect(extensionLifecycle.actions[action]).toBeTruthy();
    for (const state of extensionStates) expect(extensionLifecycle.states[state].en).toBeTruthy();
  });
});

describe('the role towards an extension', () => {
  const actor = (tier: Actor['tier'], unit_path: string): Actor => ({
    ...{ account_id: '1', username: 'x', unit_id: '1', unit_name: 'x', tier, unit_path },
  });
  it.each([
    ['province', '/1/', '/1/', 'superior'],
    ['city', '/1/2/', '/1/2/', 'owner'],
    ['county', '/1/2/3/', '/1/2/3/4/', 'superior'],
    ['city', '/1/2/', '/1/2/3/4/', 'overseer'],
    ['county', '/1/2/3/', '/1/2/5/', 'stranger'],
  ] as const)('of a %s at %s towards %s is %s', (tier, own, other, role) => {
    expect(extensionRole(actor(tier, own), other, 'area')).toBe(role);
  });

  it('of a county towards one for all below it is that of a superior, of a school below still a stranger’s', () => {
    expect(extensionRole(actor('county', '/1/2/3/'), '/1/2/3/', 'below')).toBe('superior');
    expect(extensionRole(actor('school', '/1/2/3/4/'), '/1/2/3/', 'below')).toBe('stranger');
  });
});
