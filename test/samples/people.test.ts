/** Made-up people are consistent, repeatable and nobody's. */
import { describe, expect, test } from 'vitest';
import { correctionOf } from '../../samples/corrections.ts';
import { checkCharacter, identityOf } from '../../samples/identity-number.ts';
import { areaBlocks, type Post, teacherOf } from '../../samples/people.ts';
import { randomFrom } from '../../samples/random.ts';
import { subjectsOfStage } from '../../schemas/subject.ts';

/** GB 11643 as its other definition has it: Σ aᵢ·2^(i−1) ≡ 1 (mod 11), counted from the right. */
function isValidIdentity(number: string): boolean {
  const values = Array.from(number, (character) => (character === 'X' ? 10 : Number(character)));
  return values.reverse().reduce((sum, value, index) => sum + value * (2 ** index % 11), 0) % 11 === 1;
}

const post = (n: number, extra: Partial<Post> = {}): Post => ({
  n,
  block: areaBlocks.simulated,
  post_type: '专任教师',
  stage: '初中',
  is_rural: false,
  ...extra,
});
const people = Array.from({ length: 3000 }, (_, n) => teacherOf(randomFrom(n), post(n)));

describe('identity numbers', () => {
  test('the published safe samples have the check character that GB 11643 gives', () => {
    expect(checkCharacter('37990019850307123')).toBe('9');
    expect(checkCharacter('37990119791112246')).toBe('3');
    expect(checkCharacter('37990019850307005')).toBe('X');
  });

  test('every number is valid, starts with 3799, and carries the birth date and gender of its person', () => {
    for (const { id_number, birth_date, gender } of people) {
      expect(id_number).toMatch(/^3799[2-9]\d{12}[\dX]$/);
      expect(isValidIdentity(id_number ?? '')).toBe(true);
      expect(id_number?.slice(6, 14)).toBe(birth_date?.replaceAll('-', ''));
      expect(Number(id_number?.charAt(16)) % 2 === 1).toBe(gender === '男');
    }
  });

  test('two people of a block never share a number, however many birthdays they share', () => {
    const born = { from: '1990-01-01', to: '1990-01-10' };
    const numbers = Array.from({ length: 4990 }, (_, n) =>
      identityOf(n, '女', { from: 5, count: 1 }, born),
    ).map(({ id_number }) => id_number);
    expect(new Set(numbers).size).toBe(4990);
  });

  test('a full block says so instead of repeating a number', () => {
    const born = { from: '1990-01-01', to: '1990-01-10' };
    expect(() => identityOf(4990, '女', { from: 5, count: 1 }, born)).toThrow('full');
  });
});

describe('teachers', () => {
  test('the same seed gives the same person, another seed another one', () => {
    expect(teacherOf(randomFrom(7), post(7))).toEqual(people[7]);
    expect(teacherOf(randomFrom(8), post(7))).not.toEqual(people[7]);
  });

  test('certificate, phone and mail have the shape that the checks ask for', () => {
    for (const { cert_no, cert_type, gender, mobile, email } of people) {
      expect(mobile).toMatch(/^154\d{8}$/);
      if (email !== null) expect(email).toMatch(/^[a-z0-9.]+@example\.com$/);
      if (cert_no === null) continue;
      expect(cert_no).toMatch(gender === '男' ? /^\d{4}3799\d31\d{6}$/ : /^\d{4}3799\d32\d{6}$/);
      expect(cert_type).toBe('初级中学教师资格');
    }
  });

  test('nobody shares a phone or a certificate number with another', () => {
    const certificates = people.map(({ cert_no }) => cert_no).filter((number) => number !== null);
    expect(new Set(people.map(({ mobile }) => mobile)).size).toBe(people.length);
    expect(new Set(certificates).size).toBe(certificates.length);
  });

  test('work starts between 18 and 30 years of age and before 2022', () => {
    for (const { birth_date, work_start } of people) {
      const age = Number(work_start?.slice(0, 4)) - Number(birth_date?.slice(0, 4));
      expect(age).toBeGreaterThanOrEqual(18);
      expect(age).toBeLessThanOrEqual(30);
      expect((work_start ?? '') < '2022-01').toBe(true);
    }
  });

  test('the subject belongs to the stage, and a kindergarten has none', () => {
    for (const { subject } of people) expect(subjectsOfStage.初中).toContain(subject);
    expect(teacherOf(randomFrom(1), post(1, { stage: '幼儿园' })).subject).toBeNull();
  });

  test('names with a dot and beyond the basic plane occur', () => {
    const rare = Array.from({ length: 200 }, (_, n) =>
      teacherOf(randomFrom(n), post(n, { odds: { dotted: 0.3, astral: 0.3 } })),
    ).map(({ name }) => name ?? '');
    expect(rare.some((name) => name.includes('\u{b7}'))).toBe(true);
    expect(rare.some((name) => name.includes('\u{2cc56}'))).toBe(true);
  });

  test('a correction always changes at least one cell', () => {
    people.forEach((record, n) => {
      const correction = correctionOf(randomFrom(n), record, { n, block: areaBlocks.simulated });
      const changed = Object.entries(correction).filter(
        ([field, value]) => record[field as keyof typeof record] !== value,
      );
      expect(changed.length).toBe(Object.keys(correction).length);
      expect(changed.length).toBeGreaterThan(0);
    });
  });
});
