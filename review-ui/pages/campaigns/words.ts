/** Words of the calendar. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '工作日历', en: 'Calendar' },
  about: {
    zh: '各环节的开放日期，首尾两天都包括在内（北京时间）；以收到文件的时间为准。',
    en: 'When each step is open; the first and the last day count (Beijing time), by the moment a file arrives.',
  },
  current: { zh: '当前', en: 'Current' },
  step: { zh: '环节', en: 'Step' },
  opensOn: { zh: '开始', en: 'Opens' },
  closesOn: { zh: '截止', en: 'Closes' },
  phase: { zh: '状态', en: 'State' },
  left: { zh: '剩余', en: 'Left' },
  daysLeft: { zh: '{days} 天 {hours} 小时', en: '{days} days {hours} hours' },
  none: { zh: '还没有安排', en: 'Nothing is planned yet' },
  noneAbout: {
    zh: '省级添加活动后，各环节的开始和截止日期显示在这里。',
    en: 'Once the province adds a campaign, the days of its steps will stand here.',
  },
  add: { zh: '添加活动', en: 'Add a campaign' },
  name: { zh: '名称', en: 'Name' },
  nameHint: { zh: '例如：2022年“互联网+教师专业发展”', en: 'For example: 2022年“互联网+教师专业发展”' },
  year: { zh: '年度', en: 'Year' },
  windowsHint: {
    zh: '至少填写一个环节；没有安排的环节留空。',
    en: 'Give the days of one step at least; leave the others blank.',
  },
});
