import type { FetchedObject } from './fetch-object.ts';

/** As many objects of an entity refused for one reason, and none read in between: the reason is the entity's, a scope perhaps. */
const MOST_REFUSALS_IN_A_ROW = 3;

/** A reason for which objects of an entity are refused. */
export interface Refusal {
  readonly entity: string;
  readonly code: string;
  readonly message: string;
}

/** What a reading tells of its objects, and asks. */
export type RefusalWatch = Pick<RefusedEntities, 'tell' | 'all'>;

/** Knows which entities are refused as a whole, so that a queue full of them is not asked for one by one. */
export class RefusedEntities {
  readonly #most: number;
  readonly #refusals = new Map<string, Refusal & { readonly times: number }>();

  /** @param most  objects refused in a row that are enough to call it the entity's matter */
  constructor(most = MOST_REFUSALS_IN_A_ROW) {
    this.#most = most;
  }

  /** Takes in how the read of one object of the entity ended. */
  tell(entity: string, result: FetchedObject): void {
    if (result.kind === 'landed') this.#refusals.delete(entity);
    if (result.kind !== 'failed' || result.retryable) return;
    const { code, message } = result;
    const before = this.#refusals.get(entity);
    this.#refusals.set(entity, { entity, code, message, times: before?.code === code ? before.times + 1 : 1 });
  }

  all(): readonly Refusal[] {
    return [...this.#refusals.keys()].flatMap((entity) => this.of(entity) ?? []);
  }

  /** Why the entity is refused as a whole; undefined: it is not. */
  of(entity: string): Refusal | undefined {
    const refusal = this.#refusals.get(entity);
    return refusal !== undefined && refusal.times >= this.#most ? refusal : undefined;
  }
}
