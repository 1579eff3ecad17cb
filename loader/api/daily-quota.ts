import type { AppError } from '../../receiver/errors.ts';
import { apiProblem } from './problem.ts';
import { problemError } from './problem-error.ts';
import type { ApiQuota, ApiResponse } from './source-client.ts';

/** Where the provider does not say when a day ends, it is asked again after so long. */
const UNKNOWN_RESET_MS = 3_600_000;
const MAX_RESET_SECONDS = 2 * 86_400;

/**
 * The share of the day's requests that stays unspent: `reserve` is left to other programs; bulk (a backfill, what only lists name)
 * leaves as much again, at most half of the rest, to what webhooks ask for and to polls.
 */
export function reservedShare({ reserve, isBulk }: { readonly reserve: number; readonly isBulk: boolean }): number {
  return isBulk ? Math.min(2 * reserve, (1 + reserve) / 2) : reserve;
}

export interface DailyQuotaOptions {
  /** share of the day's requests that is left to others, from 0 to less than 1 */
  readonly reserve: number;
  readonly clock: () => Date;
  readonly connection: string;
  /** as told to an earlier process */
  readonly last: ApiQuota | undefined;
}

/** The requests of the day, as the provider counts them for all programs together. */
export class DailyQuota {
  readonly #options: DailyQuotaOptions;
  #last: ApiQuota | undefined;
  /** start of the request that told it */
  #toldAt = 0;
  #exhaustedUntil = 0;

  constructor(options: DailyQuotaOptions) {
    this.#options = options;
    this.#last = options.last;
  }

  current(): ApiQuota | undefined {
    return this.#last;
  }

  /**
   * Takes what a response tells: `x-rate-limit-limit`, `-remaining` and `-reset`, which is the seconds that are left.
   * @see recorded responses of Zoho Books, June 2026
   */
  hear({ headers, startedAt, receivedAt }: ApiResponse): void {
    const limit = countIn(headers['x-rate-limit-limit']);
    const remaining = countIn(headers['x-rate-limit-remaining']);
    const resetSeconds = countIn(headers['x-rate-limit-reset']);
    if (limit === undefined || limit === 0 || remaining === undefined || resetSeconds === undefined) return;
    // Answers overtake each other; the one asked for last knows best.
    if (resetSeconds > MAX_RESET_SECONDS || startedAt.getTime() < this.#toldAt) return;
    this.#toldAt = startedAt.getTime();
    const resetsAt = new Date(receivedAt.getTime() + resetSeconds * 1000);
    this.#last = { limit, remaining, resetsAt, seenAt: receivedAt };
  }

  /** The provider said that the day's requests are used up. */
  exhaust(): void {
    const now = this.#options.clock().getTime();
    const resetsAt = this.#last?.resetsAt.getTime() ?? 0;
    this.#exhaustedUntil = resetsAt > now ? resetsAt : now + UNKNOWN_RESET_MS;
  }

  /**
   * Whether one more request, such as may wait or not, may be sent beside those in flight. What was told for a day that is over says
   * nothing.
   *
   * @throws AppError `api_quota_exhausted`, `api_quota_reserved` (both retryable when the day is over)
   */
  assertLeft({ inFlight, isBulk }: { readonly inFlight: number; readonly isBulk: boolean }): void {
    const now = this.#options.clock().getTime();
    if (now < this.#exhaustedUntil) throw this.#error('api_quota_exhausted', new Date(this.#exhaustedUntil));
    const quota = this.#last;
    if (quota === undefined || now >= quota.resetsAt.getTime()) return;
    if (quota.remaining <= 0) throw this.#error('api_quota_exhausted', quota.resetsAt);
    const { reserve } = this.#options;
    const reserved = Math.ceil(quota.limit * reservedShare({ reserve, isBulk }));
    if (quota.remaining - inFlight <= reserved) throw this.#error('api_quota_reserved', quota.resetsAt);
  }

  #error(code: 'api_quota_exhausted' | 'api_quota_reserved', until: Date): AppError {
    const { connection } = this.#options;
    const of = this.#last === undefined ? '' : ` ${this.#last.remaining} of ${this.#last.limit} requests are left;`;
    const what = code === 'api_quota_exhausted' ? 'the day’s quota is used up' : 'the rest of the day’s quota is kept';
    const problem = apiProblem(code, `${what}:${of} renewed at ${until.toISOString()}`);
    return problemError(problem, { connection, context: { resets_at: until.toISOString() } });
  }
}

function countIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
