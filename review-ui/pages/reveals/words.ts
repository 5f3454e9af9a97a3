/** Words of whole numbers and of who saw them. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '完整号码', en: 'Whole numbers' },
  about: {
    zh: '证件、手机和资格证号码平时遮盖。查看需写明用途；时间、账号和用途会记录，本单位和上级可见。',
    en: 'Document, phone and certificate numbers are masked. Seeing them takes a reason; time, account and reason are kept, for this unit and those above it to see.',
  },
  reason: { zh: '用途', en: 'Reason' },
  askedReason: { zh: '用途（选择或填写，2–200 字）', en: 'Reason (choose or write, 2–200 characters)' },
  reveal: { zh: '查看完整号码', en: 'Show whole numbers' },
  shown: {
    zh: '已记录这次查看。刷新或离开本页后号码不再显示。',
    en: 'This has been written down. The numbers go when you reload or leave the page.',
  },
  hide: { zh: '隐藏', en: 'Hide' },
  none: { zh: '未登记', en: 'none on file' },
  seenBy: { zh: '谁看过完整号码', en: 'Who saw the whole numbers' },
  seenByNobody: { zh: '还没有人查看过。', en: 'Nobody so far.' },
  by: { zh: '账号', en: 'Account' },
  at: { zh: '时间', en: 'Time' },
});
