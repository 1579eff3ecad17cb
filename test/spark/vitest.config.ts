import { defineConfig } from 'vitest/config';

// What needs a JDK 17 and Maven. One file after the other: each starts a Spark of its own, half a minute of two processors.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.spark.test.ts'],
    exclude: ['test/**/*.wide.spark.test.ts', 'node_modules/**'],
    testTimeout: 1_500_000,
    hookTimeout: 1_500_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
