/** `npm test`: installs what is needed, runs every test, and ends with the line `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Counts, countTests, lastLine } from './install/report.ts';
import { installWhatTestsNeed } from './install.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-report-'));
const report = path.join(folder, 'report.json');
try {
  const counts = await runAll();
  console.log(lastLine(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runAll(): Promise<Counts> {
  try {
    installWhatTestsNeed((line) => console.log(`[install] ${line}`));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const status = await runVitest();
  return countTests(report, status, (line) => console.error(line));
}

/** Answers vitest's exit status; a signal counts as failure. */
function runVitest(): Promise<number> {
  const vitest = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  );
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: withoutOurSettings(),
  });
  // Ctrl-C reaches vitest as well; it stops the databases, and we wait for it to count what ran.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`vitest does not run: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

/** Settings of somebody's real installation must not reach a test. */
function withoutOurSettings(): NodeJS.ProcessEnv {
  const ours = /^(MUSTER_.*|DATABASE_URL|DATABASE_APP_URL|REDIS_URL|PORT|HOST|LOG_LEVEL|WORKER_CONCURRENCY)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
