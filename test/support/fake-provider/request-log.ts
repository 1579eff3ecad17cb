/** What arrived and how it was answered; neither header nor body, so no credential. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** without values whose names speak of credentials */
  readonly query: URLSearchParams;
  /** by the fake's clock */
  readonly at: Date;
  /** undefined until answered, and where a fault left it without an answer */
  status: number | undefined;
}

type Matches = (request: LoggedRequest) => boolean;

const MINUTE_MS = 60_000;
const CREDENTIAL = /token|secret|code|verifier|password/i;

/** Everything that arrived, in order. */
export class RequestLog {
  readonly all: LoggedRequest[] = [];
  /** most requests that were under way at the same time */
  maxConcurrent = 0;
  #underWay = 0;
  readonly #waiting = new Set<{ readonly matches: Matches; readonly resolve: (request: LoggedRequest) => void }>();

  /** @param path  a text: exactly this path */
  matching(method: string, path: RegExp | string): readonly LoggedRequest[] {
    return this.all.filter((request) => request.method === method && isPath(request.path, path));
  }

  /** The next request that matches, as soon as it arrives (before it is answered). */
  next(method: string, path: RegExp | string): Promise<LoggedRequest> {
    return new Promise((resolve) => {
      const matches: Matches = (request) => request.method === method && isPath(request.path, path);
      this.#waiting.add({ matches, resolve });
    });
  }

  /** Most requests in any 60 seconds of the fake's clock; `matches` leaves out, for example, those to the token endpoint. */
  maxPerMinute(matches: Matches = () => true): number {
    const times = this.all
      .filter(matches)
      .map(({ at }) => at.getTime())
      .toSorted((a, b) => a - b);
    let first = 0;
    let most = 0;
    for (const [index, end] of times.entries()) {
      while ((times[first] ?? end) <= end - MINUTE_MS) first += 1;
      most = Math.max(most, index - first + 1);
    }
    return most;
  }

  /** In the 60 seconds before `now`. */
  inLastMinute(now: Date, matches: Matches = () => true): number {
    const from = now.getTime() - MINUTE_MS;
    // from the end: the log of a long test is long
    const before = this.all.findLastIndex(({ at }) => at.getTime() <= from);
    return this.all.slice(before + 1).filter(matches).length;
  }

  clear(): void {
    this.all.length = 0;
    this.maxConcurrent = 0;
  }

  /** For the server. */
  get underWay(): number {
    return this.#underWay;
  }

  /** For the server. */
  arrived(method: string, url: URL, at: Date): LoggedRequest {
    const query = new URLSearchParams([...url.searchParams].filter(([name]) => !CREDENTIAL.test(name)));
    const logged: LoggedRequest = { method, path: url.pathname, query, at, status: undefined };
    this.all.push(logged);
    this.#underWay += 1;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.#underWay);
    for (const waiting of this.#waiting) {
      if (!waiting.matches(logged)) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(logged);
    }
    return logged;
  }

  /** For the server. */
  ended(): void {
    this.#underWay -= 1;
  }
}

function isPath(path: string, wanted: RegExp | string): boolean {
  return typeof wanted === 'string' ? path === wanted : wanted.test(path);
}
