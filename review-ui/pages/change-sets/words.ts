/** Words of the review: the queue, the changes, and what is decided about them. */
import type { Words } from '../../../schemas/language.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '审核', en: 'Review' },
  queueAbout: {
    zh: '按提交日期和风险排序；低风险以外的变更需逐条查看。',
    en: 'By day of submission and risk; all but the low-risk changes are looked at one by one.',
  },
  of: { zh: '{unit}的变更', en: 'Changes of {unit}' },
  waiting: { zh: '待我审核', en: 'For me to review' },
  below: { zh: '辖区内待审核', en: 'In review in my area' },
  state: { zh: '状态', en: 'State' },
  unit: { zh: '单位', en: 'Unit' },
  submittedAt: { zh: '提交时间', en: 'Submitted' },
  what: { zh: '变更内容', en: 'What changes' },
  risky: { zh: '需逐条看', en: 'To look at' },
  emptyWaiting: { zh: '全部处理完', en: 'All done' },
  emptyWaitingAbout: {
    zh: '下级单位提交表格后，会出现在这里。',
    en: 'What the units below submit will appear here.',
  },
  emptyOther: { zh: '没有这种状态的变更', en: 'Nothing in this state' },
  closed: {
    zh: '“{unit}”的审核已完成，通过的变更正在入库。',
    en: 'The review of "{unit}" is closed; what was approved is being applied.',
  },
  closedNext: { zh: '这是下一份。', en: 'This is the next one.' },
  returned: { zh: '已退回“{unit}”，原因已告知学校。', en: 'Returned to "{unit}" with your reason.' },
  receipt: { zh: '回执号', en: 'Receipt' },
  backToSet: { zh: '返回变更列表', en: 'Back to the changes' },
  print: { zh: '打印', en: 'Print' },
  kinds: { zh: '类型', en: 'Kind' },
  fields: { zh: '变更项', en: 'Field' },
  all: { zh: '全部', en: 'All' },
  noChanges: { zh: '没有符合条件的变更', en: 'No change matches' },
  noChangesAbout: {
    zh: '换一个类型或变更项，或查看全部。',
    en: 'Choose another kind or field, or look at all of them.',
  },
  caption: { zh: '变更，每人一行', en: 'Changes, one row a person' },
  person: { zh: '人员', en: 'Person' },
  kind: { zh: '类型', en: 'Kind' },
  change: { zh: '变更内容', en: 'Change' },
  decision: { zh: '决定', en: 'Decision' },
  place: { zh: '第 {row} 行', en: 'row {row}' },
  identity: { zh: '证件变更', en: 'Identity document' },
  identityWarning: {
    zh: '证件类型或号码被改动：请核对证件原件，确认是同一个人。',
    en: 'The identity document changes: check the original and make sure that it is the same person.',
  },
  rest: { zh: '其余 {count} 项', en: '{count} more fields' },
  restOfAdded: { zh: '全部 {count} 项', en: 'All {count} fields' },
  verified: {
    zh: '与登记库一致，学校已核实。',
    en: 'As in the registry; the school has confirmed it.',
  },
  missingAsks: {
    zh: '在册，但文件中没有。离职、调出还是漏报？请向学校核实；此处不作改动。',
    en: 'In the registry, but not in the file. Departed, transferred or forgotten? Ask the school; nothing is changed here.',
  },
  transferAsks: {
    zh: '现在册于“{unit}”。调动由上级办理，此处不改动登记库。',
    en: '"{unit}" holds this person now. Transfers are carried out elsewhere; nothing is changed here.',
  },
  alsoClaimed: {
    zh: '“{unit}”也在上报此人。',
    en: '"{unit}" is sending in this person too. ',
  },
  alsoClaimedReceipt: { zh: '回执号', en: 'Receipt' },
  alsoClaimedAdvice: {
    zh: '同一人只能在一个单位在职：请先与两校核实，再通过其中一份，另一份不通过。',
    en: 'A person is in service at one unit only: ask both schools, approve one and reject the other.',
  },
  probablyKnown: {
    zh: '可能已用其他证件登记在“{unit}”。',
    en: 'Probably registered at "{unit}" under another document.',
  },
  alikeIn: { zh: '相似之处：{reasons}。', en: 'Alike: {reasons}.' },
  sideBySide: { zh: '并排查看', en: 'See them side by side' },
  lookalikesTitle: { zh: '可能是同一个人', en: 'Probably the same person' },
  lookalikesAdvice: {
    zh: '请核对证件原件或询问学校。是同一人：不通过，请学校改用已登记的证件；证件确已更换的，由登记该教师的学校修正。是两个人：照常通过。',
    en: 'Check the documents or ask the school. One person: reject, and let the school use the document that is registered, or let the school that has the teacher correct it where it was replaced. Two people: approve.',
  },
  likenessOf: {
    zh: '登记在“{unit}” · 相似度 {score}/100',
    en: 'Registered at "{unit}" · likeness {score}/100',
  },
  outOfScope: {
    zh: '“{unit}”不在您的辖区，登记信息不在此显示；请与该单位或其主管部门核实。',
    en: '"{unit}" is outside your area, so the record is not shown here; ask that unit or the authority above it.',
  },
  sideBySideCaption: {
    zh: '{name}：本次上报与“{unit}”的登记信息',
    en: '{name}: as sent in and as registered at "{unit}"',
  },
  alike: { zh: '相同', en: 'same' },
  differs: { zh: '不同', en: 'differs' },
  conflictAsks: {
    zh: '模板下载后登记库已变，学校又改了同一项。通过＝用学校的值，不通过＝保留登记库的值。',
    en: "The registry moved after the template was made, and the school changed the same cell. Approve takes the school's value, reject keeps the registry's.",
  },
  base: { zh: '模板中', en: 'In the template' },
  theirs: { zh: '登记库现值', en: 'In the registry now' },
  ours: { zh: '学校上报', en: 'From the school' },
  nothingToDecide: { zh: '无需决定', en: 'Nothing to decide' },
  elsewhere: { zh: '不在此处决定', en: 'Not decided here' },
  differsAt: { zh: '第 {places} 位不同', en: 'differs at position {places}' },
  lengthDiffers: { zh: '位数 {old} → {new}', en: '{old} → {new} characters' },
  approve: { zh: '通过', en: 'Approve' },
  rejectDots: { zh: '不通过…', en: 'Reject…' },
  clear: { zh: '撤销', en: 'Undo' },
  approveOf: { zh: '通过：{name}', en: 'Approve: {name}' },
  rejectOf: { zh: '不通过：{name}', en: 'Reject: {name}' },
  clearOf: { zh: '撤销决定：{name}', en: 'Undo the decision: {name}' },
  approved: { zh: '已通过', en: 'Approved' },
  rejected: { zh: '不通过', en: 'Rejected' },
  undecided: { zh: '未处理', en: 'Undecided' },
  saidApproved: { zh: '已通过：{name}。', en: 'Approved: {name}.' },
  saidRejected: { zh: '不通过：{name}。', en: 'Rejected: {name}.' },
  saidCleared: { zh: '已撤销：{name}。', en: 'Undone: {name}.' },
  left: { zh: '还有 {count} 条未处理', en: '{count} still undecided' },
  noneLeft: { zh: '全部已处理，可以完成审核', en: 'All decided; the review can be closed' },
  approveSafe: { zh: '通过低风险 {count} 条…', en: 'Approve {count} low-risk…' },
  close: { zh: '完成审核', en: 'Close the review' },
  closeWait: { zh: '完成审核（还有 {count} 条）', en: 'Close the review ({count} left)' },
  shrinkage: {
    zh: '教师减少 {fewer} 人（{before} → {after}，{percent}%）',
    en: '{fewer} teachers fewer ({before} → {after}, {percent}%)',
  },
  shrinkageConfirm: { zh: '已核实，确认无误', en: 'I have made sure that this is right' },
  keptByAnswer: {
    zh: '在册，但文件中没有。学校答复仍在本校；此处不作改动。',
    en: 'In the registry, but not in the file. The school says that they are still here; nothing is changed.',
  },
  departsByAnswer: {
    zh: '文件中没有此人，学校答复：',
    en: 'Not in the file. The school says: ',
  },
  movedByAnswer: {
    zh: '通过后，此人在本校记为离职，去向随这条变更保留；调入由调入学校办理。',
    en: 'Approved, this person is noted here as having left, and where to is kept with this change; the other school takes them in.',
  },
  returnDots: { zh: '退回学校…', en: 'Return…' },
  returnTitle: { zh: '退回给“{unit}”', en: 'Return to "{unit}"' },
  returnAbout: {
    zh: '整份文件退回学校修改，登记库不变。学校会看到下面的原因。',
    en: 'The whole file goes back to the school; the registry stays as it is. The school will read your reason.',
  },
  returnSubmit: { zh: '退回', en: 'Return it' },
  safeTitle: { zh: '通过低风险 {count} 条', en: 'Approve {count} low-risk changes' },
  safeDialog: { zh: '通过低风险变更', en: 'Approve low-risk changes' },
  safeAbout: {
    zh: '核实无误，以及只改联系方式等低风险项的变更。以下随机抽出 {count} 条：',
    en: 'People confirmed unchanged, and changes of low-risk fields only. {count} of them, drawn at random:',
  },
  safeSubmit: { zh: '确认通过 {count} 条', en: 'Approve these {count}' },
  safeNone: { zh: '没有未处理的低风险变更', en: 'No low-risk change is undecided' },
  rejectTitle: { zh: '不通过的原因', en: 'Why it is rejected' },
  rejectAbout: {
    zh: '学校会看到这个原因；这一条不会入库。',
    en: 'The school will read the reason; this change will not be applied.',
  },
  rejectSubmit: { zh: '不通过', en: 'Reject' },
  another: { zh: '其他（写在下面）', en: 'Another (write it below)' },
  otherReason: { zh: '补充说明', en: 'More about it' },
  reason: { zh: '原因', en: 'Reason' },
  keys: { zh: '快捷键', en: 'Keys' },
  keysAbout: { zh: '在变更列表中按单键操作。', en: 'Single keys in the list of changes.' },
  keysOn: { zh: '使用单键快捷键', en: 'Use single keys' },
  signReviewer: { zh: '审核人（签字）', en: 'Reviewer (signature)' },
  signUnit: { zh: '审核单位（盖章）', en: 'Reviewing unit (seal)' },
  signDate: { zh: '日期', en: 'Date' },
  printed: { zh: '打印时间', en: 'Printed' },
});

/** What each key does, in the order of the help. */
export const keyWords: readonly (readonly [key: string, words: Words])[] = [
  ['j', { zh: '下一条', en: 'Next' }],
  ['k', { zh: '上一条', en: 'Previous' }],
  ['a', { zh: '通过', en: 'Approve' }],
  ['r', { zh: '不通过，选择原因', en: 'Reject, with a reason' }],
  ['u', { zh: '撤销决定', en: 'Undo the decision' }],
  ['x', { zh: '展开或收起其余各项', en: 'Show or hide the other fields' }],
  ['?', { zh: '显示本帮助', en: 'This help' }],
];

/** Reasons that cover most rejections. What is kept and sent to the school is the Chinese text. */
export const cannedReasons: readonly Words[] = [
  { zh: '与身份证件不符，请核对原件', en: 'Does not agree with the identity document' },
  { zh: '缺少证明材料（学历、职称或资格证）', en: 'Evidence is missing (education, title or certificate)' },
  {
    zh: '此人已用其他证件登记，请改用已登记的证件',
    en: 'Registered already under another document; use that one',
  },
  { zh: '与人事档案不一致', en: 'Does not agree with the personnel file' },
  { zh: '人员去向需要说明', en: 'Say where the person has gone' },
  { zh: '填写有误，请更正后重新上报', en: 'A mistake; correct it and send it again' },
];

export const cannedReturns: readonly Words[] = [
  { zh: '有教师漏报，请补全后重新上报', en: 'Teachers are missing; add them and send it again' },
  { zh: '多处与人事档案不一致，请核对', en: 'Does not agree with the personnel files in several places' },
  { zh: '报错单位或使用了旧表格', en: 'The wrong unit, or an old workbook' },
];

/** How much a reviewer should look at a change. */
export function riskWords(risk: number): Words {
  if (risk <= 3) return { zh: '高风险', en: 'High risk' };
  return risk <= 5 ? { zh: '中风险', en: 'Medium risk' } : { zh: '低风险', en: 'Low risk' };
}
