/** Words of undoing an applied set. */
import type { Words } from '../../../schemas/language.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  revertDots: { zh: '撤销入库…', en: 'Undo…' },
  title: { zh: '撤销入库', en: 'Undo what was applied' },
  titleOf: { zh: '撤销“{unit}”的入库', en: 'Undo what was applied of "{unit}"' },
  will: {
    zh: '{teachers} 人的 {cells} 项恢复为入库前的值。',
    en: '{cells} cells of {teachers} people come back to what they were before.',
  },
  departing: {
    zh: '其中 {count} 人是这次新增的：登记库不删除人员，改为“离职”。',
    en: '{count} of them were added by this set: nobody is deleted, so they depart.',
  },
  left: {
    zh: '{count} 项不撤销，保持现在的值：',
    en: '{count} cells are left as they are now:',
  },
  afterwards: {
    zh: '撤销会成为一份新的变更，有自己的回执，与其他变更一样逐条审核后才入库；学校能看到它和下面的原因。',
    en: 'The undo becomes a change set of its own, with a receipt, and is reviewed like any other before it is applied. The school sees it and your reason.',
  },
  none: { zh: '没有可以撤销的内容', en: 'Nothing is left to undo' },
  noneAbout: {
    zh: '下面各项之后又被改过，或人员已不在本单位。需要更正时，请学校上报一份新表格。',
    en: 'Later changes stand on the cells below, or their people have left the unit. To correct them, have the school send a new file.',
  },
  submit: { zh: '提出撤销', en: 'Ask for the undo' },
  back: { zh: '返回变更列表', en: 'Back to the changes' },
  refusedCaption: { zh: '不撤销的各项', en: 'Cells that are left as they are' },
  person: { zh: '人员', en: 'Person' },
  field: { zh: '项目', en: 'Field' },
  now: { zh: '现在的值', en: 'Now' },
  why: { zh: '原因', en: 'Why' },
  since: { zh: '回执', en: 'Receipt' },
  more: { zh: '另有 {count} 项未列出', en: '{count} more are not listed' },
  undoOf: { zh: '撤销{unit}的变更', en: 'Undo of changes of {unit}' },
  badge: { zh: '撤销', en: 'Undo' },
  undoes: { zh: '这是一次撤销，对应已入库的回执', en: 'This undoes what was applied with receipt' },
  undoneBy: { zh: '这份变更提出过撤销：回执', en: 'An undo of this set was asked for: receipt' },
  asked: { zh: '{by} 提出，原因：', en: 'Asked for by {by}:' },
  refusedCount: { zh: '{count} 项不撤销', en: '{count} cells are left as they are' },
  wasAdded: {
    zh: '撤销新增：登记库不删除人员，改为“离职”。',
    en: 'Undoes an addition: nobody is deleted, so the person departs.',
  },
  dropDots: { zh: '放弃撤销…', en: 'Drop the undo…' },
  dropTitle: { zh: '放弃这次撤销', en: 'Drop this undo' },
  dropAbout: {
    zh: '登记库保持现在的样子；需要时可以再次提出撤销。学校会看到下面的原因。',
    en: 'The registry stays as it is; the undo can be asked for again. The school will read your reason.',
  },
  dropSubmit: { zh: '放弃撤销', en: 'Drop it' },
  dropped: {
    zh: '已放弃“{unit}”的撤销，登记库不变。',
    en: 'The undo for "{unit}" is dropped; the registry stays as it is.',
  },
  inReview: { zh: '由{unit}审核，您不需要操作。', en: '{unit} reviews it; there is nothing for you to do.' },
  look: { zh: '查看变更', en: 'Look at the changes' },
  undid: { zh: '撤销回执', en: 'undoes receipt' },
});

/** Reasons that cover most undos. What is kept and shown to the school is the Chinese text. */
export const cannedReverts: readonly Words[] = [
  { zh: '审核有误，不应通过', en: 'Approved by mistake' },
  { zh: '学校上报了错误的表格', en: 'The school had sent the wrong workbook' },
  { zh: '与人事档案不一致', en: 'Does not agree with the personnel files' },
];

export const cannedDrops: readonly Words[] = [
  { zh: '经核实，原来的入库无误', en: 'What was applied turned out to be right' },
  { zh: '改为由学校重新上报', en: 'The school will send a new file instead' },
];
