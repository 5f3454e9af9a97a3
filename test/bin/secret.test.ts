import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSecret, ownerPassword } from '../../bin/secret.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'muster-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('two installations have different secrets', () => {
  expect(keptSecret(path.join(folder, 'one'))).not.toBe(keptSecret(path.join(folder, 'two')));
});

test('a secret that others could read is closed to them again', () => {
  keptSecret(folder);
  chmodSync(path.join(folder, 'secret'), 0o644);
  keptSecret(folder);
  expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

test('processes that ask at once for the first time get the same', async () => {
  const module = path.join(import.meta.dirname, '../../bin/secret.ts');
  const code = `import('${module}').then(({ keptSecret }) => process.stdout.write(keptSecret('${folder}')))`;
  const ask = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '-e', code]);
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      child.once('close', () => resolve(text));
    });
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(answers[0]).toMatch(/^[\w-]{43}$/);
  expect(new Set(answers).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['secret']);
});

test("the owner's password follows from the secret and does not show it", () => {
  const secret = 'thirty-two-characters-or-more-of-it';
  expect(ownerPassword(secret)).toMatch(/^[\w-]{43}$/);
  expect(ownerPassword(secret)).toBe(ownerPassword(secret));
  expect(ownerPassword(`${secret}.`)).not.toBe(ownerPassword(secret));
});
