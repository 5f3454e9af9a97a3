/** The lifecycles of uploads and forms, state × action × role, against tables written out by hand. */
import { describe, expect, it } from 'vitest';
import { problemText } from '../../review-ui/problem-words.ts';
import { type Role, roleOf } from '../../schemas/actor.ts';
import { actions, next, permitted } from '../../schemas/lifecycle.ts';
import { type Problem, problem } from '../../schemas/problem.ts';
import {
  formLifecycle,
  lifecycleOf,
  type UploadState,
  undoLifecycle,
  uploadLifecycle,
  uploadStates,
} from '../../schemas/upload-lifecycle.ts';

const roles: Role[] = ['owner', 'superior', 'overseer', 'system', 'stranger'];

/** What may happen: `state action role -> state (owes) [needs]`. Nothing else may. */
const allowed = new Set([
  'received refuse system -> refused',
  'received find-errors system -> needs_fix',
  'received find-clean system -> ready',
  'received find-clean-again system -> submitted',
  'received fail system -> failed',
  'failed retry owner -> received (check)',
  'failed retry superior -> received (check)',
  'ready submit owner -> submitted',
  'ready recheck owner -> received (check)',
  'needs_fix recheck owner -> received (check)',
  'needs_fix mend owner -> received (check)',
  'ready mend owner -> received (check)',
  'returned mend owner -> received (check)',
  'refused match-columns owner -> received (check)',
  'needs_fix match-columns owner -> received (check)',
  'ready match-columns owner -> received (check)',
  'returned match-columns owner -> received (check)',
  'needs_fix answer-missing owner -> needs_fix',
  'ready answer-missing owner -> ready',
  'returned answer-missing owner -> ready',
  'submitted withdraw owner -> ready',
  'submitted return superior -> returned [reason]',
  'submitted approve superior -> approved (apply)',
  'approved apply system -> applied',
  'approved stale system -> received (check)',
  'approved fail system -> stuck',
  'stuck retry superior -> approved (apply)',
  'applied revert superior -> applied [reason]',
  'needs_fix supersede system -> superseded',
  'ready supersede system -> superseded',
  'refused supersede system -> superseded',
  'failed supersede system -> superseded',
  'returned supersede system -> superseded',
]);

const everyAction = [...new Set(uploadLifecycle.rows.map((row) => row.action))];
const everyTry = uploadStates.flatMap((state) =>
  everyAction.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of an upload', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(uploadLifecycle, state, action, role);
      const line = [...allowed].find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        const anyone = [...allowed].some((one) => one.startsWith(`${state} ${action} `));
        expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
      } else {
        const owes = row.owes ? ` (${row.owes})` : '';
        const needs = row.needs ? ` [${row.needs}]` : '';
        expect(`${state} ${action} ${role} -> ${row.to}${owes}${needs}`).toBe(line);
      }
    },
  );

  it('offers a role exactly the actions it may take', () => {
    const offered = (state: UploadState, role: Role) =>
      actions(uploadLifecycle, state, role).map((row) => row.action);
    expect(offered('submitted', 'superior')).toEqual(['return', 'approve']);
    expect(offered('submitted', 'owner')).toEqual(['withdraw']);
    expect(offered('submitted', 'overseer')).toEqual([]);
    expect(offered('applied', 'owner')).toEqual([]);
  });

  it('names in both languages every action that a person may take', () => {
    const byPeople = uploadLifecycle.rows.filter((row) => row.by !== 'system').map((row) => row.action);
    for (const action of new Set(byPeople)) {
      expect(uploadLifecycle.actions[action]?.zh).toBeTruthy();
      expect(uploadLifecycle.actions[action]?.en).toBeTruthy();
    }
  });

  it('reaches every state from received', () => {
    const reached = new Set<string>(['received']);
    for (let grown = true; grown; ) {
      const before = reached.size;
      for (const row of uploadLifecycle.rows) if (reached.has(row.from)) reached.add(row.to);
      grown = reached.size > before;
    }
    expect([...reached].sort()).toEqual([...uploadStates].sort());
  });
});

describe('what is not permitted', () => {
  it('is refused with the present state, or with whom it is for, in the words of its own lifecycle', () => {
    expect(permitted(formLifecycle, 'ready', 'submit', 'owner').to).toBe('applied');
    expect(() => permitted(formLifecycle, 'applied', 'submit', 'owner')).toThrow(
      problem('wrong-state', { of: 'form', state: 'applied', action: 'submit' }),
    );
    expect(() => permitted(uploadLifecycle, 'submitted', 'approve', 'overseer')).toThrow(
      problem('not-your-tier', { of: 'upload', by: 'superior' }),
    );
    const said = (error: Problem) => problemText(error, 'zh');
    expect(said(problem('wrong-state', { of: 'form', state: 'applied', action: 'submit' }))).toBe(
      '当前状态是“已办理”，不能办理',
    );
    expect(said(problem('wrong-state', { of: 'account', state: 'disabled', action: 'disable' }))).toBe(
      '当前状态是“已停用”，不能停用',
    );
  });
});

describe('the lifecycle of an undo', () => {
  const offered = (state: UploadState, role: Role) =>
    actions(undoLifecycle, state, role).map((row) => row.action);

  it('gives the unit that it concerns no word in any state, and lets no newer file take its place', () => {
    for (const state of uploadStates) {
      expect(offered(state, 'owner')).toEqual([]);
      expect(next(undoLifecycle, state, 'supersede', 'system')).toBe('wrong-state');
    }
  });

  it('is reviewed, dropped, applied, made again and undone like any other', () => {
    expect(offered('submitted', 'superior')).toEqual(['return', 'approve']);
    expect(offered('applied', 'superior')).toEqual(['revert']);
    expect(next(undoLifecycle, 'approved', 'stale', 'system')).toMatchObject({
      to: 'received',
      owes: 'check',
    });
    expect(next(undoLifecycle, 'received', 'find-clean-again', 'system')).toMatchObject({ to: 'submitted' });
    expect(lifecycleOf({ reverts: '7', template: 'teacher' }).states.returned.zh).toBe('已放弃');
    expect(lifecycleOf({ reverts: null, template: 'teacher' })).toBe(uploadLifecycle);
  });
});

/** The same of a form: no review, and it ends with its sender's word. */
const allowedOfForm = new Set([
  'received refuse system -> refused',
  'received find-errors system -> needs_fix',
  'received find-clean system -> ready',
  'received fail system -> failed',
  'failed retry owner -> received (check)',
  'failed retry superior -> received (check)',
  'ready submit owner -> applied',
  'ready recheck owner -> received (check)',
  'needs_fix recheck owner -> received (check)',
  'needs_fix mend owner -> received (check)',
  'ready mend owner -> received (check)',
  'refused match-columns owner -> received (check)',
  'needs_fix match-columns owner -> received (check)',
  'ready match-columns owner -> received (check)',
  'needs_fix supersede system -> superseded',
  'ready supersede system -> superseded',
  'refused supersede system -> superseded',
  'failed supersede system -> superseded',
  'needs_fix withdraw owner -> superseded',
  'ready withdraw owner -> superseded',
  'refused withdraw owner -> superseded',
  'failed withdraw owner -> superseded',
  'superseded recheck owner -> received (check)',
]);

describe('the lifecycle of a form', () => {
  it.each(everyTry)(
    'in state %s, %s by %s does what the table says and nothing else',
    (state, action, role) => {
      const row = next(formLifecycle, state, action, role);
      const line = [...allowedOfForm].find((one) => one.startsWith(`${state} ${action} ${role} `));
      if (typeof row === 'string') {
        expect(line).toBeUndefined();
        const anyone = [...allowedOfForm].some((one) => one.startsWith(`${state} ${action} `));
        expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
      } else {
        const owes = row.owes ? ` (${row.owes})` : '';
        expect(`${state} ${action} ${role} -> ${row.to}${owes}${row.needs ?? ''}`).toBe(line);
      }
    },
  );

  const offered = (state: UploadState, role: Role) =>
    actions(formLifecycle, state, role).map((row) => row.action);

  it('ends with the word of its sender, and knows no review', () => {
    expect(offered('ready', 'owner')).toEqual(['recheck', 'mend', 'match-columns', 'submit', 'withdraw']);
    expect(next(formLifecycle, 'ready', 'submit', 'owner')).toMatchObject({ to: 'applied' });
    expect(next(formLifecycle, 'ready', 'submit', 'superior')).toBe('not-your-tier');
    const reached = formLifecycle.rows.flatMap(({ from, to }) => [from, to]);
    expect(reached).not.toContain('submitted');
    expect(reached).not.toContain('approved');
    expect(offered('applied', 'owner')).toEqual([]);
    expect(offered('applied', 'superior')).toEqual([]);
  });

  it('is walked by every template but teacher information', () => {
    for (const template of ['enrolment', 'expert'] as const) {
      expect(lifecycleOf({ reverts: null, template })).toBe(formLifecycle);
    }
    expect(lifecycleOf({ reverts: null, template: 'transfer' })).toBe(formLifecycle);
    expect(lifecycleOf({ reverts: null, template: 'organisation' })).toBe(formLifecycle);
    expect(lifecycleOf({ reverts: null, template: 'teacher' })).toBe(uploadLifecycle);
  });
});

describe('the role of an actor', () => {
  const actor = (unit_path: string) => ({
    account_id: '1',
    username: 'x',
    tier: 'county' as const,
    unit_id: '3',
    unit_path,
    unit_name: 'x',
  });
  it.each([
    ['/1/2/3/4/', 'owner'],
    ['/1/2/3/', 'superior'],
    ['/1/2/', 'overseer'],
    ['/1/', 'overseer'],
    ['/1/2/3/5/', 'stranger'],
    ['/1/2/3/4/9/', 'stranger'],
    ['/1/2/33/', 'stranger'],
  ])('at %s towards a record of /1/2/3/4/ is %s', (path, role) => {
    expect(roleOf(actor(path), '/1/2/3/4/')).toBe(role);
  });

  it('of the city towards its city-direct school is superior', () => {
    expect(roleOf(actor('/1/2/'), '/1/2/7/')).toBe('superior');
  });
});
