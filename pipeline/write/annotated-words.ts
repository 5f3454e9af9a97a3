/** What an annotated workbook says: above its rows, at its cells, and on its list of issues. */
import type { SheetDefinition } from '../../schemas/column.ts';
import type { Issue, Severity } from '../../schemas/issue.ts';
import type { Language, Words } from '../../schemas/language.ts';
import { type Described, describe } from '../describe.ts';
import { shortened } from '../findings.ts';

export const annotatedInstruction: Words = {
  zh: '红色必须改正，黄色请核对；第一列可以筛选，全部问题见“问题清单”。改好后直接上传本文件，标注不用删除。',
  en: 'Mend what is red, look at what is amber; filter by the first column. Then upload this file; our marks may stay.',
};

export const severityLabels: Readonly<Record<Severity, Words>> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '提醒', en: 'Warning' },
  note: { zh: '说明', en: 'Note' },
};

/** Columns of the list of issues, with their widths in characters. */
export const listColumns = [
  [{ zh: '级别', en: 'Severity' }, 10],
  [{ zh: '位置', en: 'Cell' }, 10],
  [{ zh: '原行号', en: 'Row in your file' }, 17],
  [{ zh: '列', en: 'Column' }, 16],
  [{ zh: '问题', en: 'Issue' }, 24],
  [{ zh: '发现', en: 'Found' }, 42],
  [{ zh: '填写的内容', en: 'What was typed' }, 24],
  [{ zh: '读作', en: 'Read as' }, 20],
  [{ zh: '应为', en: 'Expected' }, 28],
  [{ zh: '怎么改', en: 'What to do' }, 42],
] as const satisfies readonly (readonly [Words, number])[];

export const wholeFile: Words = { zh: '整个文件', en: 'Whole file' };
export const notCarried: Words = { zh: '未带回', en: 'Not brought back' };

const expectedLabel: Words = { zh: '应为：', en: 'Expected: ' };
const fixLabel: Words = { zh: '怎么改：', en: 'What to do: ' };
const opening: Readonly<Record<Language, (severity: string) => string>> = {
  zh: (severity) => `【${severity}】`,
  en: (severity) => `${severity}: `,
};

/** The words of a finding, none longer than a cell shows: a message may quote all that was found. */
export function worded(issue: Issue, language: Language, definition: SheetDefinition): Described {
  const { message, expected, fix } = describe(issue, language, definition);
  return {
    message: shortened(message),
    ...(expected === undefined ? {} : { expected: shortened(expected) }),
    ...(fix === undefined ? {} : { fix: shortened(fix) }),
  };
}

const colon: Readonly<Record<Language, string>> = { zh: '：', en: ': ' };

/** A finding as the note of its cell: one line each for what is wrong, what is expected, and what to do. */
export function noteText(issue: Issue, language: Language, definition: SheetDefinition): string {
  const { message, expected, fix } = worded(issue, language, definition);
  return [
    opening[language](severityLabels[issue.severity][language]) + message,
    ...(expected === undefined ? [] : [expectedLabel[language] + expected]),
    ...(fix === undefined ? [] : [fixLabel[language] + fix]),
  ].join('\n');
}

/** A finding as a line of its row's summary, where nothing but the line itself says which column it is about. */
export function lineText(issue: Issue, language: Language, definition: SheetDefinition): string {
  const { message } = worded(issue, language, definition);
  const label = issue.field === undefined ? undefined : definition.columns[issue.field]?.label[language];
  const isNamed = label === undefined || message.includes(label);
  const told = isNamed ? message : label + colon[language] + message;
  return opening[language](severityLabels[issue.severity][language]) + told;
}
