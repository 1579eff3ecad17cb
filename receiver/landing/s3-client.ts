import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { LandingConfig } from '../config/config.ts';

export type S3LandingConfig = Extract<LandingConfig, { kind: 's3' }>;

/** Well above the receiver's concurrency: an attempt that queues for a socket spends its time-out there. */
const MAX_SOCKETS = 256;

/** A client whose every request is one attempt; credentials come from the SDK's default chain. */
export function makeS3Client(config: S3LandingConfig): S3Client {
  // A store other than AWS mostly ignores the region, but the signature needs one.
  const region = config.region ?? (config.endpoint === undefined ? undefined : 'us-east-1');
  return new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    forcePathStyle: config.forcePathStyle,
    // An inner retry would turn our own success into a 412 that looks like somebody else's.
    maxAttempts: 1,
    // The default CRC32 breaks R2, GCS, and older Ceph and MinIO.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Saves a round trip, and six seconds on stores that never answer 100.
    expectContinueHeader: false,
    requestHandler: {
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
  });
}

/** The Date header of the store's answer to a HEAD request, undefined when it has none; the answer itself, mostly 404, does not matter. */
export async function dateOfAnswer(
  client: S3Client,
  request: { readonly bucket: string; readonly key: string; readonly signal: AbortSignal },
): Promise<Date | undefined> {
  const command = new HeadObjectCommand({ Bucket: request.bucket, Key: request.key });
  const seen: { headers?: Readonly<Record<string, string>> } = {};
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      seen.headers = (result.response as { headers?: Readonly<Record<string, string>> }).headers ?? {};
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  try {
    await client.send(command, { abortSignal: request.signal });
  } catch (error) {
    if (seen.headers === undefined) throw error;
  }
  const time = Date.parse(seen.headers?.['date'] ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
