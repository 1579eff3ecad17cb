import { defineConfig } from 'vitest/config';

// What needs a real S3 server: Ceph's gateway, started by the suite (Debian: ceph-mon, ceph-osd, radosgw), or one that
// LEDGERLAKE_TEST_S3_ENDPOINT names.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.ceph.test.ts'],
    globalSetup: ['test/ceph/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
