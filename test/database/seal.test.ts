/** Sealing: what leaves memory says nothing, and comes back whole or not at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../database/keys.ts';
import { fingerprint, open, openBytes, seal, sealBytes } from '../../database/seal.ts';

const keys = deriveKeys('a secret of this test, long enough to be one');
const others = deriveKeys('another secret of this test, long enough as well');

describe('sealing', () => {
  it('gives back any bytes exactly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect([...openBytes(keys, 'file', sealBytes(keys, 'file', bytes))]).toEqual([...bytes]);
      }),
    );
  });

  it('never shows the number and never repeats itself', () => {
    const sealed = [1, 2, 3].map(() => seal(keys, 'teacher', { id_number: '379900198503071239' }));
    for (const one of sealed) expect(one.toString('latin1')).not.toContain('379900198503071239');
    expect(new Set(sealed.map((one) => one.toString('hex'))).size).toBe(3);
  });

  it('refuses any changed byte', () => {
    const sealed = seal(keys, 'teacher', { mobile: '13800000000' });
    for (let at = 0; at < sealed.length; at++) {
      const forged = Buffer.from(sealed);
      forged[at] = (forged[at] ?? 0) ^ 1;
      expect(() => open(keys, 'teacher', forged)).toThrow();
    }
  });

  it('does not open for another purpose or with another key', () => {
    const sealed = seal(keys, 'teacher', 'x');
    expect(() => open(keys, 'change', sealed)).toThrow();
    expect(() => open(others, 'teacher', sealed)).toThrow();
  });
});

describe('the fingerprint', () => {
  it('is equal for equal values and differs by value, kind and key', () => {
    const of = (k: typeof keys, kind: string, value: string) => fingerprint(k, kind, value).toString('hex');
    expect(of(keys, 'mobile', '13800000000')).toBe(of(keys, 'mobile', '13800000000'));
    expect(of(keys, 'mobile', '13800000000')).not.toBe(of(keys, 'mobile', '13800000001'));
    expect(of(keys, 'mobile', '13800000000')).not.toBe(of(keys, 'certificate', '13800000000'));
    expect(of(keys, 'mobile', '13800000000')).not.toBe(of(others, 'mobile', '13800000000'));
  });
});

describe('keys', () => {
  it('are the same for the same secret and different for each purpose', () => {
    const again = deriveKeys('a secret of this test, long enough to be one');
    expect(again.seal.current.key.equals(keys.seal.current.key)).toBe(true);
    const all = [keys.seal.current.key, keys.fingerprint, keys.stamp].map((key) => key.toString('hex'));
    expect(new Set([...all, keys.session, keys.app_password]).size).toBe(5);
  });
});
