/** The units of a simulated province, one after another, without their people: cheap enough to walk through at will. */
import type { Sector } from '../../schemas/unit.ts';
import { mixed, randomFrom } from '../random.ts';
import { type Place, placeOf, unitNameOf } from './place.ts';
import { type Shape, shapeOf } from './size.ts';

export interface SimulateOptions {
  readonly seed?: number;
  /** How many units; 40,000 when left out. */
  readonly units?: number;
  /** Share of the files that known messes are put into, from 0 to 1; none when left out. */
  readonly messy?: number;
}

export interface UnitPlan extends Shape, Place {
  /** From 0. */
  readonly index: number;
  /** School code, or a local code that starts with a letter for institutions. */
  readonly code: string;
  /** Null when `code` is local. */
  readonly official_code: string | null;
  readonly name: string;
  readonly township: string | null;
  readonly sector: Sector | null;
  readonly licence_no: string | null;
  /** Number of the unit's first person; people are numbered through the province. */
  readonly first_person: number;
}

export const defaultSeed = 1;
export const defaultUnits = 40_000;

/** The first two digits of a school code (DOMAIN §4). */
const categoryOf = ({ school_kind, stages }: Shape): string => {
  if (school_kind === '111') return '11';
  if (stages.includes('高中')) return '34';
  return stages.includes('初中') ? '31' : '21';
};

/** Persons a unit may need: those in service and those who turn up or leave during the year. */
export const roomFor = (teachers: readonly number[]): number => {
  const size = teachers.reduce((sum, count) => sum + count, 0);
  return size + Math.ceil(size * 0.2) + 4;
};

/** Yields the units of a province in a fixed order; the same options give the same units. */
export function* planUnits({
  seed = defaultSeed,
  units = defaultUnits,
}: SimulateOptions): Generator<UnitPlan> {
  let first_person = 0;
  for (let index = 0; index < units; index += 1) {
    const random = randomFrom(mixed(seed, index, 1));
    const shape = shapeOf(random);
    const place = placeOf(random, shape);
    const { name, township } = unitNameOf(random, shape, place, index + 1);
    const isSchool = shape.kind === 'school';
    const isKindergarten = shape.school_kind === '111';
    // From 100001, above the codes of the demo.
    const official_code = isSchool ? `${categoryOf(shape)}37${100_001 + index}` : null;
    const authority = (place.county ?? place.city).code;
    yield {
      ...shape,
      ...place,
      index,
      official_code,
      code: official_code ?? `${shape.kind === 'research_institute' ? 'Y' : 'P'}${authority}-${index + 1}`,
      name,
      township,
      sector: isSchool ? (random.chance(isKindergarten ? 0.45 : 0.05) ? '民办' : '公办') : null,
      licence_no: isKindergarten && random.chance(0.98) ? `鲁幼${authority}-${index + 1}` : null,
      first_person,
    };
    first_person += roomFor(shape.teachers);
  }
}
