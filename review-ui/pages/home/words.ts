/** Words of the first page. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '首页', en: 'Home' },
  schoolCard: { zh: '教师信息采集', en: 'Teacher information' },
  due: {
    zh: '本轮还没有上传：请上传本校教师信息，检查通过后提交。',
    en: 'Nothing sent in this round yet: send your teacher information and submit it once it is clean.',
  },
  schoolHint: {
    zh: '下载模板，逐行核实、修改或补充，选择文件上传。登记库现有在册教师 {teachers} 人。',
    en: 'Download the template, verify, correct or complete each row, and choose the file. {teachers} teachers are on file.',
  },
  download: { zh: '下载模板（已预填本校在册教师）', en: 'Download the template (filled with your teachers)' },
  recent: { zh: '最近上传', en: 'Recent uploads' },
  noUploads: {
    zh: '还没有上传过文件；上传后，检查进度和结果会显示在这里。',
    en: 'No file yet; its progress and result will be shown here.',
  },
  allUploads: { zh: '全部上传记录', en: 'All uploads' },
  nextReady: {
    zh: '检查通过，请打开结果并提交。',
    en: 'The check found no errors: open the result and submit it.',
  },
  nextFix: {
    zh: '有错误需要修改，请打开结果查看原因。',
    en: 'There are errors: open the result and see the causes.',
  },
  nextRunning: { zh: '正在检查，可关闭页面。', en: 'Being checked; you may close this page.' },
  nextReview: { zh: '已提交，等待审核。', en: 'Submitted; the review comes next.' },
  nextReturned: { zh: '被退回，请打开查看原因。', en: 'Returned: open it and read the reason.' },
  nextDone: { zh: '已入库，不需要再做什么。', en: 'In the registry; nothing is left to do.' },
  nextRefused: {
    zh: '文件无法读取，请打开查看怎么办。',
    en: 'The file could not be read: open it and see what to do.',
  },
  nextFailed: { zh: '处理没有完成，请打开重试。', en: 'It did not finish: open it and try again.' },
  openResult: { zh: '打开结果', en: 'Open the result' },
  queue: { zh: '待审核', en: 'Waiting for review' },
  queueEmpty: { zh: '全部处理完，可上报。', en: 'All done; ready to report upward.' },
  queueEmptyYet: {
    zh: '学校提交后，会按提交时间和风险排在这里。',
    en: 'What schools submit will stand here, oldest and riskiest first.',
  },
  submittedAt: { zh: '提交时间', en: 'Submitted' },
  risky: { zh: '需逐条核对', en: 'To look at' },
  moreExports: { zh: '更多导出', en: 'More exports' },
  export: { zh: '导出名册', en: 'Export the roster' },
});
