/** What our own code may not hold anywhere: code made of data, shells, chance that can be guessed, methods of cryptography nobody decided on. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = ['bin', 'database', 'pipeline', 'review-ui', 'schemas', 'workers'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|js)$/.test(name))
    .map((name) => {
      const file = `${room}/${name}`;
      return { file, text: readFileSync(file, 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '') };
    }),
);
const filesWith = (pattern: RegExp): string[] =>
  files
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();
/** The first group of each match, once. */
const named = (pattern: RegExp): string[] =>
  [...new Set(files.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort();

it('there is code to look at', () => {
  expect(files.length).toBeGreaterThan(400);
});

describe('the code', () => {
  it('makes no code of data', () => {
    expect(filesWith(/\beval\s*\(|new Function\b|node:vm\b|\bsetTimeout\(\s*['"`]/)).toEqual([]);
  });

  it('writes no markup of text: neither the pages nor their scripts', () => {
    expect(filesWith(/\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc/)).toEqual([]);
    expect(filesWith(/dangerouslySetInnerHTML/)).toEqual([]);
  });

  it('starts programs in few places, and a shell for the commands of the Procfile alone', () => {
    expect(filesWith(/node:child_process/)).toEqual([
      ...['bin/child.ts', 'bin/embedded-postgres.ts', 'bin/postgres/binaries.ts', 'bin/postgres/cluster.ts'],
      'workers/confined/pool.ts',
    ]);
    expect(filesWith(/\bexecSync\b|\bexecFile|shell:\s*true|\/bin\/sh/)).toEqual(['bin/child.ts']);
  });

  it('listens to no window but that of the checker to its own worker, and calls no address but its own', () => {
    const checker = ['check.ts', 'worker.ts'].map((name) => `review-ui/pages/checker/browser/${name}`);
    expect(filesWith(/addEventListener\(\s*['"]message['"]/)).toEqual(checker);
    expect(filesWith(/(?<!\.)\bfetch\(|node:https?['"].*\b(?:get|request)\b/)).toEqual(['bin/welcome.ts']);
  });
});

describe('cryptography', () => {
  it('is AES-256-GCM, SHA-256, HKDF and argon2id, and for one-time codes what RFC 6238 says', () => {
    expect(named(/create(?:C|Dec)ipheriv\(\s*'([^']+)'/g)).toEqual(['aes-256-gcm']);
    expect(named(/create(?:Hash|Hmac)\(\s*'([^']+)'/g)).toEqual(['sha256']);
    expect(named(/hkdfSync\(\s*'([^']+)'/g)).toEqual(['sha256']);
    // None by a name that is only known when it runs.
    expect(filesWith(/(?:createHash|createHmac|create(?:C|Dec)ipheriv|hkdfSync)\(\s*[^'\s)]/)).toEqual([]);
    expect(filesWith(/crypto\.subtle|createSign\(|generateKeyPair|pbkdf2|scrypt/)).toEqual([]);
    expect(filesWith(/argon2/)).toEqual(['database/passwords.ts']);
    expect(filesWith(/from 'otpauth'/)).toEqual(['review-ui/one-time-code.ts']);
  });

  it('draws what nobody may guess from the random generator of the system, and nothing from another', () => {
    expect(filesWith(/Math\.random/)).toEqual([]);
  });
});
