/** Words of the upload pages. */
import type { ChangeKind } from '../../../schemas/change.ts';
import type { CheckStep, UploadCounts } from '../../../schemas/examined.ts';
import type { Severity } from '../../../schemas/issue.ts';
import type { Words } from '../../../schemas/language.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  remarks: { zh: '审核未通过的内容', en: 'What the reviewer rejected' },
  remarkOn: { zh: '内容', en: 'What' },
  remarkReason: { zh: '审核意见', en: "Reviewer's reason" },
  allRemarks: { zh: '查看全部', en: 'See all of them' },
  title: { zh: '上传记录', en: 'Uploads' },
  one: { zh: '回执 {receipt}', en: 'Receipt {receipt}' },
  empty: {
    zh: '还没有上传过文件。下载模板，填好后上传，检查结果会保留在这里。',
    en: 'No file has been sent yet. Download the template, fill it in, upload it; the result stays here.',
  },
  emptyFilter: { zh: '没有符合条件的上传记录。', en: 'No upload matches.' },
  choose: { zh: '选择文件上传', en: 'Choose a file' },
  drop: {
    zh: '把填好的表格拖到这里，或点击选择文件；选好后立即上传',
    en: 'Drop the filled workbook here, or choose it; it uploads at once',
  },
  accepted: {
    zh: '.xlsx、.xls 或 .csv，不超过 {limit_mib} MiB',
    en: '.xlsx, .xls or .csv, at most {limit_mib} MiB',
  },
  send: { zh: '上传', en: 'Upload' },
  sending: { zh: '正在上传', en: 'Uploading' },
  brokeOff: {
    zh: '网络中断，文件没有传完；请重新选择文件。',
    en: 'The connection broke before the file was through; choose it again.',
  },
  waiting: { zh: '已接收，排队等待检查。', en: 'Received; waiting for its check.' },
  mayClose: { zh: '可关闭页面，结果会保留。', en: 'You may close this page; the result is kept.' },
  applying: { zh: '审核已完成，正在写入登记库', en: 'The review is closed; the registry is being updated' },
  progress: { zh: '检查进度', en: 'Progress of the check' },
  rowsDone: { zh: '{rows} 行', en: '{rows} rows' },
  allUploads: { zh: '全部状态', en: 'All states' },
  causesErrors: { zh: '必须修改', en: 'Must be mended' },
  causesWarnings: { zh: '请核对', en: 'Please look again' },
  causesNotes: { zh: '我们替您改了什么', en: 'What we changed for you' },
  rowsOf: { zh: '逐行明细', en: 'Row by row' },
  allIssues: { zh: '全部', en: 'All' },
  place: { zh: '位置', en: 'Where' },
  severity: { zh: '级别', en: 'Kind' },
  found: { zh: '发现', en: 'Found' },
  expected: { zh: '应为', en: 'Expected' },
  fix: { zh: '怎么改', en: 'What to do' },
  wholeFile: { zh: '整个文件', en: 'The whole file' },
  hits: { zh: '{count} 处', en: '{count} times' },
  inRows: { zh: '第 {rows} 行', en: 'Rows {rows}' },
  andMore: { zh: '等', en: '…' },
  mendInFile: {
    zh: '可以在线修改；也可以在表格里改好后重新上传整个文件，这一份会自动作废。',
    en: 'Mend it here, or in the workbook: upload the whole file again, and this one gives way by itself.',
  },
  mendHere: { zh: '在线修改', en: 'Mend it here' },
  fileDeleted: {
    zh: '原文件已过保存期限，于 {on} 自动删除；回执、审核意见和登记历史仍然保留。',
    en: 'The file was deleted on {on}, after the days that files are kept; receipt, decisions and history stay.',
  },
  annotated: { zh: '下载标注后的表格', en: 'Download it with the issues marked' },
  tooLargeToAnnotate: {
    zh: '文件超过 {limit} 行，不生成标注后的表格；请按下面的问题清单在自己的表格里修改。',
    en: 'With more than {limit} rows no marked workbook is made; mend your own by the list below.',
  },
  annotatedFile: { zh: '{name}-问题标注', en: '{name}-issues-marked' },
  repairAtOnce: { zh: '一键修复 {count} 处', en: 'Repair {count} at once' },
  fileBefore: { zh: '上一份（回执 {receipt}）', en: 'The file before ({receipt})' },
  readNow: {
    zh: '上次无法读取 → 现在读取成功，{now} 个错误',
    en: 'Could not be read before → read now, {now} errors',
  },
  errorsSince: { zh: '上次 {before} 个错误 → 现在 {now} 个', en: '{before} errors before → {now} now' },
  mendedSince: {
    zh: '上次 {before} 个错误 → 现在 {now} 个：已改 {mended} 个',
    en: '{before} errors before → {now} now: {mended} mended',
  },
  changedSince: {
    zh: '上次 {before} 个错误 → 现在 {now} 个：已改 {mended} 个，新出现 {fresh} 个',
    en: '{before} errors before → {now} now: {mended} mended, {fresh} new',
  },
  freshError: { zh: '新出现', en: 'New' },
  uploadAgain: { zh: '上传改好的文件', en: 'Upload the mended file' },
  summary: { zh: '与登记库比对的结果', en: 'Compared with the registry' },
  missingExplained: {
    zh: '未出现：登记库里有、文件里没有的人。由学校答复去向，不会被自动删除。',
    en: 'Missing: in the registry but not in the file. The school says what became of them; nobody is removed by itself.',
  },
  nothingMissing: { zh: '没有人遗漏', en: 'Nobody is missing' },
  submitHint: {
    zh: '提交后由 {unit} 审核。',
    en: '{unit} reviews it next.',
  },
  needsFix: { zh: '有错误需要修改', en: 'Some rows must be mended' },
  checkedClean: { zh: '检查通过，可以提交', en: 'The check found no errors; it can be submitted' },
  submittedTitle: { zh: '已提交，等待{unit}审核', en: 'Submitted; {unit} reviews it next' },
  submittedHint: {
    zh: '提交于 {time}；开始审核前可以撤回。',
    en: 'Submitted {time}. It can be withdrawn until the review begins.',
  },
  appliedTitle: { zh: '已写入登记库', en: 'In the registry' },
  returnedTitle: { zh: '{unit} 已退回', en: '{unit} returned it' },
  appliedHint: { zh: '{time} 完成，不需要再做什么。', en: 'Since {time}; nothing is left to do.' },
  supersededHint: { zh: '已有更新的文件，这一份作废。', en: 'A newer file has taken its place.' },
  failedHint: {
    zh: '检查没有完成，不是文件的问题；文件已保存，可以重试。',
    en: 'The check did not finish, through no fault of the file; it is kept, try again.',
  },
  stuckHint: {
    zh: '写入登记库没有完成；文件和审核结果已保存，审核单位可以重试。',
    en: 'The registry was not updated; file and decisions are kept, the reviewer may try again.',
  },
  zipAdvice: {
    zh: '请解压后上传其中本校的表格；各校表格的压缩包由上级单位在“批量上传”（/bundles）上传。',
    en: 'Unpack it and send the workbook inside; an archive with the files of many schools is sent by the unit above at /bundles.',
  },
  otherwise: { zh: '或者换一份文件', en: 'Or send another file' },
  refusedCode: { zh: '代码 {code}', en: 'Code {code}' },
  reviewIt: { zh: '去审核', en: 'Review it' },
  sentBy: { zh: '上传人', en: 'Sent by' },
});

/** 上传 → 读取 → 校验 → 比对 */
export const stepWords: Readonly<Record<CheckStep, Words>> = {
  received: { zh: '上传', en: 'Upload' },
  reading: { zh: '读取', en: 'Read' },
  checking: { zh: '校验', en: 'Check' },
  comparing: { zh: '比对', en: 'Compare' },
};

export const stepStates = catalogue({
  done: { zh: '已完成', en: 'done' },
  current: { zh: '进行中', en: 'in progress' },
  waiting: { zh: '未开始', en: 'not yet' },
});

export const severityWords: Readonly<Record<Severity, Words>> = {
  error: words.causesErrors,
  warning: words.causesWarnings,
  note: words.causesNotes,
};

/** A single finding's severity. */
export const kindOfIssue: Readonly<Record<Severity, Words>> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '提醒', en: 'Warning' },
  note: { zh: '说明', en: 'Note' },
};

interface CountFacts {
  readonly count: keyof UploadCounts;
  readonly kind: ChangeKind;
  readonly label: Words;
  /** Named even when it is zero. */
  readonly always?: boolean;
}

/** Counts in the order they are read, with the kind of change that each opens. */
export const countWords: readonly CountFacts[] = [
  { count: 'added', kind: 'add', label: { zh: '新增', en: 'Added' }, always: true },
  { count: 'changed', kind: 'change', label: { zh: '变更', en: 'Changed' }, always: true },
  { count: 'verified', kind: 'verify', label: { zh: '核实无误', en: 'Verified' }, always: true },
  {
    count: 'missing',
    kind: 'missing',
    label: { zh: '未出现', en: 'Missing' },
    always: true,
  },
  { count: 'departed', kind: 'depart', label: { zh: '离职/退休', en: 'Departed' } },
  { count: 'transferred', kind: 'transfer', label: { zh: '调动', en: 'Transfers' } },
  { count: 'conflicts', kind: 'conflict', label: { zh: '冲突', en: 'Conflicts' } },
];
