/** What must hold of a registry at every moment, whatever failed before: the promises that `muster doctor` looks after. */
import type { Words } from './language.ts';

export const laws = {
  'one-active-record': {
    zh: '一个证件号码只有一条在职记录',
    en: 'one document has one record in service',
  },
  'applied-once': {
    zh: '已入库的文件中，每项通过的变更恰好写入一次；其他一次也不写入',
    en: 'each approved change of an applied file is in the registry exactly once, and no other change is',
  },
  'applied-with-event': {
    zh: '每份入库的文件恰好有一条入库记录',
    en: 'each applied file has exactly one event that says so',
  },
  'state-owes-its-work': {
    zh: '每份文件或等待处理，或已到终点',
    en: 'each file either owes the work of its state or has come to its end',
  },
  'trail-tells-the-state': {
    zh: '每份文件的状态就是其记录中最后一步的结果',
    en: 'each file stands where the last step of its trail left it',
  },
  'files-are-kept': {
    zh: '每份收到的文件都在，除非已到期删除',
    en: 'each file that was received is there, unless its time is over',
  },
  'enrolled-in-service': {
    zh: '报名者都在报名单位在职，证件一致',
    en: 'who is enrolled is in service at that unit, under that document',
  },
  'history-leads-to-present': {
    zh: '每位教师的历史连续，且推演到现状',
    en: "each teacher's history has no gap and leads to the present record",
  },
  'moved-once': {
    zh: '每次已办理的调动都在教师历史中',
    en: 'each transfer that was carried out stands in the history of its teacher',
  },
  'nobody-at-a-closed-unit': {
    zh: '已撤销的单位没有在职教师',
    en: 'nobody is in service at a closed unit',
  },
  'headcounts-are-true': {
    zh: '看板的人数与名册一致',
    en: 'the counts of the boards are those of the roster',
  },
  'word-with-its-count': {
    zh: '每份已报送的数据都留有当时的人数与摘要，各学段之和等于总数',
    en: 'each word that was given has the counts it was given on, whose stages add up to the teachers',
  },
  'nothing-waits-for-ever': {
    zh: '没有应办而超过一小时未办的事',
    en: 'no work has been owed for more than an hour',
  },
  'trail-is-whole': {
    zh: '审计记录完好',
    en: 'the audit trail is whole',
  },
} as const satisfies Readonly<Record<string, Words>>;
export type Law = keyof typeof laws;

/** How a law stands. */
export interface Diagnosis {
  readonly law: Law;
  /** How many things break it; 0 where it holds. */
  readonly found: number;
  /** What they are and their ids, a few of them. */
  readonly examples: readonly string[];
}
