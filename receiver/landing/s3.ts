import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import { DEFAULT_BUDGET_MS } from './budget.ts';
import { assertFolder, assertPrefix, assertRemovable, isKey } from './key-rules.ts';
import { assertKey } from './keys.ts';
import { dateOfAnswer, makeS3Client, type S3LandingConfig } from './s3-client.ts';
import { deniedBy, missingHint } from './s3-errors.ts';
import { assertAscending, type ListRequest, listPages, sendList } from './s3-list.ts';
import { type RetryClock, retrying, systemClock } from './s3-retry.ts';
import type { CreateOptions, LandingStore, ListedObject, ListOptions } from './store.ts';

/** Time-out of a first attempt to write: this plus a ms for every KB (1 MB/s). */
const WRITE_ATTEMPT_MS = 1_000;
const READ_ATTEMPT_MS = 10_000;
const READ_BUDGET_MS = 60_000;

export interface S3Options {
  readonly clock?: RetryClock | undefined;
  /** time-out of a first attempt to read or list in ms; default 10 000 */
  readonly readAttemptMs?: number | undefined;
}

/**
 * A bucket and prefix of an S3-compatible store as landing store. Sends nothing until it is used: `probeLandingStore` tells
 * whether the store keeps the contract. Credentials come from the SDK's default chain.
 */
export function openS3Store(config: S3LandingConfig, options: S3Options = {}): LandingStore {
  return new S3Store(config, options);
}

class S3Store implements LandingStore {
  readonly description: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  /** empty or ending with a slash */
  readonly #base: string;
  readonly #clock: RetryClock;
  readonly #readAttemptMs: number;

  constructor(config: S3LandingConfig, options: S3Options) {
    this.#base = config.prefix === '' ? '' : `${config.prefix}/`;
    this.#bucket = config.bucket;
    this.#client = makeS3Client(config);
    this.#clock = options.clock ?? systemClock;
    this.#readAttemptMs = options.readAttemptMs ?? READ_ATTEMPT_MS;
    this.description = `s3 s3://${config.bucket}/${config.prefix}`;
  }

  async create(key: string, bytes: Uint8Array, options: CreateOptions = {}): Promise<'created' | 'exists'> {
    const input = {
      Bucket: this.#bucket,
      Key: this.#full(key),
      Body: bytes,
      IfNoneMatch: '*',
      // Buckets with Object Lock demand it once the SDK's own checksums are off.
      ContentMD5: createHash('md5').update(bytes).digest('base64'),
      ContentType: key.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    };
    const settled = await retrying(
      (signal) => this.#client.send(new PutObjectCommand(input), { abortSignal: signal }),
      {
        doing: `create ${key}`,
        budgetMs: options.budgetMs ?? DEFAULT_BUDGET_MS,
        attemptMs: WRITE_ATTEMPT_MS + bytes.byteLength / 1_000,
        clock: this.#clock,
      },
    );
    if (settled.kind === 'done') return 'created';
    // After an attempt without an answer this may be our own object: the key identifies its content, so both are fine.
    if (settled.verdict.kind === 'exists') return 'exists';
    throw this.#denied(settled, `create ${key}`);
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    const input = { Bucket: this.#bucket, Key: this.#full(key) };
    return await this.#ask(`read ${key}`, async (signal) => {
      const answer = await this.#client.send(new GetObjectCommand(input), { abortSignal: signal });
      const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
      if (answer.ContentLength !== undefined && answer.ContentLength !== bytes.byteLength) {
        throw new Error(`${bytes.byteLength} of ${answer.ContentLength} bytes arrived`);
      }
      return bytes;
    });
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncGenerator<ListedObject> {
    const startAfter = options.startAfter ?? '';
    assertPrefix(prefix);
    assertPrefix(startAfter);
    const request = {
      bucket: this.#bucket,
      prefix: this.#base + prefix,
      startAfter: startAfter === '' ? undefined : this.#base + startAfter,
    };
    let previous = '';
    for await (const page of this.#pages(request)) {
      for (const { Key: full = '', Size: size = 0 } of page.Contents ?? []) {
        const key = full.slice(this.#base.length);
        if (!isKey(key) || key <= startAfter) continue;
        assertAscending(previous, key);
        previous = key;
        yield { key, size };
      }
    }
  }

  async folders(prefix: string): Promise<readonly string[]> {
    assertFolder(prefix);
    const found = new Set<string>();
    for await (const page of this.#pages({ bucket: this.#bucket, prefix: this.#base + prefix, delimiter: '/' })) {
      for (const { Prefix: full = '' } of page.CommonPrefixes ?? []) {
        const folder = full.slice(this.#base.length);
        if (isKey(folder.slice(0, -1))) found.add(folder);
      }
    }
    return [...found].sort();
  }

  async remove(key: string): Promise<void> {
    assertRemovable(key);
    const input = { Bucket: this.#bucket, Key: this.#full(key) };
    await this.#ask(`remove ${key}`, async (signal) => {
      await this.#client.send(new DeleteObjectCommand(input), { abortSignal: signal });
      return undefined;
    });
  }

  async now(): Promise<Date> {
    const key = this.#full('state/probe/clock');
    const date = await this.#ask('ask the store for its clock', (signal) =>
      dateOfAnswer(this.#client, { bucket: this.#bucket, key, signal }),
    );
    if (date !== undefined) return date;
    throw new AppError('landing_denied', `${this.description} answers without a Date header`, {
      hint: 'check that s3.endpoint is an S3 store',
    });
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #full(key: string): string {
    assertKey(key);
    const full = this.#base + key;
    if (full.length > 1024) {
      throw new AppError('landing_key_invalid', `longer than 1024 bytes with its prefix: ${full.slice(0, 200)}`, {
        hint: 'shorten the prefix in landing',
      });
    }
    return full;
  }

  #pages(request: ListRequest) {
    return listPages(request, async (command) => {
      const doing = `list ${request.prefix}`;
      const page = await this.#ask(doing, (signal) => sendList(this.#client, command, signal));
      if (page !== undefined) return page;
      throw new AppError('landing_denied', `cannot ${doing}: 404`, { hint: missingHint() });
    });
  }

  /** The answer, or undefined for 404. */
  async #ask<T>(doing: string, attempt: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const settled = await retrying(attempt, {
      doing,
      budgetMs: READ_BUDGET_MS,
      attemptMs: this.#readAttemptMs,
      clock: this.#clock,
    });
    if (settled.kind === 'done') return settled.value;
    if (settled.verdict.kind === 'missing') return undefined;
    throw this.#denied(settled, doing);
  }

  #denied(settled: { verdict: { kind: string; hint?: string }; error: unknown }, doing: string): AppError {
    const hint = settled.verdict.hint ?? missingHint();
    return deniedBy(settled.error, { doing: `${doing} in ${this.description}`, hint });
  }
}
