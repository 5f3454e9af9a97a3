import { defineConfig } from 'vitest/config';

/** What a file may cost at most is only seen when no other test wants the same cores. */
const ALONE = 'test/bin/hostile.test.ts';

/** These replace modules or change the process that they run in, which the next file would find changed. */
const APART = [
  'test/review-ui/lockout.test.ts',
  'test/review-ui/second-factor.test.ts',
  'test/security/nowhere-else.test.ts',
  'test/deploy/nginx.test.ts',
];

export default defineConfig({
  // Processes that a test starts by a pool of ours are those that the global set-up has compiled.
  define: { COMPILED: 'true' },
  test: {
    globalSetup: ['test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [ALONE, ...APART],
          // Loading the application anew for each of some three hundred files takes a third of all time.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'apart', include: APART, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [ALONE],
          maxWorkers: 1,
          globalSetup: [],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
