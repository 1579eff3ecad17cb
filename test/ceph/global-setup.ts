import { startRgw } from './start-rgw.ts';

/**
 * Starts Ceph's S3 gateway for the suite and names it in the environment of the test processes; a server that is named there
 * already (LEDGERLAKE_TEST_S3_ENDPOINT) is used as it is.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['LEDGERLAKE_TEST_S3_ENDPOINT'] !== undefined) return undefined;
  const rgw = await startRgw();
  Object.assign(process.env, {
    LEDGERLAKE_TEST_S3_ENDPOINT: rgw.endpoint,
    LEDGERLAKE_TEST_S3_BUCKET: rgw.bucket,
    LEDGERLAKE_TEST_S3_REGION: rgw.region,
    AWS_ACCESS_KEY_ID: rgw.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rgw.secretAccessKey,
  });
  return () => rgw.close();
}
