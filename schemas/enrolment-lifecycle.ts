/** The life of an enrolment: its school makes it, and it holds until the school or the unit right above releases it, or its teacher moves or leaves. */
import type { Lifecycle } from './lifecycle.ts';

const states = {
  none: { zh: '未报名', en: 'Not enrolled' },
  enrolled: { zh: '已报名', en: 'Enrolled' },
  released: { zh: '已取消', en: 'Released' },
} as const;
/** What is kept; a teacher without an enrolment that holds is `none`. */
export type EnrolmentState = Exclude<keyof typeof states, 'none'>;

export const enrolmentLifecycle: Lifecycle<EnrolmentState | 'none'> = {
  name: 'enrolment',
  states,
  actions: {
    enrol: { zh: '报名', en: 'Enrol' },
    excuse: { zh: '说明不报名', en: 'Excuse' },
    change: { zh: '改报', en: 'Change' },
    release: { zh: '取消报名', en: 'Release' },
    follow: { zh: '随人转移', en: 'Go along' },
    end: { zh: '因变动取消', en: 'End with a move' },
    restore: { zh: '恢复', en: 'Restore' },
  },
  rows: [
    { from: 'none', action: 'enrol', by: 'owner', to: 'enrolled', window: 'enrolment' },
    { from: 'none', action: 'excuse', by: 'owner', to: 'none', needs: 'reason', window: 'enrolment' },
    { from: 'enrolled', action: 'change', by: 'owner', to: 'enrolled', window: 'enrolment' },
    // A refusal names the superior, whose row is the first. It checks after the last day too, as with all that it reviews.
    { from: 'enrolled', action: 'release', by: 'superior', to: 'released', needs: 'reason' },
    {
      from: 'enrolled',
      action: 'release',
      by: 'owner',
      to: 'released',
      needs: 'reason',
      window: 'enrolment',
    },
    // The teacher moves, departs, or comes back into service.
    { from: 'enrolled', action: 'follow', by: 'system', to: 'enrolled' },
    { from: 'enrolled', action: 'end', by: 'system', to: 'released' },
    { from: 'released', action: 'restore', by: 'system', to: 'enrolled' },
  ],
};
