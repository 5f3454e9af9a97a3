/** What verifying the audit trail finds, and what each finding means. */
import type { Words } from './language.ts';

export const auditFaults = {
  edited: {
    zh: '事件与封存时不一致：被改动过',
    en: 'the event is not what was sealed: it was edited',
  },
  moved: {
    zh: '此处是另一个事件：顺序被调换',
    en: 'another event stands here: the order was changed',
  },
  'event-missing': {
    zh: '事件已被删除，封存仍在',
    en: 'the event was deleted, its seal is still there',
  },
  'link-missing': {
    zh: '事件连同封存被删除',
    en: 'the event was deleted with its seal',
  },
  repeated: {
    zh: '同一位置有两个封存',
    en: 'two seals stand at the same place',
  },
  inserted: {
    zh: '绕过封存插入的事件，或其封存被删除',
    en: 'an event that was slipped in past the seal, or its seal was deleted',
  },
  backdated: {
    zh: '时间早于前一事件一小时以上：补写的事件',
    en: 'more than an hour older than the event before it: it was written later',
  },
  head: {
    zh: '链头与最后一个封存不一致',
    en: "the head of the chain is not its last seal's",
  },
  anchor: {
    zh: '当日锚点与记录不符',
    en: 'the anchor of the day does not hold what the trail says',
  },
  'anchor-missing': {
    zh: '单独保存的锚点在库中不存在',
    en: 'an anchor that was kept elsewhere is not in the database',
  },
  'anchor-differs': {
    zh: '库中的锚点与单独保存的不同',
    en: 'the anchor in the database is not the one that was kept elsewhere',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type AuditFault = keyof typeof auditFaults;

export interface AuditFinding {
  readonly fault: AuditFault;
  readonly unit_id: string | null;
  /** In the chain of the unit; the first of several when `to_sequence` is given. */
  readonly sequence: number | null;
  readonly to_sequence?: number;
  /** Of the seal, over all units; the first of several when `to_number` is given. */
  readonly number: number | null;
  readonly to_number?: number;
  readonly event_id: string | null;
  /** Of an anchor. */
  readonly day: string | null;
}

export interface AuditReport {
  readonly sealed: number;
  readonly units: number;
  readonly anchors: number;
  /** Events too young to be sealed yet. */
  readonly waiting: number;
  /** All that was found; `findings` holds the first of them. */
  readonly found: number;
  readonly findings: readonly AuditFinding[];
}
