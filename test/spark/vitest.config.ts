import { defineConfig } from 'vitest/config';

// What needs a JDK 17 and Maven. Each file starts a Spark of its own, 3 GB, which plans on one processor most of the time.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.spark.test.ts'],
    exclude: ['test/**/*.wide.spark.test.ts', 'node_modules/**'],
    testTimeout: 1_500_000,
    hookTimeout: 1_500_000,
    globalSetup: ['test/spark/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
