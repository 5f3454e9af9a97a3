/** Units: the tree of authorities, schools and institutions that everything in the registry belongs to. */
import type { Choice } from './column.ts';
import type { Words } from './language.ts';
import type { Stage } from './subject.ts';

/** What a unit is. A functional zone administers schools as a county does but has no stable official code. */
export const unitKinds = {
  province: { zh: '省', en: 'Province' },
  city: { zh: '市', en: 'City' },
  county: { zh: '县（市、区）', en: 'County' },
  functional_zone: { zh: '功能区', en: 'Functional zone' },
  school: { zh: '学校（园）', en: 'School' },
  research_institute: { zh: '教研机构', en: 'Research institute' },
  training_institute: { zh: '教师培训机构', en: 'Training institute' },
  administrative_body: { zh: '行政机构', en: 'Administrative body' },
} as const satisfies Record<string, Words>;
export type UnitKind = keyof typeof unitKinds;

/** What stands in the place of the county of a city's own units, and of city and county of the province's own. */
export const directPlace = { city: '市直', province: '省直' } as const satisfies Partial<
  Record<UnitKind, string>
>;

/** The four levels that people act at; a functional zone acts as a county, an institution as a school. */
export type Tier = 'province' | 'city' | 'county' | 'school';
/** Tiers that have units below them. */
export const authorities = ['province', 'city', 'county'] as const satisfies readonly Tier[];
export const tiers: readonly Tier[] = [...authorities, 'school'];

export const tierOfKind: Readonly<Record<UnitKind, Tier>> = {
  province: 'province',
  city: 'city',
  county: 'county',
  functional_zone: 'county',
  school: 'school',
  research_institute: 'school',
  training_institute: 'school',
  administrative_body: 'school',
};

export const tierNames: Readonly<Record<Tier, Words>> = {
  province: { zh: '省级', en: 'Province' },
  city: { zh: '市级', en: 'City' },
  county: { zh: '县级', en: 'County' },
  school: { zh: '学校', en: 'School' },
};

/** School kinds (办学类型, GB/T 33782-2017) with the stages each may offer; local codes for the rest. */
export const schoolKinds = [
  { value: '111', zh: '幼儿园', en: 'Kindergarten', stages: ['幼儿园'] },
  { value: '211', zh: '小学', en: 'Primary school', stages: ['小学'] },
  { value: '218', zh: '教学点', en: 'Teaching point', stages: ['小学'] },
  { value: '311', zh: '初级中学', en: 'Junior secondary school', stages: ['初中'] },
  { value: '312', zh: '九年一贯制学校', en: 'Nine-year school', stages: ['小学', '初中'] },
  { value: '341', zh: '完全中学', en: 'Complete secondary school', stages: ['初中', '高中'] },
  { value: '342', zh: '高级中学', en: 'Senior secondary school', stages: ['高中'] },
  { value: '345', zh: '十二年一贯制学校', en: 'Twelve-year school', stages: ['小学', '初中', '高中'] },
  { value: '511', zh: '特殊教育学校', en: 'Special school', stages: ['小学', '初中'] },
  { value: '361', zh: '中等职业学校', en: 'Vocational school', stages: ['高中'] },
] as const satisfies readonly { value: string; zh: string; en: string; stages: readonly Stage[] }[];
export type SchoolKind = (typeof schoolKinds)[number]['value'];

export const sectors = [
  { value: '公办', en: 'Public' },
  { value: '民办', en: 'Private' },
] as const satisfies readonly Choice[];
export type Sector = (typeof sectors)[number]['value'];

/** Urban-rural classes (城乡分类, National Bureau of Statistics). */
export const urbanRuralClasses = {
  '111': { zh: '主城区', en: 'Main urban area' },
  '112': { zh: '城乡结合区', en: 'Urban-rural fringe' },
  '121': { zh: '镇中心区', en: 'Town centre' },
  '122': { zh: '镇乡结合区', en: 'Town-country fringe' },
  '123': { zh: '特殊区域', en: 'Special area' },
  '210': { zh: '乡中心区', en: 'Township centre' },
  '220': { zh: '村庄', en: 'Village' },
} as const satisfies Record<string, Words>;
export type UrbanRuralClass = keyof typeof urbanRuralClasses;

/** Classes that make a rural teacher by the national text; a setting may widen it to {@link townshipReading}. */
export const nationalReading: readonly UrbanRuralClass[] = ['210', '220'];
export const townshipReading: readonly UrbanRuralClass[] = ['121', '122', '123', '210', '220'];

/** What checks, templates and pages need to know of a unit. */
export interface UnitFacts {
  readonly id: string;
  /** Ids from the root down, `/1/17/230/`; a prefix of it is an ancestor. */
  readonly path: string;
  readonly parent_id: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  /** School code (学校标识码) or division code; institutions and zones may have none. */
  readonly code: string | null;
  readonly school_kind: SchoolKind | null;
  readonly stages: readonly Stage[];
  readonly sector: Sector | null;
  readonly urban_rural_class: UrbanRuralClass | null;
  readonly licence_no: string | null;
}

/** The scope of the system itself: a prefix of every path. */
export const everywhere = '/';

/** Whether `path` lies in the part of the tree that starts at `scope`. Its SQL twin is `visibleTo` in database/scope.ts. */
export const within = (scope: string, path: string): boolean => path.startsWith(scope);

/** The path of the unit right above; `/` above the root. */
export const parentPath = (path: string): string => path.replace(/[^/]+\/$/, '');

/** The unit that a path leads to; empty for `/`. */
export const unitIdOf = (path: string): string => path.split('/').at(-2) ?? '';

/** The units of a path, the root first. */
export const unitIdsOf = (path: string): string[] => path.split('/').filter((id) => id !== '');
