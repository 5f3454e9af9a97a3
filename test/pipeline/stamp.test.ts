import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRowStamp, readStamp, rowStampText, STAMP_SHEET, stampText } from '../../pipeline/stamp.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import type { Stamp } from '../../schemas/stamp.ts';
import type { Workbook } from '../../schemas/workbook.ts';

const key = new Uint8Array(32).fill(7);
const otherKey = new Uint8Array(32).fill(8);
const stamp: Stamp = {
  template: 'teacher',
  template_version: 1,
  unit_id: '230',
  unit_name: '历下区实验小学（东校区）𬱖',
  registry_at: '2026-07-05T08:00:00+08:00',
};

const stampedWith = (text: string, name = STAMP_SHEET): Workbook => ({
  format: 'xlsx',
  sheets: [{ name, hidden: true, rows: [{ number: 1, cells: [{ column: 0, type: 'text', text }] }] }],
});
const refusalOf = (text: string): string => {
  try {
    readStamp(stampedWith(text), key);
    return 'read';
  } catch (error) {
    return error instanceof RefusedFile ? error.refusal.code : 'another error';
  }
};

describe('the stamp of a workbook', () => {
  it('comes back as it was written', () => {
    expect(readStamp(stampedWith(stampText(stamp, key)), key)).toEqual(stamp);
  });

  it('is none in a workbook without the hidden sheet', () => {
    expect(readStamp(stampedWith(stampText(stamp, key), '教师信息采集表'), key)).toBeNull();
  });

  it('is read from another sheet order and from a sheet that somebody unhid', () => {
    const { sheets } = stampedWith(stampText(stamp, key));
    const [own] = sheets;
    const workbook: Workbook = {
      format: 'xlsx',
      sheets: [{ name: '教师', hidden: false, rows: [] }, ...(own ? [{ ...own, hidden: false }] : [])],
    };
    expect(readStamp(workbook, key)).toEqual(stamp);
  });

  it('is refused when it was signed with another key', () => {
    expect(refusalOf(stampText(stamp, otherKey))).toBe('stamp-broken');
  });

  it.each(['', 'x', 'a.b', '.', '..', '{"unit_id":"1"}', `${'A'.repeat(30000)}.B`])(
    'is refused when the cell holds %j',
    (text) => {
      expect(refusalOf(text)).toBe('stamp-broken');
    },
  );

  it('is refused when the cell was emptied but the sheet is still there', () => {
    const emptied: Workbook = { format: 'xlsx', sheets: [{ name: STAMP_SHEET, hidden: true, rows: [] }] };
    expect(() => readStamp(emptied, key)).toThrow(RefusedFile);
  });

  it('whose unit was exchanged for another is refused', () => {
    const [, code] = stampText(stamp, key).split('.');
    const body = Buffer.from(JSON.stringify({ ...stamp, unit_id: '231' })).toString('base64url');
    expect(refusalOf(`${body}.${code}`)).toBe('stamp-broken');
  });

  it('is refused after any one character was changed', () => {
    const whole = stampText(stamp, key);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'AQgw08-_.='), (at, character) => {
        fc.pre(whole[at] !== character);
        expect(refusalOf(whole.slice(0, at) + character + whole.slice(at + 1))).toBe('stamp-broken');
      }),
    );
  });

  it('that says the right things in the wrong shape is refused', () => {
    const odd = stampText({ ...stamp, template_version: 1.5 }, key);
    expect(refusalOf(odd)).toBe('stamp-broken');
  });

  it('is believed without a key, and an unreadable one is none', () => {
    expect(readStamp(stampedWith(stampText(stamp, otherKey)), null)).toEqual(stamp);
    expect(readStamp(stampedWith('anything'), null)).toBeNull();
    expect(readStamp(stampedWith(''), null)).toBeNull();
  });
});

describe('the stamp of a row', () => {
  const text = rowStampText({ teacher_id: '4711', version: 3 }, '230', key);

  it('comes back as it was written, also with blanks around it', () => {
    expect(readRowStamp(text, stamp, key)).toEqual({ teacher_id: '4711', version: 3 });
    expect(readRowStamp(` ${text}\n`, stamp, key)).toEqual({ teacher_id: '4711', version: 3 });
  });

  it('is short and says teacher and version', () => {
    expect(text).toMatch(/^4711\.3\.[A-Za-z0-9_-]{16}$/);
  });

  it('of another unit is none', () => {
    expect(readRowStamp(text, { ...stamp, unit_id: '231' }, key)).toBeNull();
  });

  it('of another key is none', () => {
    expect(readRowStamp(text, stamp, otherKey)).toBeNull();
  });

  it.each([
    '',
    '张三',
    '4711',
    '4711.3',
    '4711.3.',
    '4711.03.aaaa',
    '4711.-3.aaaa',
    'a.b.c.d',
    '1'.repeat(40000),
  ])('is none where somebody typed %j', (typed) => {
    expect(readRowStamp(typed, stamp, key)).toBeNull();
  });

  it('never passes for another teacher or version', () => {
    const [, , code] = text.split('.');
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(99), (teacher, version) => {
        fc.pre(teacher !== 4711 || version !== 3);
        expect(readRowStamp(`${teacher}.${version}.${code}`, stamp, key)).toBeNull();
      }),
    );
  });

  it('is read without a key as it stands', () => {
    expect(readRowStamp('4711.3.zzzz', stamp, null)).toEqual({ teacher_id: '4711', version: 3 });
    expect(readRowStamp('4711 3', stamp, null)).toBeNull();
  });
});
