/** Campaigns: a year's round of collection, enrolment and experts, each with the days on which it may be done. */
import type { Words } from './language.ts';

/** The steps of a campaign, in the order of the work. */
export const campaignSteps = {
  collection: { zh: '教师信息采集', en: 'Teacher information' },
  enrolment: { zh: '参训报名', en: 'Enrolment' },
  experts: { zh: '专家团队', en: 'Expert teams' },
} as const satisfies Record<string, Words>;
export type CampaignStep = keyof typeof campaignSteps;
export const stepOrder = Object.keys(campaignSteps) as CampaignStep[];

/** The windows of a campaign: those of its steps, and the one in which cities and counties open stages for enrolment. */
export const campaignWindows = {
  collection: campaignSteps.collection,
  openings: { zh: '开放报名学段', en: 'Opening stages' },
  enrolment: campaignSteps.enrolment,
  experts: campaignSteps.experts,
} as const satisfies Record<string, Words>;
export type WindowName = keyof typeof campaignWindows;
export const windowOrder = Object.keys(campaignWindows) as WindowName[];

/** Days in Asia/Shanghai, `YYYY-MM-DD`; both belong to the window. */
export interface CampaignWindow {
  readonly opens_on: string;
  readonly closes_on: string;
}

export interface Campaign {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly windows: Readonly<Partial<Record<WindowName, CampaignWindow>>>;
}

const hour_ms = 60 * 60 * 1000;
const day_ms = 24 * hour_ms;
/** China has one time and has not moved its clocks since 1991. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

export const opensAt = ({ opens_on }: CampaignWindow): Date => new Date(midnight(opens_on));
/** The instant at which the last day is over: nothing that arrives then is in time any more. */
export const closesAt = ({ closes_on }: CampaignWindow): Date => new Date(midnight(closes_on) + day_ms);

export type WindowPhase = 'before' | 'open' | 'closed';
export const windowPhases: Readonly<Record<WindowPhase, Words>> = {
  before: { zh: '未开始', en: 'Not begun' },
  open: { zh: '进行中', en: 'Open' },
  closed: { zh: '已结束', en: 'Closed' },
};

export function phaseOf(window: CampaignWindow, now: Date): WindowPhase {
  if (now < opensAt(window)) return 'before';
  return now < closesAt(window) ? 'open' : 'closed';
}

export const isOpen = (window: CampaignWindow, now: Date): boolean => phaseOf(window, now) === 'open';

export interface TimeLeft {
  readonly days: number;
  /** Beyond the whole days, 0 to 23. */
  readonly hours: number;
  readonly all_ms: number;
}

/** Until the window closes; null when it is closed already. */
export function timeLeft(window: CampaignWindow, now: Date): TimeLeft | null {
  const all_ms = closesAt(window).getTime() - now.getTime();
  if (all_ms <= 0) return null;
  return { days: Math.floor(all_ms / day_ms), hours: Math.floor((all_ms % day_ms) / hour_ms), all_ms };
}

/** People are told that a window closes when less than this is left. */
export const deadlineNear_ms = 48 * hour_ms;

/** When the first window of a campaign opens; never for one without windows. */
const beginsAt = ({ windows }: Campaign): number =>
  Math.min(...Object.values(windows).map((window) => opensAt(window).getTime()));

/** The campaign that people work in: the newest that has begun, before the first one the one that begins next. */
export function currentCampaign<C extends Campaign>(campaigns: readonly C[], now: Date): C | null {
  const inOrder = [...campaigns].sort((a, b) => beginsAt(a) - beginsAt(b) || Number(a.id) - Number(b.id));
  const begun = inOrder.filter((campaign) => beginsAt(campaign) <= now.getTime());
  return begun.at(-1) ?? inOrder[0] ?? null;
}

/** Which of these steps people are at: the first that is open, else the last that has begun, else the first. */
export function stepAt(
  { windows }: Campaign,
  now: Date,
  steps: readonly CampaignStep[] = stepOrder,
): CampaignStep | null {
  const planned = steps.filter((step) => windows[step] !== undefined);
  const phase = (step: CampaignStep): WindowPhase | null => {
    const window = windows[step];
    return window === undefined ? null : phaseOf(window, now);
  };
  const begun = planned.filter((step) => phase(step) !== 'before');
  return planned.find((step) => phase(step) === 'open') ?? begun.at(-1) ?? planned[0] ?? null;
}
