/** The life of a transfer: proposed by whoever it concerns, carried out by one unit alone. */
import type { Lifecycle } from './lifecycle.ts';

const states = {
  proposed: { zh: '待办理', en: 'Waiting' },
  carried_out: { zh: '已办理', en: 'Carried out' },
  declined: { zh: '不予办理', en: 'Declined' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const;
export type TransferState = keyof typeof states;
export const transferStates = Object.keys(states) as TransferState[];

/**
 * What somebody is to a transfer, several at once: a city that proposes what it will carry out is `acting` and `proposing`. A
 * receiving school that pulls somebody in from the departed pool is `acting`, for nobody else is asked.
 */
export const transferRoles = {
  acting: { zh: '办理单位', en: 'the unit that carries it out' },
  proposing: { zh: '提出的一方', en: 'whoever proposed it' },
  receiving: { zh: '调入学校', en: 'the receiving school' },
  giving: { zh: '调出学校', en: 'the giving school' },
  overseer: { zh: '上级单位', en: 'a unit above' },
  system: { zh: '系统', en: 'the system' },
  stranger: { zh: '其他单位', en: 'another unit' },
} as const;
export type TransferRole = keyof typeof transferRoles;

export const transferLifecycle: Lifecycle<TransferState, TransferRole> = {
  name: 'transfer',
  states,
  actions: {
    'carry-out': { zh: '办理', en: 'Carry out' },
    decline: { zh: '不予办理', en: 'Decline' },
    withdraw: { zh: '撤回', en: 'Withdraw' },
  },
  rows: [
    { from: 'proposed', action: 'carry-out', by: 'acting', to: 'carried_out' },
    { from: 'proposed', action: 'decline', by: 'acting', to: 'declined', needs: 'reason' },
    { from: 'proposed', action: 'withdraw', by: 'proposing', to: 'withdrawn' },
    // A file that is taken back, or says something else by now, takes along what only it had proposed.
    { from: 'proposed', action: 'withdraw', by: 'system', to: 'withdrawn' },
  ],
};
