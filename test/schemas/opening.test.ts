/** The opening chain as a pure question: open, or who must open what to whom. */
import { describe, expect, it } from 'vitest';
import {
  type NamedUnit,
  openingIn,
  openingKey,
  openingRefusal,
  stagesToOpen,
} from '../../schemas/opening.ts';

const units: NamedUnit[] = [
  { id: '1', name: '山东省', kind: 'province' },
  { id: '2', name: '济南市', kind: 'city' },
  { id: '3', name: '历下区', kind: 'county' },
  { id: '4', name: '历下区实验小学', kind: 'school' },
  { id: '5', name: '济南高新区', kind: 'functional_zone' },
  { id: '6', name: '遥望学校', kind: 'school' },
  { id: '7', name: '济南市清照高级中学', kind: 'school' },
  { id: '8', name: '历下区教研中心', kind: 'research_institute' },
];
const [county, school, zone, zoneSchool, direct, institute] = [
  ...['/1/2/3/', '/1/2/3/4/', '/1/2/5/', '/1/2/5/6/', '/1/2/7/', '/1/2/3/8/'],
] as const;
const facts = (...opened: string[]) => ({
  units: new Map(units.map((unit) => [unit.id, unit])),
  opened: new Set(opened),
});
const primary = (id: string) => openingKey(id, '小学');

describe('a stage', () => {
  it('that nobody opened is for the city to open to the county first', () => {
    expect(openingIn(facts(), school, '小学')).toEqual({
      is_open: false,
      stage: '小学',
      unit: { id: '3', name: '历下区', kind: 'county' },
      opener: { id: '2', name: '济南市', kind: 'city' },
    });
  });

  it('opened to the county alone is for the county to open to the school', () => {
    expect(openingIn(facts(primary('3')), school, '小学')).toMatchObject({
      unit: { name: '历下区实验小学' },
      opener: { name: '历下区' },
    });
    expect(openingIn(facts(primary('3')), county, '小学')).toEqual({ is_open: true });
  });

  it('opened to the school while the county was closed again is for the city', () => {
    expect(openingIn(facts(primary('4')), school, '小学')).toMatchObject({ opener: { name: '济南市' } });
  });

  it('opened all the way down is open, and says nothing of another stage', () => {
    const open = facts(primary('3'), primary('4'));
    expect(openingIn(open, school, '小学')).toEqual({ is_open: true });
    expect(openingIn(open, school, '初中')).toMatchObject({ is_open: false, stage: '初中' });
  });

  it('reaches the schools of a zone by way of the zone, and a city-direct school from the city itself', () => {
    expect(openingIn(facts(primary('5')), zoneSchool, '小学')).toMatchObject({
      opener: { name: '济南高新区' },
    });
    expect(openingIn(facts(primary('5'), primary('6')), zoneSchool, '小学').is_open).toBe(true);
    expect(openingIn(facts(primary('5')), zone, '小学').is_open).toBe(true);
    expect(openingIn(facts(), direct, '高中')).toMatchObject({ unit: { id: '7' }, opener: { id: '2' } });
    expect(openingIn(facts(openingKey('7', '高中')), direct, '高中').is_open).toBe(true);
  });

  it('is nobody’s to open to a city or the province', () => {
    expect(openingIn(facts(), '/1/2/', '小学').is_open).toBe(true);
    expect(openingIn(facts(primary('3'), primary('8')), institute, '小学').is_open).toBe(true);
  });
});

describe('what can be opened to a unit', () => {
  const unit = (
    kind: NamedUnit['kind'],
    stages: ('初中' | '小学' | '幼儿园')[],
    licence_no: string | null = null,
  ) => ({
    ...{ kind, stages, licence_no },
  });
  it('are the stages that a school offers, and any to an institute or an area', () => {
    expect(stagesToOpen(unit('school', ['小学', '初中']))).toEqual(['初中', '小学']);
    for (const kind of ['research_institute', 'training_institute', 'county', 'functional_zone'] as const) {
      expect(stagesToOpen(unit(kind, []))).toEqual(['高中', '初中', '小学', '幼儿园']);
    }
    for (const kind of ['administrative_body', 'city', 'province'] as const) {
      expect(stagesToOpen(unit(kind, []))).toEqual([]);
    }
  });

  it.each([
    [unit('school', ['小学']), '小学', null],
    [unit('school', ['小学']), '初中', 'stage-not-offered'],
    [unit('school', ['幼儿园']), '幼儿园', 'licence-missing'],
    [unit('school', ['幼儿园'], ''), '幼儿园', 'licence-missing'],
    [unit('school', ['幼儿园'], '鲁园001'), '幼儿园', null],
    [unit('research_institute', []), '幼儿园', null],
    [unit('county', []), '幼儿园', null],
    [unit('administrative_body', ['小学']), '小学', 'stage-not-offered'],
  ] as const)('%j with %s: %s', (one, stage, refusal) => {
    expect(openingRefusal(one, stage)).toBe(refusal);
  });
});
