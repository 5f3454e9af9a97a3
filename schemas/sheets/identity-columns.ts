/** The two columns by which a person is recognised, the same in every template that names people. */
import { choice, identityNumber } from '../column.ts';
import { identityDocuments } from '../identity-document.ts';

export const idTypeColumn = choice(identityDocuments, {
  zh: '证件类型',
  en: 'ID type',
  aliases: ['身份证件类型', '证件类别'],
  need: 'always',
  width: 16,
  example: '居民身份证',
  note: { zh: '从下拉列表选择', en: 'Choose from the list' },
});

/** @param others what this template's headers call it besides the usual names */
export const idNumberColumn = (...others: readonly string[]) =>
  identityNumber({
    zh: '证件号码',
    en: 'ID number',
    aliases: [...others, '身份证号', '身份证号码', '身份证件号码', '证件号'],
    need: 'always',
    personal: true,
    width: 22,
    example: '379900198503071239',
    note: { zh: '18 位，单元格须为文本格式', en: '18 characters, in a cell of format Text' },
  });
