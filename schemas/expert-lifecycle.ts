/** The life of an expert's place in a team: a county proposes, its city decides; the province decides of its own team. */
import type { Actor } from './actor.ts';
import type { Lifecycle } from './lifecycle.ts';
import { unitIdsOf } from './unit.ts';

const states = {
  proposed: { zh: '待确定', en: 'Proposed' },
  decided: { zh: '已确定', en: 'On the team' },
  declined: { zh: '不予采用', en: 'Declined' },
  withdrawn: { zh: '已撤下', en: 'Withdrawn' },
} as const;
export type ExpertState = keyof typeof states;
export const expertStates = Object.keys(states) as ExpertState[];

/** What somebody is to an expert, several at once: a city that names its own expert proposes and decides. */
export const expertRoles = {
  deciding: { zh: '市级管理员（省级团队为省级管理员）', en: 'the city (of the thematic team the province)' },
  proposing: { zh: '推荐单位', en: 'the unit that proposed' },
  stranger: { zh: '其他单位', en: 'another unit' },
} as const;
export type ExpertRole = keyof typeof expertRoles;

export const expertLifecycle: Lifecycle<ExpertState, ExpertRole> = {
  name: 'expert',
  states,
  actions: {
    decide: { zh: '确定', en: 'Decide' },
    decline: { zh: '不予采用', en: 'Decline' },
    withdraw: { zh: '撤回推荐', en: 'Withdraw' },
    remove: { zh: '撤下', en: 'Take off the team' },
  },
  rows: [
    { from: 'proposed', action: 'decide', by: 'deciding', to: 'decided' },
    { from: 'proposed', action: 'decline', by: 'deciding', to: 'declined', needs: 'reason' },
    { from: 'proposed', action: 'withdraw', by: 'proposing', to: 'withdrawn' },
    { from: 'decided', action: 'remove', by: 'deciding', to: 'withdrawn' },
  ],
};
/** Those who count: nobody holds two such places in a campaign. */
export const activeExpertStates: readonly ExpertState[] = ['proposed', 'decided'];

/** The path of the city that a unit stands in; the root's own path for the province, whose team is its own. */
export const teamPath = (path: string): string => `/${unitIdsOf(path).slice(0, 2).join('/')}/`;

/** What an actor is to an expert whom the unit at `path` proposed. */
export function expertRolesOf(actor: Pick<Actor, 'unit_path'>, path: string): readonly ExpertRole[] {
  const roles: ExpertRole[] = [];
  if (actor.unit_path === teamPath(path)) roles.push('deciding');
  if (actor.unit_path === path) roles.push('proposing');
  return roles.length === 0 ? ['stranger'] : roles;
}
