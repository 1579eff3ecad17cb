/** Time that stands still while anything happens, and then jumps to whatever is due next. */
export class VirtualTime {
  #now = Date.parse('2026-06-09T12:00:00Z');
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  readonly clock = (): Date => new Date(this.#now);

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + Math.max(0, ms), wake });
    });

  /** Runs until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const settled = work.finally(() => {
      isDone = true;
    });
    settled.catch(() => undefined);
    while (true) {
      for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return settled;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('nothing is due, and the work is not done');
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}
