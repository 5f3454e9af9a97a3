/** The closed lists of the sheet for schools and their admins. */
import type { Choice } from './column.ts';
import type { Stage } from './subject.ts';
import { schoolKinds, urbanRuralClasses } from './unit.ts';

export const operations = [
  { value: '新增', en: 'Add', aliases: ['增加', '新建', '新设'] },
  { value: '变更', en: 'Change', aliases: ['修改', '更名', '调整'] },
  { value: '撤并', en: 'Close or merge', aliases: ['撤销', '合并', '停办'] },
] as const satisfies readonly Choice[];
export type Operation = (typeof operations)[number]['value'];

/** Units of the education system that are no schools (DOMAIN §4: local codes). */
const institutions = [
  { value: '教研机构', en: 'Research institute', aliases: ['教研室', '教科院', '教研院'] },
  { value: '教师培训机构', en: 'Training institute', aliases: ['进修学校', '教师进修学校', '培训机构'] },
  { value: '行政机构', en: 'Administrative body', aliases: ['教育局', '教体局', '行政单位'] },
] as const satisfies readonly Choice[];

const otherNames: Readonly<Record<string, readonly string[]>> = {
  初级中学: ['初中'],
  九年一贯制学校: ['九年一贯制'],
  完全中学: ['完中'],
  高级中学: ['高中', '普通高中'],
  十二年一贯制学校: ['十二年一贯制'],
  特殊教育学校: ['特殊教育', '特教学校'],
  中等职业学校: ['中职', '职业学校', '职业高中'],
};

/** Kinds by their name; the code of GB/T 33782-2017 is understood too. */
export const organisationKinds: readonly Choice[] = [
  ...schoolKinds.map(({ value, zh, en }) => ({ value: zh, en, aliases: [value, ...(otherNames[zh] ?? [])] })),
  ...institutions,
];

/** The stages that a kind of school may offer; nothing for institutions, which have none of their own. */
export const stagesOfKind: ReadonlyMap<string, readonly Stage[]> = new Map(
  schoolKinds.map(({ zh, stages }) => [zh, stages]),
);

/** First two digits of a school code (学校标识码) by kind (DOMAIN §4). Schools of several stages take the highest one's. */
export const codeCategories: ReadonlyMap<string, string> = new Map([
  ['幼儿园', '11'],
  ['小学', '21'],
  ['教学点', '21'],
  ['初级中学', '31'],
  ['九年一贯制学校', '31'],
  ['完全中学', '34'],
  ['高级中学', '34'],
  ['十二年一贯制学校', '34'],
  ['中等职业学校', '36'],
  ['特殊教育学校', '51'],
]);

/** Kinds that the programme does not collect unless a setting says so (DOMAIN §4). */
export const kindsOutOfScope: readonly string[] = ['中等职业学校', '特殊教育学校'];

export const urbanRuralChoices: readonly Choice[] = Object.entries(urbanRuralClasses).map(
  ([code, { zh, en }]) => ({ value: zh, en, aliases: [code] }),
);
