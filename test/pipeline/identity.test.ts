/** Identity numbers against numbers worked out by hand, and the laws of their check character. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, identityFacts, identityShape, isProvincePrefix } from '../../pipeline/identity.ts';

const digits = fc.stringMatching(/^\d{17}$/);
const withCheck = (number: string): string => `${number}${checkCharacter(number)}`;
const isRight = (number: string): boolean => checkCharacter(number) === number[17];

describe('the check character', () => {
  it.each(['379900198503071239', '379901197911122463', '37990019850307005X'])('of %s is right', (number) => {
    expect(checkCharacter(number)).toBe(number[17]);
  });

  it('is nothing for what is no number', () => {
    expect(checkCharacter('37990019850307A23')).toBeUndefined();
    expect(checkCharacter('3799')).toBeUndefined();
  });

  // Weights are prime to 11 and two neighbouring ones never differ by a multiple of 11, so both errors always show.
  it('shows any single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, shift) => {
        const full = withCheck(number);
        const wrong = String((Number(full[at]) + shift) % 10);
        expect(isRight(full.slice(0, at) + wrong + full.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('shows a wrong check character', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...'0123456789X'), (number, last) => {
        expect(isRight(number + last)).toBe(last === checkCharacter(number));
      }),
    );
  });

  it('shows any two different neighbours exchanged', () => {
    fc.assert(
      fc.property(digits, fc.nat(15), (number, at) => {
        const full = withCheck(number);
        fc.pre(full[at] !== full[at + 1]);
        expect(isRight(full.slice(0, at) + full[at + 1] + full[at] + full.slice(at + 2))).toBe(false);
      }),
    );
  });
});

describe('the shape of a number', () => {
  it.each([
    ['居民身份证', '379900198503071239', 'resident'],
    ['居民身份证', '37990019850307005X', 'resident'],
    ['居民身份证', '379900850307123', 'resident-old'],
    ['居民身份证', 'E12345678', 'unknown'],
    ['居民身份证', '3799001985030712391', 'unknown'],
    ['港澳台居民居住证', '810000199001010010', 'resident'],
    ['外国人永久居留身份证', '937840198503071234', 'foreign'],
    ['外国人永久居留身份证', 'USA370085030712', 'foreign-old'],
    ['外国人永久居留身份证', '379900198503071239', 'unknown'],
    ['护照', 'E12345678', 'passport'],
    ['护照', 'E123', 'unknown'],
    ['护照', 'E-123456', 'unknown'],
  ] as const)('%s %s is %s', (type, number, shape) => {
    expect(identityShape(type, number)).toBe(shape);
  });
});

describe('what a number tells', () => {
  it('is birth date and gender', () => {
    expect(identityFacts({ id_type: '居民身份证', id_number: '379900198503071239' })).toEqual({
      birth_date: '1985-03-07',
      gender: '男',
    });
    expect(identityFacts({ id_type: '居民身份证', id_number: '379901197911122463' })).toEqual({
      birth_date: '1979-11-12',
      gender: '女',
    });
  });

  it('is nothing when the check character is wrong, the day impossible, or the document silent', () => {
    expect(identityFacts({ id_type: '居民身份证', id_number: '379900198503071230' })).toBeUndefined();
    expect(
      identityFacts({ id_type: '居民身份证', id_number: withCheck('37990019850230123') }),
    ).toBeUndefined();
    expect(identityFacts({ id_type: '护照', id_number: '379900198503071239' })).toBeUndefined();
    expect(identityFacts({ id_type: null, id_number: '379900198503071239' })).toBeUndefined();
  });
});

it('provinces are the ranges of DOMAIN §3 and no others', () => {
  const inForce = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).filter(isProvincePrefix);
  expect(inForce.join(' ')).toBe(
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83',
  );
});
