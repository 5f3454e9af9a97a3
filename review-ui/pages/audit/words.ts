/** Words of the audit trail. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '审计记录', en: 'Audit trail' },
  about: {
    zh: '谁在什么时候做了什么。记录只增不改，逐条封存。',
    en: 'Who did what, and when. Lines are only ever added, and each is sealed.',
  },
  show: { zh: '范围', en: 'Show' },
  all: { zh: '全部', en: 'Everything' },
  seen: { zh: '谁看了谁的数据', en: 'Whose data was seen' },
  seenAbout: {
    zh: '查看完整号码、按证件查找、导出名册，以及下载预填模板和标注后的表格。',
    en: 'Whole numbers, searches by document, exports, and downloads of prefilled or annotated files.',
  },
  unit: { zh: '单位', en: 'Unit' },
  unitHint: { zh: '名称或代码', en: 'Name or code' },
  by: { zh: '账号', en: 'Account' },
  subject: { zh: '对象', en: 'About' },
  any: { zh: '不限', en: 'Any' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  search: { zh: '查找', en: 'Search' },
  clear: { zh: '清除条件', en: 'Clear' },
  at: { zh: '时间', en: 'Time' },
  did: { zh: '做了什么', en: 'What was done' },
  detail: { zh: '说明', en: 'Detail' },
  system: { zh: '系统', en: 'the system' },
  oneTeacher: { zh: '仅此一个对象', en: 'About this one alone' },
  none: { zh: '没有符合条件的记录', en: 'No such line' },
  noneAbout: {
    zh: '上传、审核、导出和查看号码等操作都会记录在这里。可放宽日期或清除条件。',
    en: 'Uploads, reviews, exports and reveals are all written down here. Try other days, or fewer conditions.',
  },
  unknownUnit: { zh: '辖区内没有这个单位', en: 'No such unit in your area' },
  csv: { zh: '导出 .csv', en: 'Export as .csv' },
  csvHint: { zh: '最多 {most} 行', en: 'At most {most} lines' },
  file: { zh: '{unit}审计记录{day}', en: 'Audit trail of {unit} {day}' },
  page: { zh: '第 {page} 页', en: 'Page {page}' },
});

/** Parts of a detail that people read; the rest is for programs. */
export const detailWords = catalogue({
  reason: { zh: '用途：{value}', en: 'reason: {value}' },
  rows: { zh: '{value} 行', en: '{value} rows' },
  teachers: { zh: '{value} 位教师', en: 'teachers: {value}' },
  experts: { zh: '{value} 位专家', en: 'experts: {value}' },
  issues: { zh: '{value} 处问题', en: '{value} findings' },
  errors: { zh: '{value} 处错误', en: '{value} errors' },
  own_work: { zh: '审核人就是上传或提交的人', en: 'reviewed by who sent it or gave its word' },
  receipt: { zh: '回执 {value}', en: 'receipt {value}' },
  version: { zh: '第 {value} 版', en: 'version {value}' },
  lines: { zh: '{value} 条', en: '{value} lines' },
});

export const numbersWords = catalogue({
  full: { zh: '号码完整', en: 'whole numbers' },
  masked: { zh: '号码已遮盖', en: 'numbers masked' },
});
