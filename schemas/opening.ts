/** Openings: a stage is open to a unit when everybody above it, from the city down, has opened it. */
import { type Stage, stageOrder } from './subject.ts';
import { tierOfKind, type UnitFacts, type UnitKind, unitIdsOf } from './unit.ts';

export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** Stages that a unit of a kind takes part in: those that it offers, any, or none. */
const takesPart: Readonly<Record<UnitKind, 'offered' | 'any' | 'none'>> = {
  province: 'none',
  city: 'none',
  // An area is opened whatever its schools offer today.
  county: 'any',
  functional_zone: 'any',
  school: 'offered',
  research_institute: 'any',
  training_institute: 'any',
  administrative_body: 'none',
};

/** Stages that can be opened to a unit at all, in their order. */
export function stagesToOpen({
  kind,
  stages: offered,
}: Pick<UnitFacts, 'kind' | 'stages'>): readonly Stage[] {
  const part = takesPart[kind];
  if (part === 'none') return [];
  return part === 'any' ? stageOrder : stageOrder.filter((stage) => offered.includes(stage));
}

/** Kinds that something is opened to, by the unit right above. */
export const openedKinds = (Object.keys(takesPart) as UnitKind[]).filter(
  (kind) => takesPart[kind] !== 'none',
);

/** Why a stage can't be opened to a unit; null when it can. A kindergarten class of a school needs the licence as well. */
export function openingRefusal(
  unit: Pick<UnitFacts, 'kind' | 'stages' | 'licence_no'>,
  stage: Stage,
): 'stage-not-offered' | 'licence-missing' | null {
  if (!stagesToOpen(unit).includes(stage)) return 'stage-not-offered';
  return stage === '幼儿园' && unit.kind === 'school' && !unit.licence_no ? 'licence-missing' : null;
}

/** What is known of the units on some paths: who they are, and what is opened to each. */
export interface OpeningFacts {
  readonly units: ReadonlyMap<string, NamedUnit>;
  /** {@link openingKey} of every opening of these units. */
  readonly opened: ReadonlySet<string>;
}

export const openingKey = (unitId: string, stage: Stage): string => `${unitId} ${stage}`;

export type Opening =
  | { readonly is_open: true }
  /** What is missing first, from above: `opener` must open `stage` to `unit`. */
  | { readonly is_open: false; readonly stage: Stage; readonly unit: NamedUnit; readonly opener: NamedUnit };

/**
 * Whether a stage is open to the unit at the end of `path`, or who must open it to whom. The city opens its counties, zones and
 * city-direct units, a county or zone its schools and institutions: whatever stands on the path below a city or the province
 * needs an opening by the unit right above.
 */
export function openingIn(facts: OpeningFacts, path: string, stage: Stage): Opening {
  const line = unitIdsOf(path).flatMap((id) => facts.units.get(id) ?? []);
  for (const [index, unit] of line.entries()) {
    const opener = line[index - 1];
    const tier = tierOfKind[unit.kind];
    if (opener === undefined || tier === 'province' || tier === 'city') continue;
    if (!facts.opened.has(openingKey(unit.id, stage))) return { is_open: false, stage, unit, opener };
  }
  return { is_open: true };
}
