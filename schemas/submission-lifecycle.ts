/** The life of a submission: a unit's sign-off of one step of a campaign, from the school up to the province. */
import type { Lifecycle } from './lifecycle.ts';

const states = {
  open: { zh: '未上报', en: 'Not submitted' },
  submitted: { zh: '已上报，待审核', en: 'Submitted' },
  returned: { zh: '已退回', en: 'Returned' },
  accepted: { zh: '已通过', en: 'Accepted' },
  locked: { zh: '已通过并锁定', en: 'Accepted and locked' },
  excused: { zh: '免报', en: 'Excused' },
} as const;
export type SubmissionState = keyof typeof states;
export const submissionStates = Object.keys(states) as SubmissionState[];

/** A unit without a row is `open`. */
export const submissionLifecycle: Lifecycle<SubmissionState> = {
  name: 'submission',
  states,
  actions: {
    submit: { zh: '上报', en: 'Submit' },
    withdraw: { zh: '撤回上报', en: 'Withdraw' },
    accept: { zh: '通过', en: 'Accept' },
    return: { zh: '退回', en: 'Return' },
    reopen: { zh: '重新开放', en: 'Reopen' },
    excuse: { zh: '免报', en: 'Excuse' },
    unexcuse: { zh: '取消免报', en: 'Ask for it again' },
  },
  rows: [
    { from: 'open', action: 'submit', by: 'owner', to: 'submitted' },
    { from: 'returned', action: 'submit', by: 'owner', to: 'submitted' },
    { from: 'submitted', action: 'withdraw', by: 'owner', to: 'open' },
    { from: 'submitted', action: 'accept', by: 'superior', to: 'accepted' },
    { from: 'submitted', action: 'return', by: 'superior', to: 'returned', needs: 'reason' },
    { from: 'accepted', action: 'reopen', by: 'superior', to: 'open', needs: 'reason' },
    { from: 'open', action: 'excuse', by: 'superior', to: 'excused', needs: 'reason' },
    { from: 'returned', action: 'excuse', by: 'superior', to: 'excused', needs: 'reason' },
    { from: 'excused', action: 'unexcuse', by: 'superior', to: 'open' },
    // A superior that has itself submitted stands on what it accepted; whatever opens its own submission opens these again.
    { from: 'accepted', action: 'lock', by: 'system', to: 'locked' },
    { from: 'locked', action: 'unlock', by: 'system', to: 'accepted' },
  ],
};

/** The unit has given its word: it takes no new files, and what it accepted below stays as it is. */
export const closedStates: readonly SubmissionState[] = ['submitted', 'accepted', 'locked'];
/** Nothing more is expected of the unit: its superior may go on. */
export const settledStates: readonly SubmissionState[] = ['accepted', 'locked', 'excused'];
export const isClosed = (state: SubmissionState): boolean => closedStates.includes(state);
