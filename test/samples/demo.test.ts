/** The committed demo province is what its generator writes, and hangs together. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDemo } from '../../samples/demo.ts';
import { demoFiles } from '../../samples/generate-demo.ts';

const demo = readDemo();
const unitByCode = new Map(demo.units.map((unit) => [unit.code, unit]));

describe('the demo province', () => {
  test.each(Object.entries(demoFiles()))('%s is byte for byte what the generator writes', (file, text) => {
    expect(readFileSync(new URL(`../../samples/demo/${file}`, import.meta.url), 'utf8')).toBe(text);
  });

  test('has 16 cities, 136 counties, a functional zone and 58 schools and institutions', () => {
    const count = (kind: string) => demo.units.filter((unit) => unit.kind === kind).length;
    expect([count('province'), count('city'), count('county'), count('functional_zone')]).toEqual([
      1, 16, 136, 1,
    ]);
    expect([count('school'), count('research_institute'), count('training_institute')]).toEqual([53, 3, 2]);
  });

  test('names every parent before its children and no code twice', () => {
    const seen = new Set<string>();
    for (const { code, parent_code } of demo.units) {
      expect(parent_code === null ? code === '370000' : seen.has(parent_code)).toBe(true);
      expect(seen.has(code)).toBe(false);
      seen.add(code);
    }
  });

  test('gives zones and institutions a local code only', () => {
    const withoutOfficial = demo.units.filter((unit) => unit.official_code === null).map(({ kind }) => kind);
    expect(new Set(withoutOfficial)).toEqual(
      new Set(['functional_zone', 'research_institute', 'training_institute']),
    );
  });

  test('has every stage set and every urban-rural class but the special area', () => {
    const stageSets = new Set(demo.units.map(({ stages }) => stages.join('+')));
    for (const set of ['幼儿园', '小学', '初中', '高中', '小学+初中', '初中+高中', '小学+初中+高中']) {
      expect(stageSets).toContain(set);
    }
    const classes = new Set(demo.units.flatMap(({ urban_rural_class }) => urban_rural_class ?? []));
    expect([...classes].sort()).toEqual(['111', '112', '121', '122', '210', '220']);
  });

  test('has 1,560 teachers in service and 22 former ones, each at a unit that can have them', () => {
    const inService = demo.teachers.filter(({ record }) => record.status === '在职');
    expect([inService.length, demo.teachers.length - inService.length]).toEqual([1560, 22]);
    for (const { unit_code, record } of demo.teachers) {
      const unit = unitByCode.get(unit_code);
      if (unit?.kind === 'school') expect(unit.stages).toContain(record.stage);
      else expect(['教研', '科研', '培训教师']).toContain(record.post_type);
    }
  });

  test('has no identity document, phone or certificate twice', () => {
    for (const field of ['id_number', 'mobile', 'cert_no'] as const) {
      const found = demo.teachers.map(({ record }) => record[field]).filter((value) => value !== null);
      expect(new Set(found).size).toBe(found.length);
    }
  });
});

describe('the demo accounts', () => {
  const { accounts } = demo;

  test('stand under the published header', () => {
    const text = readFileSync(new URL('../../samples/demo/accounts.csv', import.meta.url), 'utf8');
    expect(text.split('\n')[0]).toBe('username,password,tier,unit_code,unit_name');
  });

  test('cover the province, two cities, three counties of which two of one city, and a zone', () => {
    const at = (kind: string) =>
      accounts
        .flatMap(({ unit_code }) => unitByCode.get(unit_code) ?? [])
        .filter((unit) => unit.kind === kind);
    expect([at('province').length, at('city').length, at('functional_zone').length]).toEqual([1, 2, 1]);
    expect(at('county').map((unit) => unit.parent_code)).toEqual(['370100', '370100', '370200']);
  });

  test('cover schools of every stage, a kindergarten without a licence, and both kinds of institution', () => {
    const units = accounts.flatMap(({ unit_code }) => unitByCode.get(unit_code) ?? []);
    expect(units.length).toBe(accounts.length);
    const licensed = units.filter((unit) => unit.kind === 'school' && unit.school_kind !== '111');
    expect(licensed.length).toBeGreaterThanOrEqual(8);
    expect(new Set(licensed.map((unit) => unit.school_kind))).toEqual(
      new Set(['211', '218', '311', '312', '341', '342', '345']),
    );
    const kindergartens = units.filter((unit) => unit.school_kind === '111');
    expect(kindergartens.map((unit) => unit.licence_no)).toEqual(['鲁幼370102-0001', null]);
    const kinds = units.map((unit) => unit.kind);
    expect(kinds).toEqual(expect.arrayContaining(['research_institute', 'training_institute']));
  });

  test('have passwords of at least twelve characters and three classes', () => {
    for (const { password } of accounts) {
      expect(password.length).toBeGreaterThanOrEqual(12);
      const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((pattern) => pattern.test(password));
      expect(classes.length).toBeGreaterThanOrEqual(3);
    }
  });
});
