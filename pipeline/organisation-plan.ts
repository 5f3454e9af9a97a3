/** Plans a sheet of schools: what each row does to the registry, or what forbids it; nothing is done here. */
import type { Actor } from '../schemas/actor.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import { mayOrganise, type OrganisationAction } from '../schemas/organisation.ts';
import {
  changedFields,
  type OrganisationFacts,
  ownFields,
  stagesUpward,
} from '../schemas/organisation-facts.ts';
import type {
  Area,
  KnownUnit,
  OrganisationSnapshot,
  OrganisationStep,
} from '../schemas/organisation-plan.ts';
import type { FieldValues } from '../schemas/sheets.ts';
import {
  directPlace,
  parentPath,
  type SchoolKind,
  type Sector,
  schoolKinds,
  type UnitKind,
  type UrbanRuralClass,
  urbanRuralClasses,
} from '../schemas/unit.ts';
import { issueAt } from './findings.ts';
import { type OrganisationCheck, organisationChecks } from './organisation-checks.ts';
import { institutionNames } from './organisation-facts.ts';
import { folded } from './text.ts';

export type SchoolRow = CheckedRow<FieldValues>;
type Field = 'school_code' | 'old_code' | 'school_name' | 'school_kind' | 'county';

/** The codes and names that rows give, for whoever looks them up. */
export const namedIn = (rows: readonly SchoolRow[]): { codes: string[]; names: string[] } => {
  const given = (values: readonly (string | null)[]) => [...new Set(values.filter((one) => one !== null))];
  return {
    codes: given(rows.flatMap(({ values }) => [values.school_code, values.old_code])),
    names: given(rows.map(({ values }) => values.school_name)),
  };
};

interface Plan {
  readonly steps: readonly OrganisationStep[];
  readonly issues: readonly Issue[];
}

/** A finding at a cell, instead of a step. */
class Refused {
  readonly field: Field;
  readonly check: OrganisationCheck;
  readonly params: Params;
  constructor(field: Field, check: OrganisationCheck, params: Params) {
    this.field = field;
    this.check = check;
    this.params = params;
  }
}

/**
 * Rows that other checks found wrong may lack what is asked for here; they plan nothing and are told nothing more.
 * @param columns field → zero-based column of the file, for the place of findings
 */
export function planOrganisations(
  rows: readonly SchoolRow[],
  snapshot: OrganisationSnapshot,
  sender: Pick<Actor, 'tier' | 'unit_path'>,
  columns: Readonly<Record<string, number>> = {},
): Plan {
  const steps: OrganisationStep[] = [];
  const issues: Issue[] = [];
  const added = new Set(
    rows.filter(({ values }) => values.operation === '新增').map(({ values }) => values.school_code),
  );
  for (const row of rows) {
    const outcome = stepOf(row, { snapshot, sender, added });
    if (outcome === null) continue;
    if (!(outcome instanceof Refused)) {
      steps.push(outcome);
      continue;
    }
    const { field, check, params } = outcome;
    const place = { sheet: row.sheet, row: row.row, column: columns[field] ?? null, field };
    const value = row.values[field] ?? undefined;
    issues.push(issueAt(check, organisationChecks[check].severity, { ...place, value }, params));
  }
  return { steps, issues };
}

interface Surroundings {
  readonly snapshot: OrganisationSnapshot;
  readonly sender: Pick<Actor, 'tier' | 'unit_path'>;
  /** Codes of schools that the sheet itself adds. */
  readonly added: ReadonlySet<string | null>;
}

function stepOf(row: SchoolRow, around: Surroundings): OrganisationStep | Refused | null {
  const { operation } = row.values;
  if (operation === '新增') return addition(row, around);
  if (operation === '变更') return alteration(row, around);
  return operation === '撤并' ? ending(row, around) : null;
}

function addition({ row, values }: SchoolRow, around: Surroundings): OrganisationStep | Refused | null {
  const { snapshot, sender } = around;
  const { school_code: code, school_name: name } = values;
  const what = kindOf(values.school_kind);
  if (name === null || what === null) return null;
  const parent = placeOf(values, snapshot.areas);
  if (parent instanceof Refused) return parent;
  if (!mayOrganise(sender, 'add', { kind: what.kind, parent: parent.path })) {
    return new Refused('county', 'organisation-outside', { unit: parent.name });
  }
  if (code !== null && byCode(snapshot, code) !== undefined) {
    return new Refused('school_code', 'organisation-code-in-use', { code });
  }
  const namesake = snapshot.namesakes.find(
    (one) => one.parent_id === parent.id && folded(one.name) === folded(name),
  );
  if (namesake) return new Refused('school_name', 'organisation-name-in-use', { unit: namesake.name });
  const { admin_name, admin_mobile: mobile, admin_email: email } = values;
  const admin =
    admin_name === null || mobile === null || parent.path !== sender.unit_path
      ? null
      : { name: admin_name, mobile, email };
  const facts = ownFields(what.kind, {
    ...factsOf(values),
    school_kind: what.school_kind,
    expected_headcount: null,
  });
  return { does: 'add', row, parent, kind: what.kind, facts, admin };
}

function alteration({ row, values }: SchoolRow, around: Surroundings): OrganisationStep | Refused | null {
  const { snapshot } = around;
  const { school_code: code, old_code, school_name: name } = values;
  const what = kindOf(values.school_kind);
  if (code === null || name === null || what === null) return null;
  const field = old_code === null ? 'school_code' : 'old_code';
  const unit = named(field, old_code ?? code, 'change', around);
  if (unit instanceof Refused) return unit;
  if (unit.kind !== what.kind) {
    return new Refused('school_kind', 'organisation-kind-fixed', {
      unit: unit.name,
      kind: values.school_kind,
    });
  }
  const holder = byCode(snapshot, code);
  if (holder !== undefined && holder.id !== unit.id) {
    return new Refused('school_code', 'organisation-code-in-use', { code });
  }
  const place = placeOf(values, snapshot.areas);
  if (place instanceof Refused) return place;
  const to = place.path === parentPath(unit.path) ? null : place;
  const parents = to === null ? [] : [place.path, parentPath(unit.path)];
  if (parents.some((parent) => !mayOrganise(around.sender, 'move', { kind: unit.kind, parent }))) {
    return new Refused('county', 'organisation-outside', { unit: unit.name });
  }
  const said = factsOf(values);
  // A blank cell says nothing: what was known stays.
  const facts = ownFields(unit.kind, {
    ...{ ...said, school_kind: what.school_kind, expected_headcount: unit.expected_headcount },
    township: said.township ?? unit.township,
    licence_no: said.licence_no ?? unit.licence_no,
    sector: said.sector ?? unit.sector,
    urban_rural_class: said.urban_rural_class ?? unit.urban_rural_class,
  });
  return { does: 'change', row, unit, facts, fields: changedFields(unit, facts), to };
}

function ending({ row, values }: SchoolRow, around: Surroundings): OrganisationStep | Refused | null {
  const { old_code, school_code: into } = values;
  if (old_code === null) return null;
  const unit = named('old_code', old_code, into === null ? 'close' : 'merge', around);
  if (unit instanceof Refused) return unit;
  if (unit.is_in_review) return new Refused('old_code', 'organisation-in-review', { unit: unit.name });
  if (into === null) {
    if (unit.teachers === 0) return { does: 'end', row, unit, into };
    return new Refused('old_code', 'organisation-has-teachers', { unit: unit.name, count: unit.teachers });
  }
  if (!around.added.has(into)) {
    const successor = named('school_code', into, 'merge', around);
    if (successor instanceof Refused) return successor;
  }
  return { does: 'end', row, unit, into };
}

const byCode = ({ units }: OrganisationSnapshot, code: string): KnownUnit | undefined =>
  units.find(({ codes }) => codes.includes(code));

/** The open unit that now has the code, when the sender may do this to it. */
function named(
  field: 'school_code' | 'old_code',
  code: string,
  action: OrganisationAction,
  { snapshot, sender }: Surroundings,
): KnownUnit | Refused {
  const unit = byCode(snapshot, code);
  if (unit === undefined || unit.code !== code)
    return new Refused(field, 'organisation-code-unknown', { code });
  if (!mayOrganise(sender, action, { kind: unit.kind, parent: parentPath(unit.path) })) {
    return new Refused(field, 'organisation-outside', { unit: unit.name });
  }
  if (unit.closed_at !== null) return new Refused(field, 'organisation-closed', { unit: unit.name });
  return unit;
}

/** Units of a city or of the province itself stand below no county. */
const cityItself = new Set<string>([directPlace.city, '市直属', '市本级']);
const provinceItself = new Set<string>([directPlace.province, '省直属', '省本级']);

/** The authority that a row names: a county or zone, or the city or the province where it says so; the city's name tells namesakes apart. */
function placeOf(values: Pick<FieldValues, 'city' | 'county'>, areas: readonly Area[]): Area | Refused {
  const wanted = folded(values.county ?? '');
  const city = folded(values.city ?? '');
  const isCalled = (area: Area, name: string) =>
    [area.name, ...area.aliases].some((one) => folded(one) === name);
  const isOfCity = (area: Area) => {
    const above = areas.find(({ path }) => path === parentPath(area.path));
    return above === undefined || isCalled(above, city);
  };
  const isMeant = (area: Area): boolean => {
    if (provinceItself.has(wanted)) return area.kind === 'province';
    if (cityItself.has(wanted) || wanted === city) return area.kind === 'city' && isCalled(area, city);
    return ['county', 'functional_zone'].includes(area.kind) && isCalled(area, wanted) && isOfCity(area);
  };
  const [area, second] = areas.filter(isMeant);
  if (area !== undefined && second === undefined) return area;
  const possible = areas.filter(({ kind }) => ['county', 'functional_zone'].includes(kind)).slice(0, 20);
  return new Refused('county', 'organisation-place', {
    found: values.county ?? '',
    possible: possible.map(({ name }) => name).join('、'),
  });
}

function kindOf(said: string | null): { kind: UnitKind; school_kind: SchoolKind | null } | null {
  const school = schoolKinds.find(({ zh }) => zh === said);
  if (school) return { kind: 'school', school_kind: school.value };
  const institution = Object.entries(institutionNames).find(([, name]) => name === said)?.[0];
  return institution === undefined ? null : { kind: institution as UnitKind, school_kind: null };
}

const factsOf = (values: FieldValues): Omit<OrganisationFacts, 'school_kind' | 'expected_headcount'> => ({
  name: values.school_name ?? '',
  code: values.school_code,
  stages: stagesUpward.filter((stage) => (values.stages ?? '').split('、').includes(stage)),
  sector: values.sector as Sector | null,
  urban_rural_class: classOf(values.urban_rural_class),
  licence_no: values.licence_no,
  township: values.township,
});

const classOf = (said: string | null): UrbanRuralClass | null =>
  (Object.entries(urbanRuralClasses).find(([, { zh }]) => zh === said)?.[0] as UrbanRuralClass | undefined) ??
  null;
