import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countTests, lastLine } from '../install/report.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'muster-count-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clean = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

function lineFor(report: object | string, status: number): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
  return lastLine(countTests(file, status, () => undefined));
}

test('a clean run is counted as it is', () => {
  expect(lineFor(clean, 0)).toBe('5 passed, 0 failed');
});

test('skipped tests and plans for tests are told', () => {
  expect(lineFor({ ...clean, numPendingTests: 2, numTodoTests: 1 }, 0)).toBe('5 passed, 0 failed, 3 skipped');
});

test('a file that can not be loaded is a failure, one whose tests failed is not counted twice', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(lineFor({ ...clean, numFailedTests: 1, testResults }, 1)).toBe('5 passed, 2 failed');
});

test('a run that vitest calls bad is bad, though every test passed', () => {
  expect(lineFor(clean, 1)).toBe('5 passed, 1 failed');
});

test('a run without a report is a failure', () => {
  expect(lineFor('{"numPass', 0)).toBe('0 passed, 1 failed');
});
