/** The life of an export: asked for, written, and kept until somebody deletes it or its time is over. */
import type { Lifecycle } from './lifecycle.ts';

const states = {
  asked: { zh: '正在生成', en: 'Being written' },
  ready: { zh: '可下载', en: 'Ready' },
  failed: { zh: '未能生成', en: 'Failed' },
  expired: { zh: '已删除', en: 'Deleted' },
} as const;
export type ExportState = keyof typeof states;

/** The owner is the unit that asked; a superior sees that it did, and asks for its own. */
export const exportLifecycle: Lifecycle<ExportState> = {
  name: 'export',
  states,
  actions: {
    write: { zh: '生成', en: 'Write' },
    fail: { zh: '失败', en: 'Fail' },
    retry: { zh: '重新生成', en: 'Ask again' },
    delete: { zh: '删除文件', en: 'Delete the file' },
    expire: { zh: '到期删除', en: 'Delete after its time' },
  },
  rows: [
    { from: 'asked', action: 'write', by: 'system', to: 'ready' },
    { from: 'asked', action: 'fail', by: 'system', to: 'failed' },
    { from: 'failed', action: 'retry', by: 'owner', to: 'asked', owes: 'export' },
    { from: 'ready', action: 'delete', by: 'owner', to: 'expired' },
    { from: 'ready', action: 'expire', by: 'system', to: 'expired' },
  ],
};
