/** The submission's lifecycle, state × action × role, against the table written out by hand; and roles by tier and scope. */
import { describe, expect, it } from 'vitest';
import { type Role, roleOf } from '../../schemas/actor.ts';
import { actions, next } from '../../schemas/lifecycle.ts';
import {
  closedStates,
  type SubmissionState,
  settledStates,
  submissionLifecycle,
  submissionStates,
} from '../../schemas/submission-lifecycle.ts';

const roles: Role[] = ['owner', 'superior', 'overseer', 'system', 'stranger'];

/** What may happen: `state action role -> state [needs]`. Nothing else may. */
const allowed = [
  'open submit owner -> submitted',
  'returned submit owner -> submitted',
  'submitted withdraw owner -> open',
  'submitted accept superior -> accepted',
  'submitted return superior -> returned [reason]',
  'accepted reopen superior -> open [reason]',
  'open excuse superior -> excused [reason]',
  'returned excuse superior -> excused [reason]',
  'excused unexcuse superior -> open',
  'accepted lock system -> locked',
  'locked unlock system -> accepted',
];
const everyAction = [
  'submit',
  'withdraw',
  'accept',
  'return',
  'reopen',
  'excuse',
  'unexcuse',
  'lock',
  'unlock',
];
const everyTry = submissionStates.flatMap((state) =>
  everyAction.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of a submission', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(submissionLifecycle, state, action, role);
      const line = allowed.find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        const anyone = allowed.some((one) => one.startsWith(`${state} ${action} `));
        expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
      } else {
        const needs = row.needs ? ` [${row.needs}]` : '';
        expect(`${state} ${action} ${role} -> ${row.to}${needs}`).toBe(line);
      }
    },
  );

  it('knows no other action', () => {
    expect([...new Set(submissionLifecycle.rows.map(({ action }) => action))].sort()).toEqual(
      everyAction.toSorted(),
    );
  });

  it('names every action of a person in both languages', () => {
    for (const { action, by } of submissionLifecycle.rows) {
      if (by === 'system') continue;
      expect(submissionLifecycle.actions[action]).toMatchObject({
        zh: expect.any(String),
        en: expect.any(String),
      });
    }
  });

  it('closes a unit by its word, and settles it by that of its superior', () => {
    expect([...closedStates].sort()).toEqual(['accepted', 'locked', 'submitted']);
    expect([...settledStates].sort()).toEqual(['accepted', 'excused', 'locked']);
  });
});

describe('by tier and scope', () => {
  /** Province 1, city 2, county 3 with school 4, city-direct school 7; city 8 with county 9. */
  const actor = (unit_path: string) => ({
    ...{ account_id: '1', username: 'x', tier: 'county' as const },
    ...{ unit_id: '3', unit_path, unit_name: 'x' },
  });
  const may = (unit_path: string, of: string, state: SubmissionState) =>
    actions(submissionLifecycle, state, roleOf(actor(unit_path), of)).map(({ action }) => action);

  it.each([
    ['/1/2/3/4/', '/1/2/3/4/', ['withdraw']],
    ['/1/2/3/', '/1/2/3/4/', ['accept', 'return']],
    ['/1/2/', '/1/2/3/4/', []],
    ['/1/', '/1/2/3/4/', []],
    ['/1/2/', '/1/2/7/', ['accept', 'return']],
    ['/1/2/3/', '/1/2/7/', []],
    ['/1/2/3/', '/1/2/3/', ['withdraw']],
    ['/1/2/', '/1/2/3/', ['accept', 'return']],
    ['/1/', '/1/2/', ['accept', 'return']],
    ['/1/8/', '/1/2/', []],
    ['/1/8/9/', '/1/2/3/4/', []],
    ['/1/2/3/4/', '/1/2/3/', []],
    ['/1/', '/1/', ['withdraw']],
  ] as const)('%s may do with the submission of %s: %j', (by, of, expected) => {
    expect(may(by, of, 'submitted')).toEqual(expected);
  });
});
