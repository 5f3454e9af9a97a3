/** Template E, 专家团队信息表: one row per guidance expert (DOMAIN §5, §7). */
import {
  type Choice,
  choice,
  count,
  email,
  mobile,
  personName,
  type SheetDefinition,
  text,
} from '../column.ts';
import { stages, subjects } from '../subject.ts';
import { titles } from '../teacher-choices.ts';
import { idNumberColumn, idTypeColumn } from './identity-columns.ts';

/** Whose team it is; the province's is the thematic team of workshop hosts. */
export const teamLevels = [
  { value: '市级', en: 'City', aliases: ['市'] },
  { value: '县级', en: 'County', aliases: ['县', '区县级', '区级'] },
  { value: '省级', en: 'Province', aliases: ['省'] },
] as const satisfies readonly Choice[];

const columns = {
  project: text({
    zh: '项目',
    en: 'Project',
    aliases: ['项目名称', '培训项目'],
    need: 'always',
    max: 100,
    width: 34,
    example: '2022年“互联网+教师专业发展”小学',
    note: { zh: '与报名的项目名称一致', en: 'As the project is named' },
  }),
  level: choice(teamLevels, {
    zh: '级别',
    en: 'Level',
    aliases: ['团队级别', '专家级别'],
    need: 'always',
    width: 8,
    example: '市级',
    note: { zh: '市级、县级；省级为工作坊主持人', en: 'City or county; province for workshop hosts' },
  }),
  name: personName({
    zh: '姓名',
    en: 'Name',
    aliases: ['专家姓名'],
    need: 'always',
    max: 50,
    width: 12,
    example: '张三丰',
    note: { zh: '与身份证件一致', en: 'As on the identity document' },
  }),
  id_type: idTypeColumn,
  id_number: idNumberColumn('证件'),
  unit_name: text({
    zh: '单位',
    en: 'Unit',
    aliases: ['工作单位', '单位名称', '所在单位', '学校'],
    need: 'always',
    width: 24,
    example: '历下区实验小学',
    note: { zh: '工作单位全称', en: 'Where the expert works, in full' },
  }),
  county: text({
    zh: '县',
    en: 'County',
    aliases: ['县/功能区', '县区', '县（市、区）', '所属县', '区县'],
    need: 'always',
    max: 40,
    width: 12,
    example: '历下区',
    note: {
      zh: '所在县（市、区）或功能区；市直填市名',
      en: "County or zone; the city's name for city-direct units",
    },
  }),
  stage: choice(stages, {
    zh: '学段',
    en: 'Stage',
    aliases: ['指导学段'],
    need: 'always',
    width: 10,
    example: '小学',
    note: { zh: '每位专家只指导一个学段、一个学科', en: 'One stage and subject for each expert' },
  }),
  subject: choice(subjects, {
    zh: '学科',
    en: 'Subject',
    aliases: ['指导学科'],
    need: 'conditional',
    width: 14,
    example: '语文',
    note: { zh: '须是该学段的学科；幼儿园留空', en: 'A subject of the stage; blank for kindergartens' },
  }),
  title: choice(titles, {
    zh: '职称',
    en: 'Title',
    aliases: ['专业技术职务', '职称等级'],
    need: 'always',
    width: 10,
    example: '高级',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  honours: text({
    zh: '荣誉',
    en: 'Honours',
    aliases: ['荣誉称号', '获得荣誉'],
    max: 200,
    width: 24,
    example: '齐鲁名师',
    note: { zh: '选填', en: 'Optional' },
  }),
  mobile: mobile({
    zh: '手机',
    en: 'Mobile',
    aliases: ['手机号', '手机号码', '联系电话', '电话'],
    need: 'always',
    personal: true,
    width: 14,
    example: '13800000000',
    note: { zh: '11 位手机号', en: '11 digits' },
  }),
  email: email({
    zh: '邮箱',
    en: 'Email',
    aliases: ['电子邮箱', '电子邮件', 'E-mail'],
    width: 22,
    example: 'zhang@example.com',
    note: { zh: '选填', en: 'Optional' },
  }),
  capacity: count({
    zh: '可指导人数',
    en: 'Capacity',
    aliases: ['指导人数', '可指导教师数'],
    width: 12,
    example: '100',
    note: { zh: '留空为 100 人', en: '100 when blank' },
  }),
  served_counties: text({
    zh: '可服务县',
    en: 'Counties served',
    aliases: ['服务县', '可服务县区', '服务范围'],
    max: 400,
    width: 20,
    example: '历下区、市中区',
    note: {
      zh: '有多个时用顿号分开；留空为全市',
      en: 'Several with 、 between them; the whole city when blank',
    },
  }),
};

export const expertSheet = {
  id: 'expert',
  version: 1,
  title: { zh: '专家团队信息表', en: 'Expert team' },
  columns,
} as const satisfies SheetDefinition;
