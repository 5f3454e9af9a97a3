/** Stages, and the subjects each of them teaches: 43 stage-subject cells (DOMAIN §2, 2022). */
import type { Choice } from './column.ts';

export const stages = [
  { value: '高中', en: 'Senior secondary', aliases: ['高级中学', '普通高中'] },
  { value: '初中', en: 'Junior secondary', aliases: ['初级中学'] },
  { value: '小学', en: 'Primary' },
  { value: '幼儿园', en: 'Kindergarten', aliases: ['学前', '学前教育', '幼儿'] },
] as const satisfies readonly Choice[];
export type Stage = (typeof stages)[number]['value'];
export const stageOrder: readonly Stage[] = stages.map(({ value }) => value);

export const subjects = [
  { value: '语文', en: 'Chinese' },
  { value: '数学', en: 'Mathematics' },
  { value: '英语', en: 'English' },
  { value: '科学', en: 'Science' },
  { value: '物理', en: 'Physics' },
  { value: '化学', en: 'Chemistry' },
  { value: '生物', en: 'Biology' },
  { value: '思想政治', en: 'Ideology and politics' },
  { value: '道德与法治', en: 'Morality and law' },
  { value: '历史', en: 'History' },
  { value: '地理', en: 'Geography' },
  { value: '音乐', en: 'Music' },
  { value: '美术', en: 'Fine arts' },
  { value: '体育', en: 'Physical education' },
  { value: '体育与健康', en: 'Physical education and health' },
  { value: '信息技术', en: 'Information technology' },
  { value: '通用技术', en: 'General technology' },
  { value: '综合实践活动', en: 'Integrated practice' },
  { value: '心理健康教育', en: 'Mental health education' },
] as const satisfies readonly Choice[];
export type Subject = (typeof subjects)[number]['value'];

const senior: readonly Subject[] = [
  ...(['语文', '数学', '英语', '物理', '化学', '生物', '思想政治', '历史', '地理'] as const),
  ...(['音乐', '美术', '体育与健康', '信息技术', '通用技术', '综合实践活动', '心理健康教育'] as const),
];
const junior: readonly Subject[] = [
  ...(['语文', '数学', '英语', '物理', '化学', '生物', '道德与法治', '历史', '地理'] as const),
  ...(['体育', '音乐', '美术', '信息技术', '综合实践活动', '心理健康教育'] as const),
];
const primary: readonly Subject[] = [
  ...(['语文', '数学', '英语', '科学', '音乐', '体育', '美术', '道德与法治'] as const),
  ...(['信息技术', '综合实践活动', '心理健康教育'] as const),
];

/** Which subjects a stage teaches. A kindergarten teaches none. */
export const subjectsOfStage: Readonly<Record<Stage, readonly Subject[]>> = {
  高中: senior,
  初中: junior,
  小学: primary,
  幼儿园: [],
};

/** What people write for a subject; some names depend on the stage, so they are resolved after it is known. */
export const subjectAliases: Readonly<Record<string, Subject | Partial<Record<Stage, Subject>>>> = {
  政治: { 高中: '思想政治', 初中: '道德与法治', 小学: '道德与法治' },
  思政: { 高中: '思想政治', 初中: '道德与法治', 小学: '道德与法治' },
  思想品德: { 初中: '道德与法治', 小学: '道德与法治' },
  品德: { 初中: '道德与法治', 小学: '道德与法治' },
  品德与社会: { 小学: '道德与法治' },
  体育: { 高中: '体育与健康', 初中: '体育', 小学: '体育' },
  信息: '信息技术',
  计算机: '信息技术',
  心理: '心理健康教育',
  心理健康: '心理健康教育',
  综合实践: '综合实践活动',
  外语: '英语',
};
