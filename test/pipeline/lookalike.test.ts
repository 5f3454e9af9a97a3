/** How alike two records are: what each resemblance is worth, and laws that hold for any two people. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookalikesOf } from '../../pipeline/confusable.ts';
import { checkCharacter } from '../../pipeline/identity.ts';
import { type Comparable, likeness } from '../../pipeline/lookalike.ts';
import { probableFrom } from '../../schemas/lookalike.ts';

const wang: Comparable = {
  name: '王小明',
  id_type: '居民身份证',
  id_number: '379900198503071239',
  gender: '男',
  birth_date: '1985-03-07',
  mobile: '15400001234',
};
/** Nothing in common with the other. */
const li: Comparable = {
  name: '李芳',
  id_type: '居民身份证',
  id_number: '379901197911122463',
  gender: '女',
  birth_date: '1979-11-12',
  mobile: '15400009876',
};
const changed = (change: Partial<Comparable>): Comparable => ({ ...wang, ...change });
/** The same person as far as the name goes, and nothing else. */
const stranger = (change: Partial<Comparable>): Comparable => ({ ...li, gender: '男', ...change });
const withCheck = (digits: string): string => `${digits}${checkCharacter(digits)}`;

describe('reasons', () => {
  it('two people with nothing in common have none', () => {
    expect(likeness(wang, li)).toEqual({ score: 0, reasons: [] });
  });

  it.each<[string, Partial<Comparable>, string[]]>([
    ['the very name', { name: '王小明' }, ['same-name']],
    ['a name of look-alike characters', { name: '王小朋' }, ['similar-name']],
    ['a name with two characters swapped', { name: '王明小' }, ['similar-name']],
    ['a name that differs in two', { name: '王大亮' }, []],
    ['the birth date', { birth_date: '1985-03-07' }, ['same-birth-date']],
    ['the phone', { mobile: '15400001234' }, ['same-mobile']],
    ['a digit of the birth date', { id_number: withCheck('37990019850407123') }, ['one-digit-identity']],
    ['two digits of the birth date', { id_number: withCheck('37990019853007123') }, ['transposed-identity']],
    ['the sequence alone', { id_number: withCheck('37990019850307125') }, ['near-sequence']],
    ['two digits of the area', { id_number: withCheck('37119019850307123') }, []],
    [
      'the number under another type',
      { id_type: '港澳台居民居住证', id_number: wang.id_number },
      ['same-number'],
    ],
  ])('%s', (_what, change, reasons) => {
    expect(likeness(wang, stranger(change)).reasons).toEqual(reasons);
  });

  it('dots, spaces and capitals make no other name', () => {
    for (const [one, other] of [
      ['买买提·艾力', '买买提艾力'],
      ['阿依 古丽', '阿依古丽'],
      ['ANNA Smith', 'Anna smith'],
    ]) {
      const reasons = likeness(changed({ name: one ?? '' }), stranger({ name: other ?? '' })).reasons;
      expect(reasons, one).toEqual(['same-name-without-dots']);
    }
  });

  it.each([
    ['王戌', '王戍'],
    ['李建末', '李建未'],
    ['冶小明', '治小明'],
    ['张己', '张巳'],
    ['张·群', '张羣'],
  ])('%s and %s look alike', (one, other) => {
    const { reasons } = likeness(changed({ name: one }), stranger({ name: other }));
    expect(reasons).toEqual(['lookalike-name']);
  });

  it('one of two characters is half a name', () => {
    expect(likeness(changed({ name: '王明' }), stranger({ name: '王亮' })).reasons).toEqual([]);
  });

  it('a zero for the letter O makes no other passport, and the next number in the pile says little', () => {
    const passport = (id_number: string) => ({ id_type: '护照' as const, id_number });
    const reasons = (one: string, other: string) =>
      likeness(changed(passport(one)), stranger(passport(other))).reasons;
    expect(reasons('EO1234567', 'E01234567')).toEqual(['lookalike-number']);
    expect(reasons('E91234567', 'E91234568')).toEqual(['near-sequence']);
  });
});

describe('what is told', () => {
  const isTold = (other: Partial<Comparable>) =>
    likeness(wang, { ...li, gender: '男', ...other }).score >= probableFrom;

  it.each<[string, Partial<Comparable>]>([
    ['the same name born on the same day', { name: '王小明', birth_date: '1985-03-07' }],
    ['the same name with the same phone', { name: '王小明', mobile: '15400001234' }],
    ['another name, but birth date and phone', { birth_date: '1985-03-07', mobile: '15400001234' }],
    [
      'the same name and a number one digit apart',
      { name: '王小明', id_number: withCheck('37990019850407123') },
    ],
    [
      'a similar name, the birth date and a number one digit of the area apart',
      { name: '王晓明', birth_date: '1985-03-07', id_number: withCheck('37910019850307123') },
    ],
  ])('%s', (_what, other) => {
    expect(isTold(other)).toBe(true);
  });

  it.each<[string, Partial<Comparable>]>([
    ['a namesake', { name: '王小明' }],
    ['somebody of the same day', { birth_date: '1985-03-07' }],
    ['a couple with one phone', { mobile: '15400001234' }],
    [
      'twins: a similar name, the day, the next number',
      { name: '王小亮', birth_date: '1985-03-07', id_number: withCheck('37990019850307125') },
    ],
    ['a man and a woman of one name and day', { name: '王小明', birth_date: '1985-03-07', gender: '女' }],
    ['a parent with a similar name and the family’s phone', { name: '王晓明', mobile: '15400001234' }],
  ])('not %s', (_what, other) => {
    expect(isTold(other)).toBe(false);
  });
});

const person: fc.Arbitrary<Comparable> = fc.record({
  name: fc.option(
    fc.constantFrom('王小明', '王晓明', '王明', '买买提·艾力', '买买提艾力', '李戌', '李戍', 'A B'),
  ),
  id_type: fc.constantFrom('居民身份证', '护照'),
  id_number: fc.option(
    fc.oneof(
      fc.constantFrom('E01234567', 'EO1234567'),
      fc
        .tuple(
          fc.constantFrom('379900', '379909', '379990'),
          fc.constantFrom('19850307', '19850370', '19850301'),
          fc.nat(20),
        )
        .map(([area, day, n]) => withCheck(`${area}${day}${String(n).padStart(3, '0')}`)),
    ),
  ),
  gender: fc.option(fc.constantFrom('男', '女')),
  birth_date: fc.option(fc.constantFrom('1985-03-07', '1985-03-01')),
  mobile: fc.option(fc.constantFrom('15400001234', '15400004321')),
});

describe('for any two people', () => {
  it('neither comes first', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        expect(likeness(a, b)).toEqual(likeness(b, a));
      }),
    );
  });

  it('the score stays between nothing and a hundred, and points come with reasons alone', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const { score, reasons } = likeness(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        if (reasons.length === 0) expect(score).toBe(0);
      }),
    );
  });

  it('nobody is more like a person than the person', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        expect(likeness(a, a).score).toBeGreaterThanOrEqual(likeness(a, b).score);
      }),
    );
  });

  it('whoever shares all there is to share has the top score', () => {
    expect(likeness(wang, wang).score).toBe(100);
  });

  it('unrelated people are not told, whatever else they are', () => {
    const unrelated = person.map((one) => ({
      ...one,
      name: '陈静',
      birth_date: '1990-01-01',
      mobile: '15411112222',
    }));
    fc.assert(
      fc.property(person, unrelated, (a, b) => {
        expect(likeness(a, b).score).toBeLessThan(probableFrom);
      }),
    );
  });
});

it('a look-alike is looked for from either side', () => {
  expect(lookalikesOf('戍').toSorted()).toEqual(['戊', '戌', '戍', '戎'].toSorted());
  expect(lookalikesOf('戊').toSorted()).toEqual(['戊', '戌', '戍', '戎'].toSorted());
  expect(lookalikesOf('王')).toEqual(['王']);
});
