/** Two moments compared: what becomes of whom, and the laws that hold whatever happened in between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDifferences, compareRosters } from '../../pipeline/roster-comparison.ts';
import { comparisonCsv } from '../../pipeline/write/comparison.ts';
import type { DifferenceKind, Standing, Standings } from '../../schemas/roster-comparison.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { teacherRecord } from '../setup/people.ts';

const standing = (
  place: 'in' | 'out',
  changed: Partial<TeacherRecord> = {},
  unit = '甲县实验小学',
  version = 1,
): Standing => ({
  ...{ place, version, unit_id: unit, unit_name: unit },
  record: teacherRecord(1, { status: place === 'in' ? '在职' : '离职', ...changed }),
});
const elsewhere: Standing = { place: 'elsewhere' };
const moment = (one: Standing | null): Standings => new Map(one === null ? [] : [['1', one]]);

const becomes = (before: Standing | null, after: Standing | null) => {
  const { differences, unchanged } = compareRosters(moment(before), moment(after));
  return { kinds: differences.map(({ kind }) => kind), cells: differences[0]?.cells, unchanged };
};

describe('what becomes of a teacher', () => {
  it.each<[string, Standing | null, Standing | null, DifferenceKind[]]>([
    ['new to the registry', null, standing('in'), ['joined']],
    ['back in service', standing('out'), standing('in'), ['joined']],
    ['from another area', elsewhere, standing('in'), ['moved_in']],
    ['out of service', standing('in'), standing('out'), ['left']],
    ['to another area', standing('in'), elsewhere, ['moved_out']],
    ['to another school of the area', standing('in'), standing('in', {}, '甲县第二小学', 2), ['moved']],
    ['with another title', standing('in'), standing('in', { title: '高级' }, undefined, 2), ['changed']],
    ['out of service at both', standing('out'), standing('out', { title: '高级' }), []],
    ['elsewhere at both', elsewhere, elsewhere, []],
  ])('%s', (_what, before, after, kinds) => {
    expect(becomes(before, after).kinds).toEqual(kinds);
  });

  it('a change and its undo leave nothing to tell, though the version is another', () => {
    expect(becomes(standing('in'), standing('in', {}, undefined, 3))).toMatchObject({
      kinds: [],
      unchanged: 1,
    });
  });

  it('a departure says which cell it is seen by', () => {
    expect(becomes(standing('in'), standing('out')).cells).toEqual({ status: { old: '在职', new: '离职' } });
  });

  it('nothing is told of a time elsewhere', () => {
    expect(becomes(standing('in'), elsewhere).cells).toEqual({});
    expect(becomes(elsewhere, standing('in')).cells).toEqual({});
  });
});

const anyRecord = fc.record({
  title: fc.constantFrom('一级', '高级'),
  mobile: fc.constantFrom('15400000001', '15400000002', null),
  is_rural: fc.boolean(),
});
const anyStanding: fc.Arbitrary<Standing> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('in' as const, 'out' as const), anyRecord, fc.constantFrom('A', 'B'))
      .map(([place, record, unit]) => standing(place, record, unit)),
  },
  { weight: 1, arbitrary: fc.constant(elsewhere) },
);
const anyMoment = fc
  .dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6'), anyStanding)
  .map((entries): Standings => new Map(Object.entries(entries)));

/** Whom a comparison speaks of: those in service, with where and what. */
const inService = (standings: Standings) =>
  Object.fromEntries([...standings].filter(([, one]) => one.place === 'in'));

describe('whatever happened in between', () => {
  it('a moment does not differ from itself', () => {
    fc.assert(
      fc.property(anyMoment, (one) => {
        const { differences, unchanged } = compareRosters(one, one);
        expect(differences).toEqual([]);
        expect(unchanged).toBe(Object.keys(inService(one)).length);
      }),
    );
  });

  it('the differences laid over the moment before make those in service at the moment after', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, (before, after) => {
        const made = applyDifferences(before, compareRosters(before, after).differences);
        expect(inService(made)).toEqual(inService(after));
      }),
    );
  });

  it('looked at from the other side, who came has gone and every cell is turned round', () => {
    const turned: Readonly<Record<DifferenceKind, DifferenceKind>> = {
      ...{ joined: 'left', left: 'joined', moved_in: 'moved_out', moved_out: 'moved_in' },
      ...{ moved: 'moved', changed: 'changed' },
    };
    fc.assert(
      fc.property(anyMoment, anyMoment, (before, after) => {
        const there = compareRosters(before, after);
        const back = compareRosters(after, before);
        const byId = (a: { teacher_id: string }, b: { teacher_id: string }) =>
          a.teacher_id.localeCompare(b.teacher_id);
        expect(
          back.differences
            .map(({ teacher_id, kind, cells }) => ({
              ...{ teacher_id, kind: turned[kind] },
              cells: Object.fromEntries(
                Object.entries(cells).map(([field, cell]) => [field, { old: cell.new, new: cell.old }]),
              ),
            }))
            .sort(byId),
        ).toEqual(
          there.differences.map(({ teacher_id, kind, cells }) => ({ teacher_id, kind, cells })).sort(byId),
        );
        expect(back.unchanged).toBe(there.unchanged);
      }),
    );
  });
});

it('as a file, each cell has its line, numbers are masked, and who only came has one', () => {
  const before: Standings = new Map([
    ['1', standing('in')],
    ['2', elsewhere],
  ]);
  const after: Standings = new Map([
    ['1', standing('in', { title: '高级', mobile: '15499990001' })],
    ['2', standing('in')],
  ]);
  expect([...comparisonCsv(compareRosters(before, after).differences)].join('').split('\r\n')).toEqual([
    '\ufeff类别,姓名,证件号码,原单位,现单位,项目,原值,新值',
    '信息变更,张试1,3799**********0033,甲县实验小学,甲县实验小学,职称,一级,高级',
    '信息变更,张试1,3799**********0033,甲县实验小学,甲县实验小学,手机,154****0001,154****0001',
    '调入,张试1,3799**********0033,,甲县实验小学,,,',
    '',
  ]);
});
