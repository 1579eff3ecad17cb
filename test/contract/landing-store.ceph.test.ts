import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { probeLandingStore } from '../../receiver/landing/probe.ts';
import type { S3LandingConfig } from '../../receiver/landing/s3-client.ts';
import { describeLandingStore } from './landing-store.ts';

// The contract on a real S3 server: `npm run test:ceph` starts Ceph RGW for it (test/ceph/), or takes the one that is named:
//   LEDGERLAKE_TEST_S3_ENDPOINT=http://127.0.0.1:7480 LEDGERLAKE_TEST_S3_BUCKET=landing \
//   AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... npm run test:ceph
// LEDGERLAKE_TEST_S3_REGION and LEDGERLAKE_TEST_S3_PREFIX are optional. The run leaves its objects behind, under a prefix of its own.

function serverFromEnvironment(): S3LandingConfig {
  const endpoint = process.env['LEDGERLAKE_TEST_S3_ENDPOINT'];
  const bucket = process.env['LEDGERLAKE_TEST_S3_BUCKET'];
  if (!endpoint || !bucket) throw new Error('set LEDGERLAKE_TEST_S3_ENDPOINT and LEDGERLAKE_TEST_S3_BUCKET');
  return {
    kind: 's3',
    bucket,
    prefix: `${process.env['LEDGERLAKE_TEST_S3_PREFIX'] ?? 'ledgerlake-test'}/${randomUUID()}`,
    region: process.env['LEDGERLAKE_TEST_S3_REGION'],
    endpoint,
    forcePathStyle: true,
  };
}

const config = serverFromEnvironment();

describeLandingStore(
  `S3 server ${config.endpoint}`,
  async () => {
    const own = { ...config, prefix: `${config.prefix}/${randomUUID()}` };
    return { open: () => openLandingStore(own), remove: () => Promise.resolve() };
  },
  { manyObjects: 2_100 },
);

it('passes the start-up probe', async () => {
  const store = await openLandingStore(config);
  const { skewMs } = await probeLandingStore(store, { writers: 32 });
  expect(Math.abs(skewMs)).toBeLessThan(10_000);
  await store.close();
});
