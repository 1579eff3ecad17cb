import { defineConfig } from 'vitest/config';

// What loads every entity of the catalog, or all gold views, on Spark: planning that many wide statements takes it twenty minutes.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.wide.spark.test.ts'],
    testTimeout: 2_400_000,
    hookTimeout: 2_400_000,
    globalSetup: ['test/spark/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
