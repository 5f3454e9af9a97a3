/** Counts what a test run really did, and never calls a run good that the runner itself called bad. */
import { readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Reads vitest's JSON report. `status` is the exit status of vitest; `say` hears why something counts as failed. */
export function countTests(file: string, status: number, say: (line: string) => void): Counts {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    say('vitest ended without a report: counted as a failure');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that can't be loaded has no tests, only a failure of its own.
  const brokenFiles = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.every((one) => one.status !== 'failed'),
  ).length;
  const counted = report.numFailedTests + brokenFiles;
  const failed = counted === 0 && status !== 0 ? 1 : counted;
  if (failed !== counted)
    say(`vitest ended with status ${status} though no test failed: counted as a failure`);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

export function lastLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
