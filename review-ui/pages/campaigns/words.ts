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
  mine: { zh: '{unit}要做的事', en: 'What {unit} does' },
  others: { zh: '其他各级', en: 'The other tiers' },
  who: { zh: '谁来做', en: 'Who' },
  what: { zh: '做什么', en: 'What' },
  timeline: { zh: '时间轴', en: 'Timeline' },
  extended: { zh: '已延期', en: 'Extended' },
  extensions: { zh: '延期', en: 'Extensions' },
  askMore: { zh: '申请延期', en: 'Ask for more time' },
  notBegun: {
    zh: '“{step}”尚未开始：{opens_on} 至 {closes_on}。',
    en: '{step} has not begun: {opens_on} to {closes_on}.',
  },
  isOver: {
    zh: '“{step}”已于 {closes_on} 结束。没有完成的，可以申请延期。',
    en: '{step} ended with {closes_on}. If you are not done, ask for more time.',
  },
  leftOf: {
    zh: '“{step}”还剩 {days} 天 {hours} 小时，{closes_on} 24:00 截止。',
    en: '{step}: {days} days and {hours} hours left, until the end of {closes_on}.',
  },
  projects: { zh: '项目与学科', en: 'Projects and subjects' },
  project: { zh: '项目', en: 'Project' },
  stage: { zh: '学段', en: 'Stage' },
  subjects: { zh: '学科', en: 'Subjects' },
  subjectCount: { zh: '学科数', en: 'Number' },
  noSubject: { zh: '不分学科', en: 'No subjects' },
  add: { zh: '添加活动', en: 'Add a campaign' },
  name: { zh: '名称', en: 'Name' },
  nameHint: { zh: '例如：2022年“互联网+教师专业发展”', en: 'For example: 2022年“互联网+教师专业发展”' },
  year: { zh: '年度', en: 'Year' },
  windowsHint: {
    zh: '至少填写一个环节；没有安排的环节留空。',
    en: 'Give the days of one step at least; leave the others blank.',
  },
});
