import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProcfile } from '../../bin/procfile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'muster-procfile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): [string, string][] {
  const file = path.join(folder, 'Procfile');
  writeFileSync(file, text);
  return [...readProcfile(file)];
}

test('commands come in order, colons and all, without comments and empty lines', () => {
  expect(read('# how it runs\nweb: node a.js --at http://x\n\nworker:  node b.js \n')).toEqual([
    ['web', 'node a.js --at http://x'],
    ['worker', 'node b.js'],
  ]);
});

test('our own has what the start needs', () => {
  const ours = readProcfile(path.join(import.meta.dirname, '../../Procfile'));
  expect([...ours.keys()]).toEqual(['release', 'web', 'worker']);
});

test.each(['node a.js', 'web:', ': node a.js'])('%j is refused', (line) => {
  expect(() => read(line)).toThrow(`not "name: command": ${line}`);
});
