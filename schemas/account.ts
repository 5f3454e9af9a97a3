/** The life of an account: in use or disabled, as the unit right above its own decides. */
import { z } from 'zod';
import type { Lifecycle } from './lifecycle.ts';

export type AccountState = 'active' | 'disabled';

export const accountLifecycle: Lifecycle<AccountState> = {
  name: 'account',
  states: { active: { zh: '使用中', en: 'In use' }, disabled: { zh: '已停用', en: 'Disabled' } },
  actions: {
    disable: { zh: '停用', en: 'Disable' },
    enable: { zh: '启用', en: 'Enable' },
    reset: { zh: '重置密码', en: 'Reset the password' },
    'remove-code': { zh: '解除动态验证码', en: 'Remove the codes' },
  },
  rows: [
    { from: 'active', action: 'disable', by: 'superior', to: 'disabled' },
    { from: 'disabled', action: 'enable', by: 'superior', to: 'active' },
    { from: 'active', action: 'reset', by: 'superior', to: 'active' },
    { from: 'active', action: 'remove-code', by: 'superior', to: 'active' },
  ],
};
export type AccountAction = 'disable' | 'enable' | 'reset' | 'remove-code';
export const accountActions: readonly AccountAction[] = ['disable', 'enable', 'reset', 'remove-code'];

export const accountState = ({ disabled_at }: { readonly disabled_at: Date | null }): AccountState =>
  disabled_at === null ? 'active' : 'disabled';

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
