import { defineConfig } from 'vitest/config';

/** What a file may cost at most is only seen when no other test wants the same cores. */
const ALONE = 'test/bin/hostile.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [ALONE],
          sequence: { groupOrder: 0 },
        },
      },
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
