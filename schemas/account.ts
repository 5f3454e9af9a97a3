/** The life of an account: in use, to be handed over, or disabled, as the unit right above its own decides. */
import { z } from 'zod';
import { type Actor, type Role, roleOf } from './actor.ts';
import type { Lifecycle } from './lifecycle.ts';

export type AccountState = 'active' | 'handing_over' | 'disabled';
/** Who may act on an account: its holder is one person, and not whoever else has an account at that unit. */
export type AccountRole = Role | 'holder';

export const accountHolder = { zh: '账号使用人本人', en: 'whoever holds the account' } as const;

export const accountLifecycle: Lifecycle<AccountState, AccountRole> = {
  name: 'account',
  states: {
    active: { zh: '使用中', en: 'In use' },
    handing_over: { zh: '申请移交', en: 'Handover asked for' },
    disabled: { zh: '已停用', en: 'Disabled' },
  },
  actions: {
    disable: { zh: '停用', en: 'Disable' },
    enable: { zh: '启用', en: 'Enable' },
    reset: { zh: '重置密码', en: 'Reset the password' },
    'remove-code': { zh: '解除动态验证码', en: 'Remove the codes' },
    'hand-over': { zh: '移交', en: 'Hand over' },
    'ask-hand-over': { zh: '申请移交', en: 'Ask for a handover' },
    'take-back-hand-over': { zh: '撤回移交申请', en: 'Take the request back' },
    'decline-hand-over': { zh: '不同意移交', en: 'Decline the handover' },
  },
  rows: [
    { from: 'active', action: 'disable', by: 'superior', to: 'disabled' },
    { from: 'disabled', action: 'enable', by: 'superior', to: 'active' },
    { from: 'active', action: 'reset', by: 'superior', to: 'active' },
    { from: 'active', action: 'remove-code', by: 'superior', to: 'active' },
    { from: 'handing_over', action: 'remove-code', by: 'superior', to: 'handing_over' },
    { from: 'handing_over', action: 'disable', by: 'superior', to: 'disabled' },
    { from: 'handing_over', action: 'reset', by: 'superior', to: 'handing_over' },
    { from: 'active', action: 'hand-over', by: 'superior', to: 'active' },
    { from: 'handing_over', action: 'hand-over', by: 'superior', to: 'active' },
    { from: 'active', action: 'ask-hand-over', by: 'holder', to: 'handing_over' },
    { from: 'handing_over', action: 'take-back-hand-over', by: 'holder', to: 'active' },
    { from: 'handing_over', action: 'decline-hand-over', by: 'superior', to: 'active' },
  ],
};
export type AccountAction = 'disable' | 'enable' | 'reset' | 'remove-code';
export const accountActions: readonly AccountAction[] = ['disable', 'enable', 'reset', 'remove-code'];

export function accountState({
  disabled_at,
  successor_named_at,
}: {
  readonly disabled_at: Date | null;
  readonly successor_named_at: Date | null;
}): AccountState {
  if (disabled_at !== null) return 'disabled';
  return successor_named_at === null ? 'active' : 'handing_over';
}

/** All that the actor is to an account. */
export const accountRolesOf = (
  actor: Actor,
  account: { readonly id: string; readonly unit_path: string },
): AccountRole[] => [
  roleOf(actor, account.unit_path),
  ...(actor.account_id === account.id ? (['holder'] as const) : []),
];

/** How to reach the person behind an account; sealed at rest. */
export interface Contact {
  readonly mobile: string | null;
  readonly email: string | null;
}

const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());

/** Who a new admin is, as a form or a program says it. */
export const adminShape = z.object({
  username: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/),
  name: z.string().trim().min(2).max(50),
  mobile: z
    .string()
    .trim()
    .regex(/^1[3-9]\d{9}$/),
  email: blank(z.email().max(100)),
});
export type AdminFacts = z.infer<typeof adminShape>;

/** Who takes an account over: another person under the same name. */
export const successorShape = adminShape.omit({ username: true });
export type Successor = z.infer<typeof successorShape>;
