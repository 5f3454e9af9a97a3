/** Where the units of a simulated province stand: cities by the weights of DOMAIN §8, their real counties, made-up names. */
import type { Stage } from '../../schemas/subject.ts';
import { readDivisions } from '../demo.ts';
import { mixed, type Random, randomFrom } from '../random.ts';
import type { Shape } from './size.ts';

export interface Division {
  readonly code: string;
  readonly name: string;
}

/** Share of the province's units, in per cent. */
const cityWeights: Readonly<Record<string, number>> = {
  临沂市: 11.3,
  菏泽市: 10.2,
  潍坊市: 9.9,
  青岛市: 8.6,
  济宁市: 8.3,
  济南市: 7.6,
  烟台市: 6.1,
  德州市: 6.0,
  聊城市: 6.0,
  泰安市: 5.3,
  淄博市: 4.7,
  枣庄市: 4.1,
  滨州市: 4.1,
  日照市: 2.9,
  威海市: 2.6,
  东营市: 2.4,
};

interface City extends Division {
  readonly weight: number;
  /** Counties differ in size; their weights come from the code, so that they are the same for every seed. */
  readonly counties: readonly (readonly [Division, number])[];
}

function citiesOf(): readonly (readonly [City, number])[] {
  const divisions = readDivisions();
  return divisions
    .filter(({ kind }) => kind === 'city')
    .map(({ code, name }) => {
      const counties = divisions
        .filter(({ parent_code }) => parent_code === code)
        .map((county) => [county, 0.5 + randomFrom(mixed(Number(county.code))).next()] as const);
      const weight = cityWeights[name] ?? 0;
      return [{ code, name, weight, counties }, weight] as const;
    });
}
const cities = citiesOf();

export interface Place {
  readonly city: Division;
  /** Null for a city-direct school. */
  readonly county: Division | null;
}

/** Draws a city and a county; one senior secondary school in ten belongs to its city directly. */
export function placeOf(random: Random, shape: Shape): Place {
  const { code, name, counties } = random.weighted(cities);
  const isCityDirect = shape.school_kind === '342' && random.chance(0.1);
  const { code: countyCode, name: countyName } = random.weighted(counties);
  return { city: { code, name }, county: isCityDirect ? null : { code: countyCode, name: countyName } };
}

const townshipHeads = Array.from('青柳石白黄龙凤云沙杨李张王陈马大小南北东西新古泉');
const townshipTails = ['河', '山', '庄', '桥', '店', '泉', '岭', '湖', '沟', '埠', '楼', '寨'];
const schoolWords: Readonly<Record<Stage, string>> = {
  幼儿园: '幼儿园',
  小学: '小学',
  初中: '初级中学',
  高中: '高级中学',
};
const combinedWords: Readonly<Record<string, string>> = {
  '312': '九年一贯制学校',
  '341': '完全中学',
  '345': '十二年一贯制学校',
  '218': '教学点',
};

export interface UnitName {
  readonly name: string;
  readonly township: string | null;
}

/** A name that no other unit has: `index` is part of it, as towns number their schools. */
export function unitNameOf(random: Random, shape: Shape, place: Place, index: number): UnitName {
  const authority = (place.county ?? place.city).name;
  if (shape.kind === 'research_institute')
    return { name: `${authority}第${index}教育研究室`, township: null };
  if (shape.kind === 'training_institute')
    return { name: `${authority}第${index}教师进修学校`, township: null };
  const [stage = '小学'] = shape.stages;
  const words = combinedWords[shape.school_kind ?? ''] ?? schoolWords[stage];
  const head = random.pick(townshipHeads) + random.pick(townshipTails);
  const isRural = shape.urban_rural_class?.startsWith('2') === true;
  const township = `${head}${isRural || shape.urban_rural_class?.startsWith('12') === true ? '镇' : '街道'}`;
  return { name: `${authority}${head}第${index}${words}`, township };
}
