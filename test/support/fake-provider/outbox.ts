import type { Clock } from './http.ts';

/** A webhook ready to be sent. */
export interface Outgoing {
  readonly uri: string;
  /** for assertions: `invoice.update 60417` */
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A webhook that was sent, and how it was answered. */
export interface Sent {
  readonly label: string;
  readonly uri: string;
  readonly at: Date;
  /** undefined: no answer */
  readonly status: number | undefined;
}

export interface Held {
  /** how many wait */
  readonly count: number;
  /** Sends what waits and waits for the answers. `order` gives the positions; default as they arose. */
  release(order?: (count: number) => readonly number[]): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** Webhooks on their way out: one after the other, as they arise, unless told otherwise. Nothing is retried by itself. */
export class Outbox {
  /** everything that was sent, repetitions included */
  readonly sent: Sent[] = [];
  /** labels of what was thrown away */
  readonly dropped: string[] = [];
  /** how many arose, thrown away or not */
  offered = 0;
  /** whether this one is thrown away; asked for each that arises */
  isLost: (label: string) => boolean = () => false;
  readonly #clock: Clock;
  readonly #unanswered: Outgoing[] = [];
  #drop = 0;
  #double = 0;
  #held: Outgoing[] | undefined;
  #tail: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next webhooks are never sent. */
  drop(times = 1): void {
    this.#drop += times;
  }

  /** Each of the next webhooks is sent twice at once. */
  double(times = 1): void {
    this.#double += times;
  }

  /** From now on webhooks wait until released; those that arise after the release are sent as usual. */
  hold(): Held {
    const held: Outgoing[] = [];
    this.#held = held;
    return {
      get count() {
        return held.length;
      },
      release: async (order = (count) => Array.from({ length: count }, (_, at) => at)) => {
        if (this.#held === held) this.#held = undefined;
        const waiting = held.splice(0);
        for (const at of order(waiting.length)) {
          const outgoing = waiting[at];
          if (outgoing !== undefined) this.#enqueue(outgoing);
        }
        await this.settled();
      },
    };
  }

  /** Takes what should go out; the knobs decide. */
  send(outgoing: Outgoing): void {
    this.offered += 1;
    if (this.#drop > 0) {
      this.#drop -= 1;
      this.dropped.push(outgoing.label);
    } else if (this.isLost(outgoing.label)) {
      this.dropped.push(outgoing.label);
    } else if (this.#held !== undefined) {
      this.#held.push(outgoing);
    } else {
      this.#enqueue(outgoing);
    }
  }

  /** Sends at once, whatever the knobs say. */
  async sendNow(outgoing: Outgoing): Promise<void> {
    await this.#post(outgoing);
  }

  /** Everything that could be sent has been answered. */
  async settled(): Promise<void> {
    let tail: Promise<void>;
    do {
      tail = this.#tail;
      await tail;
    } while (tail !== this.#tail);
  }

  /** Sends again what got no 2xx, the same bytes; @returns how many. */
  async resendFailed(): Promise<number> {
    const failed = this.#unanswered.splice(0);
    for (const outgoing of failed) this.#enqueue(outgoing);
    await this.settled();
    return failed.length;
  }

  #enqueue(outgoing: Outgoing): void {
    const copies = this.#double > 0 ? 2 : 1;
    if (copies === 2) this.#double -= 1;
    this.#tail = this.#postAfter(this.#tail, { outgoing, copies });
  }

  async #postAfter(
    previous: Promise<void>,
    { outgoing, copies }: { outgoing: Outgoing; copies: number },
  ): Promise<void> {
    await previous;
    await Promise.all(Array.from({ length: copies }, () => this.#post(outgoing)));
  }

  async #post(outgoing: Outgoing): Promise<void> {
    const { label, uri, headers, body } = outgoing;
    const at = this.#clock();
    let status: number | undefined;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(uri, { method: 'POST', headers, body: new Uint8Array(body), signal });
      await response.arrayBuffer();
      status = response.status;
    } catch {
      status = undefined;
    }
    if (status === undefined || status >= 300) this.#unanswered.push(outgoing);
    this.sent.push({ label, uri, at, status });
  }
}
