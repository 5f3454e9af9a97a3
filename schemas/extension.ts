/** Extensions: a unit asks for more days with a reason, and those above it grant or refuse; a table of what may happen. */
import { type Actor, type Role, roleOf } from './actor.ts';
import type { Words } from './language.ts';
import type { Lifecycle, LifecycleRow } from './lifecycle.ts';

/** Whom an extension is for: the unit alone, it and all below it, or only those below, which the unit grants itself. */
export const extensionCovers = {
  unit: { zh: '仅该单位', en: 'The unit alone' },
  area: { zh: '该单位及其辖区全部单位', en: 'The unit and all below it' },
  below: { zh: '辖区全部单位', en: 'All below the unit' },
} as const satisfies Record<string, Words>;
export type ExtensionCover = keyof typeof extensionCovers;

const states = {
  requested: { zh: '待批', en: 'Requested' },
  granted: { zh: '已同意', en: 'Granted' },
  refused: { zh: '未同意', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  revoked: { zh: '已收回', en: 'Revoked' },
} as const;
export type ExtensionState = keyof typeof states;
export const extensionStates = Object.keys(states) as ExtensionState[];

/** Beyond what its superior may grant, somebody further up has to: so both may. */
const rows: readonly LifecycleRow<ExtensionState>[] = [
  { from: 'requested', action: 'grant', by: 'superior', to: 'granted' },
  { from: 'requested', action: 'grant', by: 'overseer', to: 'granted' },
  { from: 'requested', action: 'refuse', by: 'superior', to: 'refused', needs: 'reason' },
  { from: 'requested', action: 'refuse', by: 'overseer', to: 'refused', needs: 'reason' },
  { from: 'requested', action: 'withdraw', by: 'owner', to: 'withdrawn' },
  { from: 'granted', action: 'revoke', by: 'superior', to: 'revoked', needs: 'reason' },
  { from: 'granted', action: 'revoke', by: 'overseer', to: 'revoked', needs: 'reason' },
];

export const extensionLifecycle: Lifecycle<ExtensionState> = {
  name: 'extension',
  states,
  actions: {
    grant: { zh: '同意', en: 'Grant' },
    refuse: { zh: '不同意', en: 'Refuse' },
    withdraw: { zh: '撤回申请', en: 'Withdraw' },
    revoke: { zh: '收回', en: 'Revoke' },
  },
  rows,
};
export const extensionActions = ['grant', 'refuse', 'withdraw', 'revoke'] as const;
export type ExtensionAction = (typeof extensionActions)[number];

/**
 * What an actor is to an extension of a unit: a unit stands above all below it. Nobody stands above the province, which grants
 * to itself.
 */
export function extensionRole(actor: Actor, unitPath: string, covers: ExtensionCover): Role {
  const role = roleOf(actor, unitPath);
  return role === 'owner' && (covers === 'below' || actor.tier === 'province') ? 'superior' : role;
}

export const longestReason_chars = 500;
