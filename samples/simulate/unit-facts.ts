/** A simulated unit as checks see it, without a registry: codes stand in for the ids that a database would give. */
import type { UnitFacts } from '../../schemas/unit.ts';
import type { UnitPlan } from './unit-plan.ts';

export function unitFactsOf(plan: UnitPlan): UnitFacts {
  const ancestors = ['370000', plan.city.code, ...(plan.county === null ? [] : [plan.county.code])];
  return {
    id: plan.code,
    path: `/${[...ancestors, plan.code].join('/')}/`,
    parent_id: ancestors.at(-1) ?? null,
    kind: plan.kind,
    name: plan.name,
    code: plan.official_code,
    school_kind: plan.school_kind,
    stages: plan.stages,
    sector: plan.sector,
    urban_rural_class: plan.urban_rural_class,
    licence_no: plan.licence_no,
  };
}
