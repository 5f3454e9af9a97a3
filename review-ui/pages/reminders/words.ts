/** Words of the reminders. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '催报', en: 'Remind' },
  titleOf: { zh: '催报：{name}', en: 'Remind {name}' },
  about: {
    zh: '对方会在消息里看到下面这句话。同一单位每天最多催报一次，今天已催报过的会跳过。',
    en: 'They see the sentence below among their notices. A unit is reminded once a day at most; those reminded today are left alone.',
  },
  owing: { zh: '未提交的单位', en: 'Units that have not submitted' },
  today: { zh: '今天已催报过，跳过', en: 'Reminded today, left alone' },
  toRemind: { zh: '将催报', en: 'Will be reminded' },
  deadline: { zh: '截止日期', en: 'Last day' },
  noDeadline: { zh: '工作日历里没有', en: 'none in the calendar' },
  text: { zh: '提醒内容', en: 'What they read' },
  confirm: { zh: '催报 {count} 个单位', en: 'Remind {count} units' },
  confirmOne: { zh: '催报该单位', en: 'Remind it' },
  onlyArea: { zh: '只提醒{name}，不逐个提醒下级', en: 'Remind {name} alone, not each unit below it' },
  back: { zh: '返回看板', en: 'Back to the board' },
  backToList: { zh: '返回名单', en: 'Back to the names' },
  nobody: { zh: '没有需要催报的单位。', en: 'Nobody is left to remind.' },
  nobodyToday: {
    zh: '这些单位今天都已催报过，请明天再试。',
    en: 'All of them were reminded today; try tomorrow.',
  },
});
