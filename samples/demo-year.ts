/** What has happened in the demo's campaign by the first start: some are done, some are late, and `lixia-sy` has everything before it. */
import type { ExcuseCode } from '../schemas/enrolment.ts';
import type { Stage, Subject } from '../schemas/subject.ts';

/** A unit opens stages to units right below it; named by their codes. */
export interface DemoOpening {
  readonly by: string;
  readonly to: readonly string[] | 'all';
  readonly stages: readonly Stage[] | 'all';
}

/** A school's enrolment; whoever is neither left nor excused is enrolled in what they are registered for. */
export interface DemoEnrolment {
  readonly unit: string;
  /** How many of its teachers, the last ones, it has said nothing about yet. */
  readonly left?: number;
  /** Of the teachers after the first one. */
  readonly excused?: readonly ExcuseCode[];
  /** Its word on enrolment, and what came of it. */
  readonly word?: 'submitted' | 'accepted' | 'returned';
}

/** A teacher whose enrolment the unit above took back, or who moved afterwards: the first one registered for the cell. */
export interface DemoTeacherMeant {
  readonly unit: string;
  readonly stage: Stage;
  readonly subject: Subject | null;
}

export interface DemoExpert extends DemoTeacherMeant {
  readonly by: string;
  /** What the city did about it, where it isn't the city's own. */
  readonly decision?: 'decide' | 'decline';
}

export interface DemoExtension {
  readonly unit: string;
  /** Beyond the last day of the window. */
  readonly days: number;
  readonly reason: string;
  readonly granted?: boolean;
}

const openings: readonly DemoOpening[] = [
  // The other nine counties of Jinan are left to whoever tries it.
  { by: '370100', to: ['370102', '370126', 'Z370191', '3437000501', 'Y370100'], stages: 'all' },
  { by: '370200', to: 'all', stages: 'all' },
  { by: '370102', to: 'all', stages: 'all' },
  { by: 'Z370191', to: 'all', stages: 'all' },
  { by: '370281', to: 'all', stages: 'all' },
  // The remotest teaching point is still waiting for its county.
  {
    by: '370126',
    to: [
      ...['2137000201', '2137000202', '2137000203', '2137000204', '2137000205'],
      ...['3137000201', '3137000202', '3137000203', '3437000201'],
      ...['1137000201', '1137000202', '1137000203', 'P370126'],
    ],
    stages: 'all',
  },
];

const lixia: readonly DemoEnrolment[] = [
  { unit: '2137000102', excused: ['maternity'], word: 'accepted' },
  { unit: '2137000103', excused: ['sick', 'maternity'], word: 'submitted' },
  { unit: '2137000104', left: 12, excused: ['study'] },
  { unit: '3137000101', left: 6, excused: ['support', 'retiring'] },
  { unit: '3137000102', excused: ['retiring', 'not-teaching', 'not-teaching'], word: 'returned' },
  { unit: '3137000103', excused: ['sick'], word: 'accepted' },
  { unit: '3437000101', excused: ['support'] },
  { unit: '1137000101', excused: ['maternity'], word: 'submitted' },
  { unit: '1137000102', word: 'accepted' },
  { unit: 'Y370102', left: 3 },
];

const shanghe: readonly DemoEnrolment[] = [
  { unit: '2137000201', excused: ['maternity', 'maternity'], word: 'accepted' },
  { unit: '2137000202', word: 'submitted' },
  { unit: '2137000203', left: 8 },
  { unit: '3137000201', left: 10, excused: ['study'] },
  { unit: '3137000202', excused: ['sick', 'support'], word: 'submitted' },
  { unit: '3437000201', excused: ['retiring'], word: 'accepted' },
  { unit: '1137000201', word: 'submitted' },
  { unit: '1137000202', word: 'accepted' },
  { unit: 'P370126', left: 2 },
];

/** All of it, so that the zone could submit and waits for its city. */
const zone: readonly DemoEnrolment[] = [
  { unit: '3437000401', excused: ['maternity', 'study'], word: 'accepted' },
  { unit: '3137000401', word: 'accepted' },
  { unit: '2137000401', excused: ['sick'], word: 'accepted' },
  { unit: '1137000401', word: 'accepted' },
  { unit: '3437000501', excused: ['support', 'retiring'], word: 'submitted' },
  { unit: 'Y370100', word: 'accepted' },
];

const qingdao: readonly DemoEnrolment[] = [
  { unit: '2137000301', left: 15 },
  { unit: '2137000302', word: 'submitted' },
  { unit: '3137000301', excused: ['sick', 'maternity'], word: 'accepted' },
  { unit: '3137000302', left: 5 },
  { unit: '3437000301', excused: ['retiring'] },
  { unit: '3437000302', word: 'accepted' },
  { unit: '1137000301', excused: ['maternity'], word: 'accepted' },
  { unit: '1137000302', left: 4 },
  { unit: 'Y370281', word: 'submitted' },
  { unit: '3437000502', left: 20, excused: ['support'] },
];

export const demoYear = {
  openings,
  enrolments: [...lixia, ...shanghe, ...zone, ...qingdao],
  /** Areas that have given their word. */
  words: ['Z370191'],
  returned: '请核对不任课人员：其中两位课表上有课',
  releases: [
    {
      ...{ by: '370102', unit: '3437000101', stage: '高中', subject: '数学' },
      reason: '本学期改教信息技术，请按现任学科改报',
    },
  ] satisfies (DemoTeacherMeant & { readonly by: string; readonly reason: string })[],
  extensions: [
    { unit: '2137000204', days: 3, reason: '校舍改造期间网络中断，教师名单尚在核对' },
    { unit: '3137000203', days: 2, reason: '开学初教师轮岗，任教学科还没有定', granted: true },
  ] satisfies DemoExtension[],
  experts: [
    ...(['语文', '数学', '英语'] as const).map(
      (subject) => ({ by: '370100', unit: '3437000501', stage: '高中', subject }) as const,
    ),
    { by: '370102', unit: '2137000102', stage: '小学', subject: '语文', decision: 'decide' },
    { by: '370102', unit: '2137000103', stage: '小学', subject: '数学', decision: 'decide' },
    { by: '370102', unit: '3137000102', stage: '初中', subject: '语文', decision: 'decide' },
    { by: '370102', unit: '3137000103', stage: '初中', subject: '数学' },
    { by: '370102', unit: '3137000101', stage: '初中', subject: '英语' },
    { by: '370102', unit: '1137000102', stage: '幼儿园', subject: null, decision: 'decide' },
    { by: '370126', unit: '2137000201', stage: '小学', subject: '英语', decision: 'decide' },
    { by: '370126', unit: '2137000202', stage: '小学', subject: '语文', decision: 'decline' },
    { by: '370126', unit: '3137000202', stage: '初中', subject: '物理' },
    { by: 'Z370191', unit: '2137000401', stage: '小学', subject: '科学' },
    ...(['语文', '数学'] as const).map(
      (subject) => ({ by: '370200', unit: '3437000502', stage: '高中', subject }) as const,
    ),
    { by: '370281', unit: '3137000301', stage: '初中', subject: '语文', decision: 'decide' },
    { by: '370281', unit: '1137000301', stage: '幼儿园', subject: null, decision: 'decide' },
    { by: '370281', unit: '2137000302', stage: '小学', subject: '数学' },
    // Hosts of the province's own thematic team.
    { by: '370000', unit: '3437000302', stage: '高中', subject: '英语' },
    { by: '370000', unit: '1137000201', stage: '幼儿园', subject: null },
  ] satisfies DemoExpert[],
  declined: '本县同学科已有两位，名额留给乡村学校',
} as const;
