/** A newcomer who resembles a registered teacher is told with the reasons, and with no more of a stranger than that. */
import { describe, expect, it } from 'vitest';
import { describe as describeIssue } from '../../pipeline/describe.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { KnownTeacher, Snapshot } from '../../schemas/snapshot.ts';
import { askedOf, elsewhere, known, record, snapshotOf } from './registry.ts';

const found = askedOf.bind(null, 'probable-duplicate');
const passport = { id_type: '护照', id_number: 'E01234567' } as const;
/** The good row, and a teacher who resembles it. */
const beside = (teacher: KnownTeacher): Snapshot => ({
  ...snapshotOf(),
  lookalikes: new Map([[`${record.id_type}|${record.id_number}`, [teacher]]]),
});

describe('probable-duplicate', () => {
  it('accepts a newcomer whom nobody resembles', () => {
    expect(found({ action: '新增' }, snapshotOf())).toEqual([]);
    const other = known(
      { ...passport, name: '李芳', birth_date: '1979-11-12', mobile: '15400009876' },
      elsewhere,
    );
    expect(found({ action: '新增' }, beside(other))).toEqual([]);
  });

  it('accepts the unit’s own teacher, whoever resembles her', () => {
    expect(found({}, { ...beside(known(passport, { id: '8' })), teachers: [known()] })).toEqual([]);
  });

  it('finds a newcomer who is registered at another unit, and names neither the unit nor the person', () => {
    expect(found({ action: '新增' }, beside(known({ ...passport, name: '王晓明' }, elsewhere)))).toEqual([
      {
        severity: 'warning',
        field: 'id_number',
        params: { place: 'elsewhere', alike: 'similar-name same-birth-date same-mobile', name: '' },
      },
    ]);
  });

  it('finds a newcomer who is registered here, and says under which name', () => {
    const own = known({ ...passport, name: '王·小明' });
    expect(found({ action: '新增' }, snapshotOf(own))).toEqual([
      {
        severity: 'warning',
        field: 'id_number',
        params: {
          place: 'here',
          alike: 'same-name-without-dots same-birth-date same-mobile',
          name: '王·小明',
        },
      },
    ]);
  });

  it('says that numbers are near for the unit’s own teacher alone', () => {
    const near = { id_number: '379900198503071255' };
    const reasons = (teacher: KnownTeacher) => found({ action: '新增' }, beside(teacher))[0]?.params.alike;
    expect(reasons(known(near, elsewhere))).toBe('same-name same-birth-date same-mobile');
    expect(reasons(known(near))).toBe('same-name same-birth-date same-mobile near-sequence');
  });

  it('is said in either language', () => {
    const issue: Issue = {
      ...{
        rule: 'probable-duplicate',
        severity: 'warning',
        sheet: '教师',
        row: 4,
        column: 'C',
        field: 'id_number',
      },
      params: { place: 'elsewhere', alike: 'same-name same-birth-date', name: '' },
    };
    expect(describeIssue(issue, 'zh').message).toBe(
      '可能与其他单位登记的一位教师是同一人：姓名相同、出生日期相同，但证件不同',
    );
    expect(describeIssue(issue, 'en').message).toBe(
      'Probably the same person as a teacher registered at another unit: same name, same birth date; but the documents differ',
    );
  });
});
