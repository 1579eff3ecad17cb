import { type Clock, Refusal, type Reply } from '../fake-provider/http.ts';
import type { RequestLog } from '../fake-provider/request-log.ts';
import { localText, secondsLeftOfDay } from '../fake-provider/zoned-time.ts';
import { problem } from './errors.ts';

export interface QuotaOptions {
  readonly clock: Clock;
  readonly requests: RequestLog;
  readonly timeZone: string;
}

const API = /^\/books\/v3\//;

/** The three limits of an organization, and the headers that tell of the daily one. */
export class Quota {
  perMinute = 100;
  perDay = 1000;
  concurrent = 10;
  /** status of their refusals; code 45 was seen under 200 */
  status = 429;
  /** whether answers carry `x-rate-limit-*` */
  hasHeaders = true;
  readonly #options: QuotaOptions;
  #day = '';
  #used = 0;

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  get used(): number {
    this.#turnDay();
    return this.#used;
  }

  /** What other programs of the organization took. */
  use(requests: number): void {
    this.#turnDay();
    this.#used += requests;
  }

  /** Counts one call. @throws Refusal 1070, 44 or 45 */
  take(): void {
    this.#turnDay();
    const { requests, clock } = this.#options;
    const inMinute = requests.inLastMinute(clock(), ({ path }) => API.test(path));
    const code = requests.underWay > this.concurrent ? 1070 : inMinute > this.perMinute ? 44 : undefined;
    if (code !== undefined) throw this.#refusal(code);
    if (this.#used >= this.perDay) throw this.#refusal(45);
    this.#used += 1;
  }

  /** The answer with the headers; `reset` is the seconds left of the organization's day. */
  told(reply: Reply): Reply {
    if (!this.hasHeaders) return reply;
    const { clock, timeZone } = this.#options;
    const headers = {
      'x-rate-limit-limit': String(this.perDay),
      'x-rate-limit-remaining': String(Math.max(0, this.perDay - this.used)),
      'x-rate-limit-reset': String(secondsLeftOfDay(clock(), timeZone)),
    };
    return { ...reply, headers: { ...reply.headers, ...headers } };
  }

  #refusal(code: number): Refusal {
    return new Refusal(this.told(problem(code, { status: this.status })));
  }

  #turnDay(): void {
    const today = localText(this.#options.clock(), this.#options.timeZone).slice(0, 10);
    if (today === this.#day) return;
    this.#day = today;
    this.#used = 0;
  }
}
