/** Words of the notices. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '消息', en: 'Notices' },
  about: {
    zh: '本单位的消息；已读只对您自己的账号有效。',
    en: 'For your unit; what you have read counts for your account alone.',
  },
  unread: { zh: '未读', en: 'Unread' },
  read: { zh: '已读', en: 'Read' },
  what: { zh: '内容', en: 'Notice' },
  at: { zh: '时间', en: 'When' },
  state: { zh: '状态', en: 'State' },
  todo: { zh: '待办', en: 'To do' },
  action: { zh: '操作', en: 'Action' },
  open: { zh: '查看', en: 'Open' },
  openNotice: { zh: '查看：{text}', en: 'Open: {text}' },
  markRead: { zh: '标为已读', en: 'Mark as read' },
  markNoticeRead: { zh: '标为已读：{text}', en: 'Mark as read: {text}' },
  markAllRead: { zh: '全部标为已读', en: 'Mark all as read' },
  empty: {
    zh: '还没有消息；退回、入库、调动、上报等与本单位有关的事会显示在这里。',
    en: 'No notices yet: what concerns your unit (files returned or applied, transfers, submissions) will be told here.',
  },
});
