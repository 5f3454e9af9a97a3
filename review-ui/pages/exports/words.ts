/** Words of the exports. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '导出', en: 'Exports' },
  about: {
    zh: '导出范围是本单位及下级单位。每次导出和下载都会记录是谁、何时、导出了什么。',
    en: 'An export covers your unit and everything below it. Each one, and each download, is recorded: who, when and what.',
  },
  contents: {
    zh: 'CSV 为 UTF-8 编码，可直接用 WPS 或 Excel 打开；所有号码都是文本，不会丢失末位。',
    en: 'The CSV is UTF-8 and opens in WPS or Excel; all numbers are text, so no digit is lost.',
  },
  people: { zh: '{rows} 人', en: '{rows} people' },
  xlsx: { zh: 'Excel', en: 'Excel' },
  csv: { zh: 'CSV', en: 'CSV' },
  masked: { zh: '号码已遮盖', en: 'Numbers masked' },
  full: { zh: '含完整号码', en: 'With whole numbers' },
  fullAbout: {
    zh: '含个人敏感信息。文件带水印（导出人、时间、摘要），用途和下载都有记录；请按规定保管，用后删除。',
    en: 'Contains sensitive personal data. The file is marked with who, when and a digest; purpose and downloads are recorded. Keep it safely and delete it after use.',
  },
  reason: { zh: '用途', en: 'What it is needed for' },
  reasonHint: { zh: '2–200 字，上级可以看到', en: '2–200 characters; your superiors can read it' },
  askFull: { zh: '导出完整号码', en: 'Export whole numbers' },
  format: { zh: '格式', en: 'Format' },
  nothing: { zh: '还没有可以导出的内容', en: 'Nothing to export yet' },
  past: { zh: '导出记录', en: 'What was exported' },
  none: { zh: '还没有导出过', en: 'Nothing was exported yet' },
  noneAbout: { zh: '从上面选择要导出的内容。', en: 'Choose above what to export.' },
  what: { zh: '内容', en: 'What' },
  who: { zh: '导出人', en: 'By' },
  when: { zh: '时间', en: 'Asked' },
  rows: { zh: '行数', en: 'Rows' },
  state: { zh: '状态', en: 'State' },
  scope: { zh: '范围', en: 'Scope' },
  campaign: { zh: '项目', en: 'Campaign' },
  numbers: { zh: '号码', en: 'Numbers' },
  size: { zh: '大小', en: 'Size' },
  digest: { zh: '内容摘要', en: 'Digest' },
  snapshot: { zh: '数据时间', en: 'Registry as of' },
  asOf: { zh: '截至', en: 'As of' },
  download: { zh: '下载', en: 'Download' },
  running: { zh: '正在生成：{rows} / {expected} 行', en: 'Being written: {rows} of {expected} rows' },
  runningAbout: {
    zh: '可以离开本页，完成后在“导出记录”中下载。',
    en: 'You may leave this page; the file will be under "Exports".',
  },
  failed: { zh: '多次尝试后仍未能生成', en: 'It could not be written after several tries' },
  failedAbout: {
    zh: '可以重新生成；若再次失败，请联系系统管理员，并告知编号 {id}。',
    en: 'Ask again; should that fail too, tell the operator its number, {id}.',
  },
  expired: {
    zh: '文件已于 {on} 删除，仅保留导出记录。',
    en: 'The file was deleted on {on}; the record stays.',
  },
  overdue: {
    zh: '文件已过保存期限，于 {on} 自动删除，仅保留导出记录。需要时请重新导出。',
    en: 'The file was deleted on {on}, after the days that exports are kept; the record stays. Export it again where it is needed.',
  },
  others: {
    zh: '文件只供导出的单位下载；本单位需要时请自行导出。',
    en: 'Only the unit that asked may download it; export your own if you need it.',
  },
  deleteAbout: {
    zh: '删除后不能恢复，可随时重新导出。',
    en: 'It can not be brought back; export it anew at any time.',
  },
  back: { zh: '返回导出', en: 'Back to the exports' },
  asOfName: { zh: '截至{moment}', en: 'as of {moment}' },
});

/** What is in each kind. */
export const about = catalogue({
  roster: {
    zh: '全部在职教师。Excel 有汇总页，每个学段一张工作表，按县（市、区）、学校排列。',
    en: 'Everybody in service. The Excel file has a cover with totals and a sheet for each stage, by county and school.',
  },
  enrolment: {
    zh: '有效的报名。Excel 汇总页有各县各学科人数，每个学段一张工作表，按县（市、区）、学校、学科、姓名排列。',
    en: 'Enrolments in force. The Excel file counts them by county and subject and has a sheet for each stage, by county, school, subject and name.',
  },
  staffing: {
    zh: '汇总、研修组与指导专家、各县（市、区）教师名单。',
    en: 'Figures, groups with their experts, and the teachers of each county.',
  },
  experts: {
    zh: '栏目同表 E，市级、县级各一张工作表。',
    en: 'The columns of template E, a sheet for each level.',
  },
});
