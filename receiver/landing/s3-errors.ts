import { AppError, codeOf, messageOf } from '../errors.ts';

/** What an answer or a failure of one attempt means. `missing` and `exists` are for the operation to read. */
export type S3Verdict =
  | { readonly kind: 'retry'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'missing' }
  | { readonly kind: 'exists' }
  | { readonly kind: 'denied'; readonly hint: string };

/** S3 codes that pass by themselves, whatever status a store gives them (AWS sends `RequestTimeout` as 400). */
const PASSING = new Set([
  'ConditionalRequestConflict',
  'InternalError',
  'OperationAborted',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
]);
const MISCONFIGURED = new Set(['EndpointError', 'InvalidBucketName', 'InvalidEndpointError']);
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

const HINTS: Readonly<Record<number, string>> = {
  301: 'set s3.region to the region of the bucket',
  400: 'check s3.region, s3.endpoint and the bucket name',
  403: 'check the credentials and grant s3:GetObject, s3:PutObject and s3:ListBucket on the bucket and prefix',
  404: 'create the bucket, or correct its name in landing, s3.endpoint or s3.force_path_style',
  501: 'this store does not know If-None-Match on PUT: use one that creates objects conditionally',
};

/**
 * Reads a failed attempt. Ambiguous ones (time-out, reset, 5xx) are retried with the same conditional request: an object that
 * the lost attempt stored then answers 412. 409 says that nothing is known to be stored, so it is retried and never acknowledged.
 */
export function judge(error: unknown): S3Verdict {
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'NoSuchBucket') return { kind: 'denied', hint: HINTS[404] ?? '' };
  if (status === 412) return { kind: 'exists' };
  if (PASSING.has(name) || status === 408 || status === 409 || status === 429) {
    return { kind: 'retry', retryAfterMs: retryAfterMs(error) };
  }
  if (status === 404) return { kind: 'missing' };
  if (status === 501) return { kind: 'denied', hint: HINTS[501] ?? '' };
  if (status !== undefined && status >= 500) return { kind: 'retry', retryAfterMs: retryAfterMs(error) };
  if (status !== undefined && status >= 300) {
    return { kind: 'denied', hint: HINTS[status] ?? 'check s3.region, s3.endpoint and the credentials' };
  }
  if (name.includes('Credentials')) {
    return { kind: 'denied', hint: 'give credentials by AWS_ACCESS_KEY_ID, a profile or a role' };
  }
  if (MISCONFIGURED.has(name) || messageOf(error).startsWith('Region is missing')) {
    return { kind: 'denied', hint: 'check the bucket name, s3.region, and s3.endpoint for a store other than AWS' };
  }
  if (TLS.test(codeOf(error) ?? '')) {
    return { kind: 'denied', hint: 'check the certificate of s3.endpoint (NODE_EXTRA_CA_CERTS adds an authority)' };
  }
  return { kind: 'retry', retryAfterMs: undefined };
}

export function deniedBy(error: unknown, options: { readonly doing: string; readonly hint: string }): AppError {
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : 'error';
  const answer = status === undefined ? name : `${status} ${name}`;
  return new AppError('landing_denied', `cannot ${options.doing}: ${answer}: ${messageOf(error)}`, {
    hint: options.hint,
    cause: error,
  });
}

/** For operations that a missing object cannot explain a 404 of. */
export function missingHint(): string {
  return HINTS[404] ?? '';
}

/** HTTP status of an SDK error, or undefined when there was no answer. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: unknown } };
  const status = $metadata?.httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}

/** `Retry-After` as ms: seconds, or a date compared with the same answer's Date. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = headersOf(error);
  const value = headers?.['retry-after'];
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value) - Date.parse(headers?.['date'] ?? '');
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}

function headersOf(error: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { $response } = error as { $response?: { headers?: Readonly<Record<string, string>> } };
  return $response?.headers;
}
