/** The closed lists of the teacher sheet that no other sheet defines. */
import type { Choice } from './column.ts';

export const genders = [
  { value: '男', en: 'Male', aliases: ['男性', '1'] },
  { value: '女', en: 'Female', aliases: ['女性', '2'] },
] as const satisfies readonly Choice[];

export const postTypes = [
  { value: '专任教师', en: 'Full-time teacher', aliases: ['教师', '任课教师'] },
  { value: '校（园）长', en: 'Head', aliases: ['校长', '园长', '校(园)长', '副校长', '副园长'] },
  { value: '教研', en: 'Teaching research', aliases: ['教研员'] },
  { value: '科研', en: 'Education science', aliases: ['科研人员'] },
  { value: '培训教师', en: 'Teacher trainer', aliases: ['培训'] },
  { value: '其他', en: 'Other', aliases: ['其它'] },
] as const satisfies readonly Choice[];
export type PostType = (typeof postTypes)[number]['value'];

/** Posts whose holders are collected only with a teaching certificate (DOMAIN §1). */
export const certifiedPosts: readonly PostType[] = ['教研', '科研', '培训教师'];

export const educations = [
  { value: '博士研究生', en: 'Doctorate', aliases: ['博士'] },
  { value: '硕士研究生', en: "Master's", aliases: ['硕士', '研究生'] },
  { value: '本科', en: "Bachelor's", aliases: ['大学本科', '大学', '学士'] },
  { value: '专科', en: 'College diploma', aliases: ['大专', '大学专科'] },
  { value: '中专', en: 'Secondary vocational', aliases: ['中等专科', '中师'] },
  { value: '高中及以下', en: 'Senior secondary or below', aliases: ['高中', '初中'] },
] as const satisfies readonly Choice[];

export const titles = [
  { value: '正高级', en: 'Senior (full)', aliases: ['正高', '正高级教师'] },
  { value: '高级', en: 'Senior', aliases: ['中高', '副高', '高级教师', '中学高级'] },
  { value: '一级', en: 'First grade', aliases: ['中一', '小高', '一级教师', '中学一级', '小学高级'] },
  { value: '二级', en: 'Second grade', aliases: ['中二', '小一', '二级教师', '中学二级', '小学一级'] },
  { value: '三级', en: 'Third grade', aliases: ['三级教师', '小二', '小三', '中三'] },
  { value: '未定级', en: 'Not graded', aliases: ['无', '未评', '未评级', '未定'] },
] as const satisfies readonly Choice[];

/** In the order of the type digit (1–7) of a certificate number. */
export const certificateTypes = [
  { value: '幼儿园教师资格', en: 'Kindergarten', aliases: ['幼儿园'] },
  { value: '小学教师资格', en: 'Primary', aliases: ['小学'] },
  { value: '初级中学教师资格', en: 'Junior secondary', aliases: ['初级中学', '初中', '初中教师资格'] },
  { value: '高级中学教师资格', en: 'Senior secondary', aliases: ['高级中学', '高中', '高中教师资格'] },
  { value: '中等职业学校教师资格', en: 'Secondary vocational', aliases: ['中等职业学校', '中职'] },
  { value: '中等职业学校实习指导教师资格', en: 'Vocational practice', aliases: ['实习指导教师'] },
  { value: '高等学校教师资格', en: 'Higher education', aliases: ['高等学校', '高校'] },
] as const satisfies readonly Choice[];

export const statuses = [
  { value: '在职', en: 'In service', aliases: ['在岗', '在编'] },
  { value: '离职', en: 'Departed', aliases: ['调出', '辞职'] },
  { value: '退休', en: 'Retired', aliases: ['离退休'] },
] as const satisfies readonly Choice[];

export const actions = [
  { value: '核实无误', en: 'Verified', aliases: ['核实', '无误', '校验', '无变化'] },
  { value: '修正', en: 'Corrected', aliases: ['修改', '变更', '更正'] },
  { value: '新增', en: 'Added', aliases: ['增加', '添加'] },
  { value: '调入', en: 'Transferred in', aliases: ['调动'] },
  { value: '离职', en: 'Departed', aliases: ['调出', '减少'] },
] as const satisfies readonly Choice[];
