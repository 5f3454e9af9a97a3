/** What the generated pages of docs/ share: text in a table, and the templates by the letters of the ministry's forms. */
import type { TemplateId } from '../schemas/sheets.ts';

/** A vertical bar would end the cell of a table. */
export const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const templateNames: Readonly<Record<TemplateId, string>> = {
  teacher: 'A 教师信息',
  enrolment: 'B 参训报名',
  organisation: 'C 学校及管理员',
  transfer: 'D 教师调动',
  expert: 'E 专家团队',
};
