/** The life of an upload and of the change set that grows from it: one state for both. */
import { isFormTemplate } from './form.ts';
import type { Debt, Lifecycle, LifecycleRow } from './lifecycle.ts';
import type { TemplateId } from './sheets.ts';

const states = {
  received: { zh: '已接收', en: 'Received' },
  needs_fix: { zh: '需修改', en: 'Needs fixing' },
  ready: { zh: '可提交', en: 'Ready to submit' },
  refused: { zh: '无法读取', en: 'Refused' },
  failed: { zh: '处理失败', en: 'Failed' },
  submitted: { zh: '待审核', en: 'Submitted' },
  returned: { zh: '已退回', en: 'Returned' },
  approved: { zh: '正在入库', en: 'Approved' },
  applied: { zh: '已入库', en: 'Applied' },
  stuck: { zh: '入库失败', en: 'Could not be applied' },
  superseded: { zh: '已被新文件取代', en: 'Superseded' },
} as const;
export type UploadState = keyof typeof states;

/** States of a review, and what comes of it. */
const reviewStates: ReadonlySet<UploadState> = new Set(['submitted', 'returned', 'approved', 'stuck']);

/** A newer file of the same unit and template takes the place of one that nobody is reviewing. */
export const supersedable: readonly UploadState[] = ['needs_fix', 'ready', 'refused', 'failed', 'returned'];

const rows: readonly LifecycleRow<UploadState>[] = [
  { from: 'received', action: 'refuse', by: 'system', to: 'refused' },
  { from: 'received', action: 'find-errors', by: 'system', to: 'needs_fix' },
  { from: 'received', action: 'find-clean', by: 'system', to: 'ready' },
  // After the registry moved under an approved set the school's word still stands: straight back to the county.
  { from: 'received', action: 'find-clean-again', by: 'system', to: 'submitted' },
  { from: 'received', action: 'fail', by: 'system', to: 'failed' },
  { from: 'failed', action: 'retry', by: 'owner', to: 'received', owes: 'check' },
  { from: 'failed', action: 'retry', by: 'superior', to: 'received', owes: 'check' },
  { from: 'ready', action: 'submit', by: 'owner', to: 'submitted' },
  // The registry may move between the check and the school's word; the check is then made again.
  { from: 'ready', action: 'recheck', by: 'owner', to: 'received', owes: 'check' },
  { from: 'needs_fix', action: 'recheck', by: 'owner', to: 'received', owes: 'check' },
  // Cells mended in the browser; a returned file is mended like any other.
  ...(['needs_fix', 'ready', 'returned'] as const).map(
    (from) => ({ from, action: 'mend', by: 'owner', to: 'received', owes: 'check' }) as const,
  ),
  // What columns are that nobody knew: a file that was refused for want of them is read again, like any other.
  ...(['refused', 'needs_fix', 'ready', 'returned'] as const).map(
    (from) => ({ from, action: 'match-columns', by: 'owner', to: 'received', owes: 'check' }) as const,
  ),
  // What became of teachers whom the file doesn't hold: said beside the file, which stays as it is and need not be read again.
  { from: 'needs_fix', action: 'answer-missing', by: 'owner', to: 'needs_fix' },
  { from: 'ready', action: 'answer-missing', by: 'owner', to: 'ready' },
  { from: 'returned', action: 'answer-missing', by: 'owner', to: 'ready' },
  { from: 'submitted', action: 'withdraw', by: 'owner', to: 'ready' },
  { from: 'submitted', action: 'return', by: 'superior', to: 'returned', needs: 'reason' },
  { from: 'submitted', action: 'approve', by: 'superior', to: 'approved', owes: 'apply', apart: true },
  { from: 'approved', action: 'apply', by: 'system', to: 'applied' },
  { from: 'approved', action: 'stale', by: 'system', to: 'received', owes: 'check' },
  { from: 'approved', action: 'fail', by: 'system', to: 'stuck' },
  { from: 'stuck', action: 'retry', by: 'superior', to: 'approved', owes: 'apply' },
  // Asks for an undo, which is an upload of its own: this one stays what it is.
  { from: 'applied', action: 'revert', by: 'superior', to: 'applied', needs: 'reason' },
  ...supersedable.map((from) => ({ from, action: 'supersede', by: 'system', to: 'superseded' }) as const),
];

export const uploadLifecycle: Lifecycle<UploadState> = {
  name: 'upload',
  states,
  actions: {
    submit: { zh: '提交审核', en: 'Submit' },
    withdraw: { zh: '撤回', en: 'Withdraw' },
    recheck: { zh: '重新检查', en: 'Check again' },
    retry: { zh: '重试', en: 'Try again' },
    mend: { zh: '在线修改', en: 'Mend it here' },
    'match-columns': { zh: '确认列的对应关系', en: 'Say what the columns are' },
    'answer-missing': { zh: '答复未出现的教师', en: 'Say where the missing teachers are' },
    approve: { zh: '完成审核', en: 'Close the review' },
    return: { zh: '退回修改', en: 'Return' },
    revert: { zh: '撤销入库', en: 'Undo' },
  },
  rows,
};

/**
 * An undo is an upload without a file: whose unit it concerns has no word on it, and no newer file takes its place. Returned, it
 * is at its end.
 */
export const undoLifecycle: Lifecycle<UploadState> = {
  ...uploadLifecycle,
  name: 'undo',
  states: { ...states, returned: { zh: '已放弃', en: 'Dropped' } },
  actions: { ...uploadLifecycle.actions, return: { zh: '放弃撤销', en: 'Drop the undo' } },
  rows: rows.filter(
    ({ action, by }) =>
      by !== 'owner' && !['refuse', 'find-errors', 'find-clean', 'supersede'].includes(action),
  ),
};

/**
 * A form is checked and mended like any file, and carried out when its sender says so: what its rows ask for is judged where it is
 * asked, by whoever may do that, and not once more as a file.
 */
export const formLifecycle: Lifecycle<UploadState> = {
  ...uploadLifecycle,
  name: 'form',
  states: {
    ...states,
    ready: { zh: '可办理', en: 'Ready to carry out' },
    applied: { zh: '已办理', en: 'Carried out' },
    superseded: { zh: '已作废', en: 'Put aside' },
  },
  actions: {
    ...uploadLifecycle.actions,
    submit: { zh: '办理', en: 'Carry out' },
    withdraw: { zh: '放弃这份文件', en: 'Put this file aside' },
  },
  rows: [
    ...rows.filter(
      ({ from, action, to }) =>
        !(reviewStates.has(from) || reviewStates.has(to) || ['revert', 'answer-missing'].includes(action)),
    ),
    { from: 'ready', action: 'submit', by: 'owner', to: 'applied' },
    // What a form asks for can be done by hand as well: a file that is not needed any more must not stand in the way. Sent again, it is
    // taken up where it was put aside.
    ...(['needs_fix', 'ready', 'refused', 'failed'] as const).map(
      (from) => ({ from, action: 'withdraw', by: 'owner', to: 'superseded' }) as const,
    ),
    { from: 'superseded', action: 'recheck', by: 'owner', to: 'received', owes: 'check' },
  ],
};

/** The lifecycle that an upload walks; `reverts` is the upload that it undoes. */
export const lifecycleOf = ({
  reverts,
  template,
}: {
  readonly reverts: string | null;
  readonly template: TemplateId | null;
}): Lifecycle<UploadState> => {
  if (reverts !== null) return undoLifecycle;
  return isFormTemplate(template) ? formLifecycle : uploadLifecycle;
};

export const uploadStates = Object.keys(states) as UploadState[];

/** States, each with the work that `stateOf` a row goes with. */
const owing = (stateOf: (row: LifecycleRow<UploadState>) => UploadState | null): [UploadState, Debt][] => {
  const found = rows.flatMap((row): [UploadState, Debt][] => {
    const state = stateOf(row);
    return state === null || row.owes === undefined ? [] : [[state, row.owes]];
  });
  return [...new Map(found)];
};
/** What each state owes, by the rows that lead there. */
export const owedIn = owing(({ to }) => to);
/** States in which work was given up, each with what trying again would owe. */
export const givenUpIn = owing(({ action, from }) => (action === 'retry' ? from : null));
/**
 * States in which a file says that its new people are the unit's: it has been checked, nobody wants it mended, and the
 * registry doesn't hold them yet. In `received` an earlier check still speaks.
 */
export const claimingStates: readonly UploadState[] = ['received', 'ready', 'submitted', 'approved', 'stuck'];
/** States of an undo that has not come to its end: a set has one such at a time. The index of the table says the same. */
export const undoingStates: readonly UploadState[] = ['received', 'submitted', 'approved', 'stuck', 'failed'];
/** States in which somebody or something still has work to do with the upload. */
export const openStates: readonly UploadState[] = ['received', 'needs_fix', 'ready', 'submitted', 'approved'];
