/** A school of any size, made of the people of many simulated ones. */
import { type SimulatedUnit, simulateUnits } from '../../samples/simulate/unit.ts';

/** One school as large as a city: the people of many simulated ones, of the stages that it offers. */
export function hugeSchool(rows: number): SimulatedUnit {
  const parts: SimulatedUnit[] = [];
  let count = 0;
  for (const unit of simulateUnits()) {
    if (unit.kind !== 'school' || unit.stages.includes('幼儿园') || unit.urban_rural_class !== '111')
      continue;
    // Schools of the usual size send the small files.
    if (unit.rows.length < 50) continue;
    parts.push(unit);
    count += unit.rows.length;
    if (count >= rows) break;
  }
  const [first] = parts;
  if (first === undefined) throw new Error('no school was simulated');
  return {
    ...first,
    stages: ['小学', '初中', '高中'],
    registry: parts.flatMap(({ registry }) => registry),
    rows: parts.flatMap((part) => part.rows).slice(0, rows),
    footer: [],
  };
}
