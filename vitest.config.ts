import { defineConfig } from 'vitest/config';

// Suites that need more than Node (Spark, a real S3 server, long fault runs) have files of their own ending and are
// started by their npm scripts; the default run is what a clean clone can prove by itself.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.spark.test.ts', 'test/**/*.ceph.test.ts', 'node_modules/**', 'dist/**'],
    // First loads make every table of the catalog: seconds of processor time, more of them on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
