import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';

export interface ListRequest {
  readonly bucket: string;
  /** full S3 prefix */
  readonly prefix: string;
  /** full S3 key, exclusive */
  readonly startAfter?: string | undefined;
  readonly delimiter?: string | undefined;
}

/** Pages of a listing, each fetched by `send` (which retries) when the one before is used up. */
export async function* listPages(
  request: ListRequest,
  send: (command: ListObjectsV2Command) => Promise<ListObjectsV2CommandOutput>,
): AsyncGenerator<ListObjectsV2CommandOutput> {
  let token: string | undefined;
  do {
    const page = await send(
      new ListObjectsV2Command({
        Bucket: request.bucket,
        Prefix: request.prefix,
        ...(request.delimiter === undefined ? {} : { Delimiter: request.delimiter }),
        // A continuation token takes the place of StartAfter.
        ...(token !== undefined
          ? { ContinuationToken: token }
          : request.startAfter === undefined
            ? {}
            : { StartAfter: request.startAfter }),
      }),
    );
    yield page;
    const next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    if (page.IsTruncated === true && (next === undefined || next === token)) {
      throw new AppError('landing_denied', `the store cut the listing of ${request.prefix} and gives no way on`, {
        hint: 'use a store with ListObjectsV2 and continuation tokens',
      });
    }
    token = next;
  } while (token !== undefined);
}

export function sendList(client: S3Client, command: ListObjectsV2Command, signal: AbortSignal) {
  return client.send(command, { abortSignal: signal });
}

/** Guards what every cursor rests on: some stores (directory buckets) list in no order. @throws AppError `landing_denied` */
export function assertAscending(previous: string, key: string): void {
  if (key > previous) return;
  throw new AppError('landing_denied', `the store lists ${key} after ${previous}`, {
    hint: 'use a bucket that lists keys in byte order (not a directory bucket)',
  });
}
