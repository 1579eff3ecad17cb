import { defineConfig } from 'vitest/config';

// What needs the Databricks CLI, which comes from its vendor alone: see find-cli.ts. The files end otherwise than those of
// the default run, which a clean clone can prove by itself.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/bundle/conformance/*.conformance.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
