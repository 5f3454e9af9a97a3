/** What a unit of each kind says of itself: the fields of its form, their shapes, and the choices that they offer. */
import { z } from 'zod';
import type { Words } from './language.ts';
import { type Stage, stages } from './subject.ts';
import { schoolKinds, sectors, type UnitFacts, type UnitKind, urbanRuralClasses } from './unit.ts';

/** What people say of a unit, as opposed to what the registry concludes of it. */
export interface OrganisationFacts
  extends Pick<
    UnitFacts,
    'name' | 'code' | 'school_kind' | 'stages' | 'sector' | 'urban_rural_class' | 'licence_no'
  > {
  readonly township: string | null;
  /** Teachers that the county expects. */
  readonly expected_headcount: number | null;
}
export type OrganisationField = keyof OrganisationFacts;

/** A unit as it is kept, with what happened to it. */
export interface Organisation extends UnitFacts, OrganisationFacts {
  readonly version: number;
  /** Former names. */
  readonly aliases: readonly string[];
  readonly closed_at: Date | null;
  /** The unit that took over. */
  readonly merged_into: string | null;
}

export const organisationLabels: Readonly<Record<OrganisationField, Words>> = {
  name: { zh: '名称', en: 'Name' },
  code: { zh: '代码', en: 'Code' },
  school_kind: { zh: '办学类型', en: 'School kind' },
  stages: { zh: '学段', en: 'Stages' },
  sector: { zh: '办别', en: 'Sector' },
  urban_rural_class: { zh: '城乡分类', en: 'Urban-rural class' },
  licence_no: { zh: '办园许可证号', en: 'Operating licence' },
  township: { zh: '乡镇（街道）', en: 'Township' },
  expected_headcount: { zh: '预计教师数', en: 'Expected teachers' },
};

const area: readonly OrganisationField[] = ['name', 'code'];
const institution: readonly OrganisationField[] = [
  ...area,
  'urban_rural_class',
  'township',
  'expected_headcount',
];
/** The fields of a kind, in the order of its form. */
export const fieldsOfKind: Readonly<Record<UnitKind, readonly OrganisationField[]>> = {
  province: area,
  city: area,
  county: area,
  functional_zone: area,
  school: [
    ...['name', 'code', 'school_kind', 'stages', 'sector', 'urban_rural_class'],
    ...['licence_no', 'township', 'expected_headcount'],
  ] as OrganisationField[],
  research_institute: institution,
  training_institute: institution,
  administrative_body: institution,
};

/** A form sends an empty text for what was left alone. */
const blankable = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());
const text = (max: number) => blankable(z.string().trim().max(max));
const values = <V extends string>(list: readonly { readonly value: V }[]): [V, ...V[]] =>
  list.map(({ value }) => value) as [V, ...V[]];
const keys = <V extends string>(table: Readonly<Record<V, unknown>>): [V, ...V[]] =>
  Object.keys(table) as [V, ...V[]];

/** From the youngest up, as a school writes them. */
export const stagesUpward: readonly Stage[] = stages.map(({ value }) => value).reverse();

/** A check box that is ticked is a text, several are a list; a form adds an empty text, so that none is not nothing said. */
const severalStages = z
  .preprocess(
    (value) =>
      (Array.isArray(value) ? value : [value]).filter(
        (one) => one !== '' && one !== null && one !== undefined,
      ),
    z.array(z.enum(values(stages))),
  )
  .transform((chosen): Stage[] => stagesUpward.filter((stage) => chosen.includes(stage)));

/** Ten digits for a school; what has no school code may have a local one, with a letter before it. */
const shapes: Readonly<Record<'school' | 'other', RegExp>> = {
  school: /^\d{10}$/,
  other: /^[A-Z]?\d{4,12}$/,
};
export const codeShapeOf = (kind: UnitKind): RegExp => shapes[kind === 'school' ? 'school' : 'other'];

export const factShapes = {
  name: z.string().trim().min(2).max(60),
  code: text(20),
  school_kind: blankable(z.enum(values(schoolKinds))),
  stages: severalStages,
  sector: blankable(z.enum(values(sectors))),
  urban_rural_class: blankable(z.enum(keys(urbanRuralClasses))),
  licence_no: text(40),
  township: text(40),
  expected_headcount: blankable(z.coerce.number().int().min(0).max(10_000)),
} satisfies Record<OrganisationField, z.ZodType>;

/** A whole unit, as a form sends it: what its kind has no field for is dropped by {@link ownFields}. */
export const factsShape = z.object(factShapes);
/** What changes: a field that isn't sent stays as it is. */
export const someFactsShape = factsShape.partial();

const nothing: OrganisationFacts = {
  ...{ name: '', code: null, school_kind: null, stages: [], sector: null, urban_rural_class: null },
  ...{ licence_no: null, township: null, expected_headcount: null },
};

/** The facts with only the fields of the kind; a licence is a kindergarten's. */
export function ownFields(kind: UnitKind, facts: OrganisationFacts): OrganisationFacts {
  const own = fieldsOfKind[kind].filter(
    (field) => field !== 'licence_no' || facts.stages.includes('幼儿园') || facts.school_kind === '111',
  );
  return { ...nothing, ...Object.fromEntries(own.map((field) => [field, facts[field]])) };
}

/** Fields that a unit of this kind can't do without; which stages go with which kind is for the rules to say. */
export const missingFields = (kind: UnitKind, facts: OrganisationFacts): OrganisationField[] =>
  kind === 'school'
    ? (['school_kind', 'sector', 'urban_rural_class'] as const).filter((field) => facts[field] === null)
    : [];

/** Fields whose value differs. */
export const changedFields = (before: OrganisationFacts, after: OrganisationFacts): OrganisationField[] =>
  (Object.keys(nothing) as OrganisationField[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
