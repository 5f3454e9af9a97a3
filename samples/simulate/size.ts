/** What the units of a simulated province are, and how many teachers they have: the distributions of DOMAIN §8. */
import type { Stage } from '../../schemas/subject.ts';
import type { SchoolKind, UnitKind, UrbanRuralClass } from '../../schemas/unit.ts';
import type { Random } from '../random.ts';

interface Lognormal {
  readonly median: number;
  readonly sigma: number;
}

/** Teachers of one stage at one unit. */
const teachersOfStage: Readonly<Record<Stage, Lognormal>> = {
  幼儿园: { median: 8, sigma: 0.6 },
  小学: { median: 32, sigma: 0.75 },
  初中: { median: 75, sigma: 0.6 },
  高中: { median: 200, sigma: 0.5 },
};

/** Teachers of the whole province in 2022, from which the mix of units follows. */
const provinceTeachers: Readonly<Record<Stage, number>> = {
  幼儿园: 240_000,
  小学: 462_000,
  初中: 307_000,
  高中: 158_000,
};

const meanOf = ({ median, sigma }: Lognormal): number => median * Math.exp((sigma * sigma) / 2);
/** Places where a stage is taught: 25,060 kindergartens, 10,900 primary, 3,420 junior, 700 senior. */
const placesOf = (stage: Stage): number => provinceTeachers[stage] / meanOf(teachersOfStage[stage]);

/** Schools that combine stages; each takes one place from every stage it has. */
const combined = { '312': 270, '341': 60, '345': 12 } as const;
const institutes = 150;

interface Form {
  readonly kind: UnitKind;
  readonly school_kind: SchoolKind | null;
  readonly stages: readonly Stage[];
}

const school = (school_kind: SchoolKind, ...stages: Stage[]): Form => ({
  kind: 'school',
  school_kind,
  stages,
});
const institute = (kind: UnitKind): Form => ({ kind, school_kind: null, stages: [] });

const formWeights: readonly (readonly [Form, number])[] = [
  [school('111', '幼儿园'), placesOf('幼儿园')],
  [school('211', '小学'), placesOf('小学') - combined['312'] - combined['345']],
  [school('311', '初中'), placesOf('初中') - combined['312'] - combined['341'] - combined['345']],
  [school('312', '小学', '初中'), combined['312']],
  [school('341', '初中', '高中'), combined['341']],
  [school('342', '高中'), placesOf('高中') - combined['341'] - combined['345']],
  [school('345', '小学', '初中', '高中'), combined['345']],
  [institute('research_institute'), institutes / 2],
  [institute('training_institute'), institutes / 2],
];

/** Weights of the urban-rural classes; seniors stand in towns and cities. */
const classWeights: Readonly<
  Record<'kindergarten' | 'school' | 'senior', readonly (readonly [UrbanRuralClass, number])[]>
> = {
  kindergarten: [
    ['111', 20],
    ['112', 12],
    ['121', 22],
    ['122', 11],
    ['123', 1],
    ['210', 10],
    ['220', 24],
  ],
  school: [
    ['111', 18],
    ['112', 9],
    ['121', 22],
    ['122', 9],
    ['123', 1],
    ['210', 14],
    ['220', 27],
  ],
  senior: [
    ['111', 45],
    ['112', 15],
    ['121', 38],
    ['122', 2],
  ],
};

export interface Shape extends Form {
  readonly urban_rural_class: UrbanRuralClass | null;
  /** Teachers in service, in the order of `stages`; one number for institutions. */
  readonly teachers: readonly number[];
}

/** Nobody has fewer than one teacher, and no school more than a town. */
const sizeOf = (random: Random, { median, sigma }: Lognormal): number =>
  Math.min(2000, Math.max(1, Math.round(random.lognormal(median, sigma))));

/** Draws what one unit is and how many teachers it has. */
export function shapeOf(random: Random): Shape {
  const form = random.weighted(formWeights);
  if (form.kind !== 'school') {
    return { ...form, urban_rural_class: null, teachers: [sizeOf(random, { median: 12, sigma: 0.4 })] };
  }
  const where = form.stages.includes('高中')
    ? 'senior'
    : form.school_kind === '111'
      ? 'kindergarten'
      : 'school';
  const urban_rural_class = random.weighted(classWeights[where]);
  const teachers = form.stages.map((stage) => sizeOf(random, teachersOfStage[stage]));
  // A small primary school in the country is a teaching point.
  const isPoint = form.school_kind === '211' && urban_rural_class === '220' && (teachers[0] ?? 0) <= 8;
  return { ...form, school_kind: isPoint ? '218' : form.school_kind, urban_rural_class, teachers };
}
