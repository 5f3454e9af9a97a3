/** A registry cell as people read it: choices and flags in words, blanks as blanks, numbers in a fixed width. */
import type { CellValue } from '../../schemas/change.ts';
import type { Language } from '../../schemas/language.ts';
import { type RecordField, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { PageContext } from '../page.ts';
import { parts } from './words.ts';

const fixedWidth: readonly RecordField[] = ['id_number', 'cert_no', 'mobile', 'birth_date', 'work_start'];

export const labelOf = (field: RecordField, language: Language): string =>
  teacherSheet.columns[field].label[language];

/** The value in the reader's language; a choice's Chinese value is what the registry carries. */
export function textOfCell(field: RecordField, value: CellValue, page: PageContext): string {
  if (value === null || value === '') return page.say(parts.blank);
  if (typeof value === 'boolean') return page.say(value ? parts.yes : parts.no);
  if (page.language === 'zh') return value;
  return teacherSheet.columns[field].choices.find((choice) => choice.value === value)?.en ?? value;
}

/** What somebody teaches or takes part in; a kindergarten has no subject. */
export const textOfSubject = (
  { stage, subject }: { readonly stage: string; readonly subject: string | null },
  page: PageContext,
): string =>
  [
    textOfCell('stage', stage, page),
    ...(subject === null ? [] : [textOfCell('subject', subject, page)]),
  ].join(page.language === 'zh' ? '' : ' · ');

interface CellProps {
  readonly field: RecordField;
  readonly value: CellValue;
  readonly page: PageContext;
}

export const CellText = ({ field, value, page }: CellProps) => (
  <span class={value === null || value === '' ? 'blank' : fixedWidth.includes(field) ? 'mono' : undefined}>
    {textOfCell(field, value, page)}
  </span>
);
