/** Template B, 参训报名表: one row per teacher who takes part (DOMAIN §5). */
import { certificate, choice, personName, type SheetDefinition, schoolCode, text } from '../column.ts';
import { stages, subjects } from '../subject.ts';
import { idNumberColumn, idTypeColumn } from './identity-columns.ts';

const columns = {
  project: text({
    zh: '项目',
    en: 'Project',
    aliases: ['项目名称', '培训项目', '参训项目'],
    need: 'always',
    max: 100,
    width: 34,
    example: '2022年“互联网+教师专业发展”小学',
    note: { zh: '与开放报名的项目名称一致', en: 'As the project is named' },
  }),
  name: personName({
    zh: '姓名',
    en: 'Name',
    aliases: ['教师姓名'],
    need: 'always',
    max: 50,
    width: 12,
    example: '张三丰',
    note: { zh: '须是本单位在册在职教师', en: 'A teacher in service here' },
  }),
  id_type: idTypeColumn,
  id_number: idNumberColumn(),
  school_code: schoolCode({
    zh: '学校标识码',
    en: 'School code',
    aliases: ['标识码', '学校代码', '学校（机构）标识码'],
    need: 'conditional',
    width: 14,
    example: '2137000001',
    note: { zh: '10 位；没有标识码的机构可留空', en: '10 digits; institutions without one leave it blank' },
  }),
  stage: choice(stages, {
    zh: '参训学段',
    en: 'Stage',
    aliases: ['学段', '报名学段'],
    need: 'always',
    width: 10,
    example: '小学',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  subject: choice(subjects, {
    zh: '参训学科',
    en: 'Subject',
    aliases: ['学科', '报名学科', '参训科目'],
    need: 'conditional',
    width: 14,
    example: '语文',
    note: {
      zh: '一人只报一个学科；幼儿园留空',
      en: 'One subject for each person; blank for kindergartens',
    },
  }),
  cert_no: certificate({
    zh: '资格证号码',
    en: 'Certificate number',
    aliases: ['教师资格证号码', '教师资格证号', '资格证号'],
    need: 'conditional',
    personal: true,
    width: 21,
    example: '20073799121000123',
    note: { zh: '教研、培训机构人员必填，17 位', en: 'Required for institutions; 17 digits' },
  }),
};

export const enrolmentSheet = {
  id: 'enrolment',
  version: 1,
  title: { zh: '参训报名表', en: 'Enrolment' },
  columns,
} as const satisfies SheetDefinition;
