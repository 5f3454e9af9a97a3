/** Template A, 教师信息采集表: one row per teacher (DOMAIN §5). */
import {
  certificate,
  choice,
  date,
  email,
  mobile,
  month,
  personName,
  type RowOf,
  type SheetDefinition,
  schoolCode,
  text,
  yesNo,
} from '../column.ts';
import { ethnicities } from '../ethnicity.ts';
import { stages, subjects } from '../subject.ts';
import {
  actions,
  certificateTypes,
  educations,
  genders,
  postTypes,
  statuses,
  titles,
} from '../teacher-choices.ts';
import { idNumberColumn, idTypeColumn } from './identity-columns.ts';

const columns = {
  name: personName({
    zh: '姓名',
    en: 'Name',
    aliases: ['教师姓名', '名字'],
    need: 'always',
    max: 50,
    width: 12,
    example: '张三丰',
    note: { zh: '与身份证件一致；少数民族姓名用“·”分隔', en: 'As on the identity document' },
  }),
  id_type: idTypeColumn,
  id_number: idNumberColumn('居民身份证号'),
  gender: choice(genders, {
    zh: '性别',
    en: 'Gender',
    need: 'always',
    width: 7,
    example: '男',
    note: { zh: '须与身份证一致', en: 'Must agree with the ID' },
  }),
  birth_date: date({
    zh: '出生日期',
    en: 'Birth date',
    aliases: ['出生年月日', '出生年月', '生日'],
    need: 'conditional',
    width: 12,
    example: '1985-03-07',
    note: {
      zh: '如 1985-03-07；须与身份证一致，护照必填',
      en: 'Such as 1985-03-07; required with a passport',
    },
  }),
  ethnicity: choice(ethnicities, {
    zh: '民族',
    en: 'Ethnicity',
    width: 10,
    example: '汉族',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  school_code: schoolCode({
    zh: '学校标识码',
    en: 'School code',
    aliases: ['标识码', '学校代码', '学校（机构）标识码', '机构标识码'],
    need: 'conditional',
    transient: true,
    width: 14,
    example: '2137000001',
    note: { zh: '10 位；没有标识码的机构可留空', en: '10 digits; institutions without one leave it blank' },
  }),
  school_name: text({
    zh: '学校名称',
    en: 'School name',
    aliases: ['单位名称', '学校', '单位', '所在学校', '工作单位'],
    need: 'always',
    transient: true,
    width: 24,
    example: '历下区实验小学',
    note: { zh: '与登记名称一致', en: 'As registered' },
  }),
  post_type: choice(postTypes, {
    zh: '岗位类别',
    en: 'Post type',
    aliases: ['岗位', '岗位类型'],
    need: 'always',
    width: 12,
    example: '专任教师',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  stage: choice(stages, {
    zh: '任教学段',
    en: 'Stage',
    aliases: ['学段'],
    need: 'always',
    width: 10,
    example: '小学',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  subject: choice(subjects, {
    zh: '任教学科',
    en: 'Subject',
    aliases: ['学科', '任教科目', '科目'],
    need: 'conditional',
    width: 14,
    example: '语文',
    note: { zh: '须是该学段的学科；幼儿园留空', en: 'A subject of the stage; blank for kindergartens' },
  }),
  is_rural: yesNo({
    zh: '是否乡村教师',
    en: 'Rural teacher',
    aliases: ['乡村教师', '是否乡村'],
    need: 'always',
    width: 13,
    example: '是',
    note: { zh: '每位教师都必须选择“是”或“否”', en: 'Choose yes or no for every teacher' },
  }),
  work_start: month({
    zh: '参加工作年月',
    en: 'Started work',
    aliases: ['参加工作时间', '工作时间', '参加工作日期'],
    width: 13,
    example: '2007-08',
    note: { zh: '如 2007-08', en: 'Such as 2007-08' },
  }),
  education: choice(educations, {
    zh: '学历',
    en: 'Education',
    aliases: ['最高学历', '文化程度'],
    need: 'always',
    width: 12,
    example: '本科',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  title: choice(titles, {
    zh: '职称',
    en: 'Title',
    aliases: ['专业技术职务', '职称等级'],
    need: 'always',
    width: 10,
    example: '一级',
    note: { zh: '从下拉列表选择', en: 'Choose from the list' },
  }),
  cert_type: choice(certificateTypes, {
    zh: '资格证种类',
    en: 'Certificate type',
    aliases: ['教师资格证种类', '教师资格种类'],
    need: 'conditional',
    width: 16,
    example: '小学教师资格',
    note: { zh: '教研、科研、培训教师必填', en: 'Required for research and training staff' },
  }),
  cert_no: certificate({
    zh: '资格证号码',
    en: 'Certificate number',
    aliases: ['教师资格证号码', '教师资格证号', '资格证号', '资格证书号码'],
    need: 'conditional',
    personal: true,
    width: 21,
    example: '20073799121000123',
    note: { zh: '17 位，单元格须为文本格式', en: '17 digits, in a cell of format Text' },
  }),
  mobile: mobile({
    zh: '手机',
    en: 'Mobile',
    aliases: ['手机号', '手机号码', '联系电话', '电话', '移动电话'],
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
  status: choice(statuses, {
    zh: '人员状态',
    en: 'Status',
    aliases: ['状态', '在职状态', '是否在职'],
    need: 'always',
    width: 10,
    example: '在职',
    note: { zh: '在职、离职或退休', en: 'In service, departed or retired' },
  }),
  action: choice(actions, {
    zh: '操作',
    en: 'Action',
    aliases: ['操作类型', '变更类型'],
    transient: true,
    width: 10,
    example: '核实无误',
    note: {
      zh: '已预填；改了内容不必改这里，系统会自动识别',
      en: 'Prefilled; what you change is recognised',
    },
  }),
};

export const teacherSheet = {
  id: 'teacher',
  version: 1,
  title: { zh: '教师信息采集表', en: 'Teacher information' },
  columns,
} as const satisfies SheetDefinition;

export type TeacherRow = RowOf<typeof teacherSheet>;
export type TeacherField = keyof TeacherRow;
/** What the registry keeps of a row; the rest identifies the school or says what is meant. */
export type TeacherRecord = Omit<TeacherRow, 'school_code' | 'school_name' | 'action'>;
export type RecordField = keyof TeacherRecord;

export const teacherFields = Object.keys(columns) as TeacherField[];
export const recordFields = teacherFields.filter((field) => !columns[field].transient) as RecordField[];
/** Fields that are sealed at rest and masked when shown. */
export const personalFields = recordFields.filter((field) => columns[field].personal);
