/** Words of the operators' page. */
import type { Words } from '../../../schemas/language.ts';
import type { Debt } from '../../../schemas/lifecycle.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '运行状况', en: 'Operations' },
  about: {
    zh: '整个系统此刻的积压、处理速度和后台进程，每 5 秒更新；不含任何个人信息。',
    en: 'What waits, how fast it goes and who works on it, for the whole system, renewed every 5 seconds; nothing about people.',
  },
  well: { zh: '一切正常。', en: 'All is well.' },
  attention: { zh: '需要处理', en: 'Needs attention' },
  noWorkers: {
    zh: '没有后台工作进程：可以上传，但不会检查。请启动 worker 进程。',
    en: 'No worker is alive: files are received and not checked. Start the worker process.',
  },
  noQueue: {
    zh: '工作进程连不上任务队列。请检查 REDIS_URL 指向的 Redis，或数据库。',
    en: "Workers don't reach the queue. Look after the Redis of REDIS_URL, or the database.",
  },
  late: {
    zh: '最早的任务已等待 {minutes} 分钟。请查看工作进程的日志，或增加工作进程。',
    en: 'The oldest job has waited for {minutes} minutes. Look into the logs of the workers, or start more of them.',
  },
  someGivenUp: {
    zh: '{count} 项多次失败后已停止，列在下方，须由人重试。',
    en: '{count} failed too often and stopped; they stand below and wait for a person to try again.',
  },
  trailBehind: {
    zh: '审计记录有 {count} 条等待封存，最早的已等待 {minutes} 分钟。',
    en: '{count} events wait for their seal, the oldest for {minutes} minutes.',
  },
  waiting: { zh: '待处理的任务', en: 'Work that waits' },
  work: { zh: '任务', en: 'Work' },
  count: { zh: '等待', en: 'Waiting' },
  handedOver: { zh: '其中已进队列', en: 'Queued' },
  oldest: { zh: '最早的已等待', en: 'Oldest' },
  givenUp: { zh: '已停止', en: 'Given up' },
  lastHour: { zh: '最近一小时', en: 'The last hour' },
  received: { zh: '接收', en: 'Received' },
  checked: { zh: '检查完成', en: 'Checked' },
  refused: { zh: '无法读取', en: 'Refused' },
  applied: { zh: '入库', en: 'Applied' },
  workers: { zh: '工作进程', en: 'Workers' },
  since: { zh: '启动时间', en: 'Since' },
  seen: { zh: '最近一次报告', en: 'Heard of' },
  inHand: { zh: '正在处理', en: 'In hand' },
  queue: { zh: '队列', en: 'Queue' },
  state: { zh: '状态', en: 'State' },
  alive: { zh: '在线', en: 'Alive' },
  silent: { zh: '失联', en: 'Silent' },
  nobody: { zh: '没有工作进程报告过。', en: 'No worker has been heard of.' },
  inQueue: {
    zh: '等待 {waiting} · 处理中 {active} · 待重试 {delayed}',
    en: '{waiting} waiting · {active} active · {delayed} to be tried again',
  },
  unknown: { zh: '连不上', en: 'out of reach' },
  stopped: { zh: '多次失败后停止的', en: 'Given up' },
  unit: { zh: '单位', en: 'Unit' },
  record: { zh: '回执号', en: 'Receipt' },
  asked: { zh: '提出时间', en: 'Asked for' },
  request: { zh: '请求编号', en: 'Request' },
  reason: { zh: '原因', en: 'Reason' },
  tooOften: {
    zh: '多次尝试均未完成；原因见日志，上传单位可在其页面重试',
    en: 'every try came to nothing; the log says why, its unit can try again on its page',
  },
  noneStopped: { zh: '没有。', en: 'None.' },
  rest: { zh: '审计与备份', en: 'Trail and backup' },
  pending: { zh: '等待封存的审计记录', en: 'Events that wait for their seal' },
  anchored: { zh: '最近一次审计锚点', en: 'Last audit anchor' },
  backedUp: { zh: '最近一次备份', en: 'Last backup' },
  never: { zh: '从未', en: 'never' },
  seconds: { zh: '{n} 秒', en: '{n} s' },
  minutes: { zh: '{n} 分钟', en: '{n} min' },
  hours: { zh: '{n} 小时', en: '{n} h' },
  ago: { zh: '{time}前', en: '{time} ago' },
});

export const workWords: Readonly<Record<Debt, Words>> = {
  check: { zh: '检查上传的文件', en: 'Checking files' },
  apply: { zh: '把通过的变更入库', en: 'Applying what was approved' },
  export: { zh: '生成导出文件', en: 'Writing exports' },
};
