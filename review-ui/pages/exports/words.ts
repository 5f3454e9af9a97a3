/** Words of the exports. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '导出', en: 'Exports' },
  about: {
    zh: '导出范围是本单位及下级单位。每次导出都会记录是谁、何时、导出了什么。',
    en: 'An export covers your unit and everything below it. Each one is recorded: who, when and what.',
  },
  roster: { zh: '教师名册', en: 'Roster of teachers' },
  rosterAbout: {
    zh: '全部在职教师，按学段、县（市、区）、学校排列。',
    en: 'Everybody in service, by stage, county and school.',
  },
  enrolment: { zh: '参训报名名册', en: 'Enrolment roster' },
  enrolmentAbout: {
    zh: '有效的报名，按学段、县（市、区）、学校、学科排列；汇总页有各县各学科人数。号码已遮盖。',
    en: 'Enrolments in force, by stage, county, school and subject; the cover counts them by county and subject. Numbers are masked.',
  },
  noEnrolment: { zh: '本次项目还没有有效的报名', en: 'Nobody is enrolled in this campaign yet' },
  contents: {
    zh: 'Excel 文件有汇总页，每个学段一张工作表；CSV 为 UTF-8 编码，可直接用 WPS 或 Excel 打开。所有号码都是文本，不会丢失末位。',
    en: 'The Excel file has a cover with totals and one sheet per stage; the CSV is UTF-8 and opens in WPS or Excel. All numbers are text, so no digit is lost.',
  },
  size: { zh: '共 {teachers} 人', en: '{teachers} people' },
  masked: { zh: '号码已遮盖', en: 'Numbers masked' },
  maskedAbout: {
    zh: '证件号码、手机号、资格证号只保留首尾几位。用于公示、核对人数。',
    en: 'Only the first and last digits of document, phone and certificate numbers. For publishing and counting.',
  },
  full: { zh: '含完整号码', en: 'With whole numbers' },
  fullAbout: {
    zh: '含个人敏感信息。请按规定保管，用后删除；此次导出会单独记录。',
    en: 'Contains sensitive personal data. Keep it safely and delete it after use; this is recorded as such.',
  },
  xlsx: { zh: '下载 Excel', en: 'Download Excel' },
  csv: { zh: '下载 CSV', en: 'Download CSV' },
  empty: { zh: '还没有在职教师', en: 'Nobody is in service yet' },
  emptyAbout: {
    zh: '学校上报、县级审核入库后，可在这里导出名册。',
    en: 'Once files are reviewed and applied, the roster can be downloaded here.',
  },
  file: { zh: '教师名册-{unit}-{day}', en: 'roster-{unit}-{day}' },
  enrolmentFile: { zh: '参训报名名册-{unit}-{day}', en: 'enrolment-{unit}-{day}' },
  fileThen: { zh: '教师名册-{unit}-截至{moment}', en: 'roster-{unit}-as of {moment}' },
  teams: { zh: '专家团队和配备方案', en: 'Expert teams and staffing plan' },
  teamsAbout: {
    zh: '专家团队上报表的栏目同表 E，市级、县级各一张工作表；配备方案有汇总、研修组与专家、各县教师名单。',
    en: 'The form of the teams has the columns of template E, a sheet for each level; the plan has figures, groups with their experts, and teachers by county.',
  },
  expertsMasked: { zh: '专家上报表 · 号码已遮盖', en: 'Expert form, numbers masked' },
  expertsFull: { zh: '专家上报表 · 含完整号码', en: 'Expert form, whole numbers' },
  plan: { zh: '配备方案', en: 'Staffing plan' },
  expertFile: { zh: '专家团队上报表-{unit}-{day}', en: 'experts-{unit}-{day}' },
  staffingFile: { zh: '配备方案-{unit}-{day}', en: 'staffing-{unit}-{day}' },
});

/** Heads of the columns that no template has. */
export const staffingColumns = catalogue({
  county: { zh: '县（市、区）', en: 'County' },
  stage: { zh: '学段', en: 'Stage' },
  subject: { zh: '学科', en: 'Subject' },
  group: { zh: '研修组', en: 'Group' },
  unit: { zh: '单位', en: 'Unit' },
  teacher: { zh: '教师', en: 'Teacher' },
  teachers: { zh: '人数', en: 'Teachers' },
  counties: { zh: '来自', en: 'From' },
  expert: { zh: '指导专家', en: 'Expert' },
  workplace: { zh: '专家单位', en: 'Workplace' },
  state: { zh: '状态', en: 'State' },
  proposer: { zh: '推荐单位', en: 'Proposed by' },
  workshop: { zh: '工作坊', en: 'Workshop' },
});
