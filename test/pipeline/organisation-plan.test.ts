/** Rows of a sheet of schools beside the registry: what each would do, or what forbids it. */
import { describe, expect, it } from 'vitest';
import { planOrganisations, type SchoolRow } from '../../pipeline/organisation-plan.ts';
import type { KnownUnit, OrganisationSnapshot } from '../../schemas/organisation-plan.ts';
import { organisationSheet } from '../../schemas/sheets/organisation.ts';

const blank = Object.fromEntries(Object.keys(organisationSheet.columns).map((field) => [field, null]));
const row = (values: Record<string, string | null>, at = 5): SchoolRow =>
  ({
    ...{ sheet: '学校', row: at, stamp: null },
    values: {
      ...blank,
      ...{ operation: '变更', school_code: '2137000001', school_name: '甲县实验小学', school_kind: '小学' },
      ...{ stages: '小学', sector: '公办', city: '甲市', county: '甲县', urban_rural_class: '主城区' },
      ...{ admin_name: '李四光', admin_mobile: '15400001111' },
      ...values,
    },
  }) as unknown as SchoolRow;

const unit = (changed: Partial<KnownUnit> = {}): KnownUnit => ({
  ...{ id: '9', path: '/1/2/3/9/', parent_id: '3', kind: 'school', name: '甲县实验小学', code: '2137000001' },
  ...{ school_kind: '211', stages: ['小学'], sector: '公办', urban_rural_class: '111', licence_no: null },
  ...{
    township: '城关镇',
    expected_headcount: 30,
    version: 4,
    aliases: [],
    closed_at: null,
    merged_into: null,
  },
  ...{ codes: ['2137000001'], teachers: 0, is_in_review: false },
  ...changed,
});
const areas = [
  { id: '2', path: '/1/2/', kind: 'city', name: '甲市', aliases: [] },
  { id: '3', path: '/1/2/3/', kind: 'county', name: '甲县', aliases: ['老甲县'] },
  { id: '4', path: '/1/2/4/', kind: 'functional_zone', name: '高新区', aliases: [] },
] as const;
const snapshot = (units: readonly KnownUnit[] = [unit()]): OrganisationSnapshot => ({
  ...{ areas, units, namesakes: [{ id: '9', parent_id: '3', name: '甲县实验小学' }] },
});
const city = { tier: 'city', unit_path: '/1/2/' } as const;
const county = { tier: 'county', unit_path: '/1/2/3/' } as const;

const plan = (
  values: Record<string, string | null>,
  units?: readonly KnownUnit[],
  sender: typeof city | typeof county = county,
) => planOrganisations([row(values)], snapshot(units), sender, { county: 8, old_code: 2 });
const stepOf = (...args: Parameters<typeof plan>) => {
  const { steps, issues } = plan(...args);
  expect(issues).toEqual([]);
  return steps[0];
};
const ruleOf = (...args: Parameters<typeof plan>) => {
  const { steps, issues } = plan(...args);
  expect(steps).toEqual([]);
  return issues.map(({ rule, field }) => [rule, field]);
};

const fresh = { operation: '新增', school_code: '2137000050', school_name: '甲县新小学' };

describe('新增', () => {
  it('adds below the county that the row names, with the admin of its own county', () => {
    expect(stepOf(fresh)).toMatchObject({
      ...{ does: 'add', row: 5, parent: { id: '3' }, kind: 'school' },
      facts: {
        name: '甲县新小学',
        code: '2137000050',
        school_kind: '211',
        stages: ['小学'],
        urban_rural_class: '111',
      },
      admin: { name: '李四光', mobile: '15400001111', email: null },
    });
  });

  it('by the city makes no admin below a county, and one for a unit of its own', () => {
    expect(stepOf(fresh, [], city)).toMatchObject({ parent: { id: '3' }, admin: null });
    expect(stepOf({ ...fresh, county: '市直' }, [], city)).toMatchObject({
      parent: { id: '2' },
      admin: { name: '李四光' },
    });
  });

  it('by the province may stand right below it', () => {
    const all = [{ id: '1', path: '/1/', kind: 'province', name: '山东省', aliases: [] } as const, ...areas];
    const direct = row({ ...fresh, city: '省直', county: '省直' });
    const province = { tier: 'province', unit_path: '/1/' } as const;
    const known = { ...snapshot([]), areas: all };
    const { steps, issues } = planOrganisations([direct], known, province, { county: 8, old_code: 2 });
    expect(issues).toEqual([]);
    expect(steps).toMatchObject([{ parent: { id: '1' } }]);
    expect(ruleOf({ ...fresh, county: '省直' })).toEqual([['organisation-place', 'county']]);
  });

  it('of an institution has no stages', () => {
    const body = { ...fresh, school_kind: '教研机构', stages: null, school_code: null };
    expect(stepOf(body)).toMatchObject({
      kind: 'research_institute',
      facts: { stages: [], sector: null, code: null },
    });
  });

  it('finds a place by its former name, and in a zone', () => {
    expect(stepOf({ ...fresh, county: '老甲县' })).toMatchObject({ parent: { id: '3' } });
    expect(stepOf({ ...fresh, county: '高新区' }, [], city)).toMatchObject({ parent: { id: '4' } });
  });

  it.each([
    ['in a place that the area has not', { ...fresh, county: '乙县' }, ['organisation-place', 'county']],
    ['in a zone that is not the sender', { ...fresh, county: '高新区' }, ['organisation-outside', 'county']],
    [
      'with a code in use',
      { ...fresh, school_code: '2137000001' },
      ['organisation-code-in-use', 'school_code'],
    ],
    [
      'of a name that is there',
      { ...fresh, school_name: '甲县 实验小学' },
      ['organisation-name-in-use', 'school_name'],
    ],
  ])('%s is refused', (_case, values, expected) => {
    expect(ruleOf(values)).toEqual([expected]);
  });

  it('with a code that a school had once is refused', () => {
    const former = unit({ code: '2137000002', codes: ['2137000002', '2137000050'] });
    expect(ruleOf(fresh, [former])).toEqual([['organisation-code-in-use', 'school_code']]);
  });
});

describe('变更', () => {
  it('that says what is known changes nothing; what is blank stays', () => {
    expect(stepOf({ township: null })).toMatchObject({ does: 'change', fields: [], to: null });
  });

  it('names each field that differs', () => {
    const values = { school_name: '甲县第一小学', urban_rural_class: '镇中心区', township: '某镇' };
    expect(stepOf(values)).toMatchObject({
      fields: ['name', 'urban_rural_class', 'township'],
      facts: { name: '甲县第一小学', urban_rural_class: '121', township: '某镇', expected_headcount: 30 },
    });
  });

  it('of a code names the old one, and the new one is free', () => {
    const values = { old_code: '2137000001', school_code: '2137000077' };
    expect(stepOf(values)).toMatchObject({
      unit: { id: '9' },
      fields: ['code'],
      facts: { code: '2137000077' },
    });
    const other = unit({ id: '8', path: '/1/2/3/8/', code: '2137000077', codes: ['2137000077'] });
    expect(ruleOf(values, [unit(), other])).toEqual([['organisation-code-in-use', 'school_code']]);
  });

  it('into another place moves it, for the city', () => {
    expect(stepOf({ county: '高新区' }, undefined, city)).toMatchObject({ to: { id: '4' } });
    expect(ruleOf({ county: '高新区' })).toEqual([['organisation-outside', 'county']]);
  });

  it.each([
    [
      'of an unknown code',
      { school_code: '2137000099' },
      undefined,
      ['organisation-code-unknown', 'school_code'],
    ],
    ['of another county', {}, unit({ path: '/1/2/5/9/' }), ['organisation-outside', 'school_code']],
    ['of a closed school', {}, unit({ closed_at: new Date(0) }), ['organisation-closed', 'school_code']],
    [
      'into an institution',
      { school_kind: '教研机构', stages: null },
      undefined,
      ['organisation-kind-fixed', 'school_kind'],
    ],
  ])('%s is refused', (_case, values, known, expected) => {
    expect(ruleOf(values, [known ?? unit()])).toEqual([expected]);
  });
});

describe('撤并', () => {
  const end = { operation: '撤并', old_code: '2137000001', school_code: null };
  const successor = unit({ id: '7', path: '/1/2/3/7/', code: '2137000007', codes: ['2137000007'] });

  it('without teachers closes it', () => {
    expect(stepOf(end)).toMatchObject({ does: 'end', into: null });
  });

  it('with teachers needs the school that takes over', () => {
    const known = unit({ teachers: 12 });
    const { issues } = plan(end, [known]);
    expect(issues).toMatchObject([
      { rule: 'organisation-has-teachers', column: 'C', params: { unit: '甲县实验小学', count: 12 } },
    ]);
    expect(stepOf({ ...end, school_code: '2137000007' }, [known, successor])).toMatchObject({
      into: '2137000007',
    });
  });

  it('into a school that the same sheet adds is allowed', () => {
    const rows = [row({ ...fresh }, 5), row({ ...end, school_code: fresh.school_code }, 6)];
    const { steps, issues } = planOrganisations(rows, snapshot([unit({ teachers: 3 })]), county);
    expect(issues).toEqual([]);
    expect(steps.map(({ does }) => does)).toEqual(['add', 'end']);
  });

  it.each([
    [
      'into an unknown school',
      { ...end, school_code: '2137000098' },
      unit(),
      ['organisation-code-unknown', 'school_code'],
    ],
    ['while a file is in review', end, unit({ is_in_review: true }), ['organisation-in-review', 'old_code']],
  ])('%s is refused', (_case, values, known, expected) => {
    expect(ruleOf(values, [known])).toEqual([expected]);
  });
});

it('a row that other checks found wrong plans nothing and is told nothing more', () => {
  expect(
    planOrganisations([row({ operation: null }), row({ school_kind: null })], snapshot(), county),
  ).toEqual({
    ...{ steps: [], issues: [] },
  });
});
