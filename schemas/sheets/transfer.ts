/** Template D, 教师调动表: one row per teacher who moves to another school (DOMAIN §5). */
import { choice, date, personName, type SheetDefinition, text, yesNo } from '../column.ts';
import { stages, subjects } from '../subject.ts';
import { idNumberColumn, idTypeColumn } from './identity-columns.ts';

const columns = {
  name: personName({
    zh: '姓名',
    en: 'Name',
    aliases: ['教师姓名'],
    need: 'always',
    max: 50,
    width: 12,
    example: '张三丰',
    note: { zh: '与身份证件一致', en: 'As on the identity document' },
  }),
  id_type: idTypeColumn,
  id_number: idNumberColumn(),
  from_school: text({
    zh: '调出学校',
    en: 'From school',
    aliases: ['原学校', '调出单位', '原单位', '调出学校名称'],
    need: 'always',
    width: 24,
    example: '历下区实验小学',
    note: { zh: '登记名称或学校标识码', en: 'Registered name or school code' },
  }),
  to_school: text({
    zh: '调入学校',
    en: 'To school',
    aliases: ['新学校', '调入单位', '现学校', '调入学校名称'],
    need: 'always',
    width: 24,
    example: '历下区第二小学',
    note: { zh: '登记名称或学校标识码', en: 'Registered name or school code' },
  }),
  effective_date: date({
    zh: '生效日期',
    en: 'Effective date',
    aliases: ['调动日期', '调动时间', '生效时间'],
    need: 'always',
    width: 12,
    example: '2022-07-01',
    note: { zh: '如 2022-07-01', en: 'Such as 2022-07-01' },
  }),
  stage: choice(stages, {
    zh: '调入后学段',
    en: 'Stage after the move',
    aliases: ['调入学段', '任教学段', '学段'],
    need: 'always',
    width: 12,
    example: '小学',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  subject: choice(subjects, {
    zh: '调入后学科',
    en: 'Subject after the move',
    aliases: ['学科', '调入学科', '任教学科'],
    need: 'conditional',
    width: 14,
    example: '语文',
    note: { zh: '须是该学段的学科；幼儿园留空', en: 'A subject of the stage; blank for kindergartens' },
  }),
  is_rural: yesNo({
    zh: '是否乡村教师',
    en: 'Rural teacher',
    aliases: ['乡村教师', '是否乡村', '调入后是否乡村教师'],
    need: 'always',
    width: 13,
    example: '否',
    note: { zh: '调动以后，每人都必须选择“是”或“否”', en: 'After the move; yes or no for everyone' },
  }),
  reason: text({
    zh: '原因',
    en: 'Reason',
    aliases: ['调动原因'],
    max: 200,
    width: 20,
    example: '工作需要',
    note: { zh: '选填', en: 'Optional' },
  }),
};

export const transferSheet = {
  id: 'transfer',
  version: 1,
  title: { zh: '教师调动表', en: 'Transfers' },
  columns,
} as const satisfies SheetDefinition;
