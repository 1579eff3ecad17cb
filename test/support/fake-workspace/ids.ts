/** Ids as the service gives them: 64 bits, odd, so that no double holds one exactly. */
export class Ids {
  #next: bigint;

  constructor(first: bigint) {
    this.#next = first | 1n;
  }

  next(): bigint {
    const id = this.#next;
    this.#next += 1_000_002n;
    return id;
  }
}

export const FIRST_OBJECT = 1_152_921_504_606_850_000n;
export const FIRST_JOB = 4_611_686_018_427_446_004n;
export const FIRST_RUN = 6_917_529_027_641_081_856n;
