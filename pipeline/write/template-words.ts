/** What a template says to whoever fills it: the lines above the table, the message at a cell, and the guide sheet. */
import type { Column, Requirement, SheetDefinition } from '../../schemas/column.ts';
import type { Words } from '../../schemas/language.ts';
import { yesNoTexts } from './cell-text.ts';

/** Marks of a header that the reader ignores. */
export const requirementMarks: Readonly<Record<Requirement, string>> = {
  always: '*',
  conditional: '※',
  optional: '',
};

/** The two lines above the header. */
const instruction: Words = {
  zh: '带 * 必填，带 ※ 视情况填写。在册教师已预填：无误不用动，有变化直接改，“操作”会自动识别；离开的教师不要删行，改“人员状态”；新教师接着往下填。',
  en: '* required, ※ sometimes. Known teachers are filled in: change only what is wrong. Never delete a row, set "Status". Add new people below.',
};

/** The same for templates that come without rows. */
const blankInstruction: Words = {
  zh: '带 * 必填，带 ※ 视情况填写。从下一行起逐行填写，不要改动表头；有下拉列表的请从列表选择。',
  en: '* required, ※ sometimes. Fill in the rows below and leave the header as it is; choose from the lists where there are any.',
};

/** Enrolment comes with the people, and with what the registry says they teach. */
const enrolmentInstruction: Words = {
  zh: '带 * 必填，带 ※ 视情况填写。在职教师及其登记的学段、学科已预填，请逐行核对；先选“参训学段”，“参训学科”的下拉列表随之变化。一人只报一个学科；不报名的请删除该行，并在“报名”页面说明原因。',
  en: '* required, ※ sometimes. Teachers come with what they teach: check each row. Choose the stage first; the list of subjects follows it. Delete the row of whoever does not take part and say why on the page Enrolment.',
};

/** Only a template whose rows state an action comes with the people that it is about. */
export const instructionOf = ({ id, columns }: SheetDefinition): Words => {
  if (id === 'enrolment') return enrolmentInstruction;
  return Object.hasOwn(columns, 'action') ? instruction : blankInstruction;
};

export const guideTitle: Words = { zh: '填写说明', en: 'Guide' };

/** A step or hint of the guide; `about` is the column without which it makes no sense. */
interface GuideStep {
  readonly about?: string;
  readonly head: Words;
  readonly text: Words;
}

const guideSteps: readonly GuideStep[] = [
  {
    about: 'action',
    head: { zh: '核对', en: 'Verify' },
    text: {
      zh: '逐行核对已预填的教师。内容无误就保留“核实无误”；内容有变化直接改单元格，不必改“操作”。',
      en: 'Check every row. Leave "核实无误" where all is right; otherwise change the cell, not the action.',
    },
  },
  {
    about: 'status',
    head: { zh: '离职、退休', en: 'Departures' },
    text: {
      zh: '不要删行：把“人员状态”改为“离职”或“退休”。文件里找不到的在册教师会被逐个追问。',
      en: 'Do not delete the row: set "人员状态" to 离职 or 退休. Every teacher missing from the file is asked after.',
    },
  },
  {
    about: 'action',
    head: { zh: '新增、调入', en: 'Additions' },
    text: {
      zh: '接在最后一行下面填写。若此人在其他学校在册，系统会建议办理调动，不会覆盖。',
      en: 'Write below the last row. For somebody registered elsewhere a transfer is proposed; nothing is overwritten.',
    },
  },
  {
    head: { zh: '粘贴', en: 'Pasting' },
    text: {
      zh: '请用“选择性粘贴 → 数值”，以保留下拉列表和文本格式。证件号码、资格证号码、手机必须是文本，否则末几位会丢失。',
      en: 'Use Paste Special → Values, which keeps lists and text format. Long numbers must be text, or digits are lost.',
    },
  },
  {
    about: 'is_rural',
    head: { zh: '乡村教师', en: 'Rural teachers' },
    text: {
      zh: '“是否乡村教师”每人都要选“是”或“否”，系统不代填。',
      en: 'Choose yes (是) or no (否) for everyone; it is never filled in for you.',
    },
  },
];

/** The steps that make sense for a template. */
export const stepsOf = ({ columns }: SheetDefinition): readonly GuideStep[] =>
  guideSteps.filter(({ about }) => about === undefined || Object.hasOwn(columns, about));

const requirementWords: Readonly<Record<Requirement, Words>> = {
  always: { zh: '必填', en: 'Required' },
  conditional: { zh: '视情况必填', en: 'Required in some cases' },
  optional: { zh: '选填', en: 'Optional' },
};

/** Excel shows at most 32 characters of a title and 255 of a message. */
const LONGEST_TITLE = 32;
const LONGEST_MESSAGE = 255;

/** A note that only repeats that the column is optional is left out. */
const sentences = ({ need, note }: Column, language: 'zh' | 'en'): string[] => {
  const required = requirementWords[need][language];
  return note[language] === required ? [required] : [required, note[language]];
};

/** What appears beside a cell when it is chosen. */
export const promptOf = (column: Column): { readonly title: string; readonly message: string } => ({
  title: `${column.label.zh} ${column.label.en}`.slice(0, LONGEST_TITLE),
  message:
    `${sentences(column, 'zh').join('。')}。例：${column.example}\n${sentences(column, 'en').join('. ')}.`.slice(
      0,
      LONGEST_MESSAGE,
    ),
});

/** What appears when something else than a choice was typed. */
export const listError = (label: Words): { readonly title: string; readonly message: string } => ({
  title: '请从下拉列表选择',
  message: `“${label.zh}”只能填写列表中的内容。\n"${label.en}" takes values from the list only.`,
});

/** Lists longer than this are not written out in the guide. */
const LONGEST_LISTED = 20;

export const choicesOf = ({ kind, choices }: Column): readonly string[] =>
  kind === 'yes_no' ? yesNoTexts : choices.map(({ value }) => value);

function explained(column: Column): string {
  const values = choicesOf(column);
  const isListed = values.length > 0 && values.length <= LONGEST_LISTED;
  const zh = [...sentences(column, 'zh'), ...(isListed ? [`可选：${values.join('、')}`] : [])];
  return `${zh.join('。')}。例：${column.example}\n${sentences(column, 'en').join('. ')}.`;
}

/** One line of the guide for each column: its header, and what to write. */
export const guideColumns = (sheet: SheetDefinition): (readonly [string, string])[] =>
  Object.values(sheet.columns).map((column) => [
    `${column.label.zh}${requirementMarks[column.need]}\n${column.label.en}`,
    explained(column),
  ]);
