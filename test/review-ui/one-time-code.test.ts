/** Codes as the standards give them. */
import { describe, expect, it } from 'vitest';
import {
  keyAddress,
  matchingStep,
  newRecoveryCodes,
  newSecret,
  plainCode,
} from '../../review-ui/one-time-code.ts';

/** "12345678901234567890", the key of both RFCs. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('the code of a moment', () => {
  // RFC 6238, appendix B, of whose eight digits we use the last six.
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d s is %s', (seconds, code, step) => {
    expect(matchingStep(secret, code, at(seconds))).toBe(step);
  });

  // RFC 4226, appendix D: the codes of the counters 0 to 9.
  const codes = [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ];
  it('is good one step before and one after, and not further', () => {
    const now = at(5 * 30 + 29);
    expect(codes.map((code) => matchingStep(secret, code, now))).toEqual([
      ...[null, null, null, null, 4, 5, 6, null, null, null],
    ]);
  });

  it.each(['', '28708', '2870821', 'abcdef', '２８７０８２'])('is not %j', (code) => {
    expect(matchingStep(secret, code, at(59))).toBeNull();
  });
});

it('is typed as it is shown, with blanks or dashes, or with the wide digits of a Chinese keyboard', () => {
  expect(['287 082', '２８７０８２', 'ABCD-efgh-jkmn'].map(plainCode)).toEqual([
    '287082',
    '287082',
    'abcdefghjkmn',
  ]);
});

it('a key is 160 bits, and its address is what authenticators read', () => {
  const key = newSecret();
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(key);
  const address = new URL(keyAddress(key, 'lixia'));
  expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Muster:lixia',
  ]);
  expect(address.searchParams.get('secret')).toBe(key);
});

it('ten recovery codes, none twice', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
});
