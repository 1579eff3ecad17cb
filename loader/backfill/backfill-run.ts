import { problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { Entity } from '../catalog/entity.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { goOnReading, type Reading, type RefusedList } from '../lists/reading.ts';
import { refusalOf } from '../lists/refused-lists.ts';
import { queueListed } from '../poll/queue-listed.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type BackfilledEntity, type BackfillState, writeBackfill } from './backfill-state.ts';
import { isInRange } from './document-date.ts';
import { inBulk } from './in-bulk.ts';
import { type Patience, waitAfter } from './patience.ts';
import { readQueued } from './read-queued.ts';
import { type RefusedGroup, RefusedObjects } from './refused-objects.ts';

export interface Backfilled {
  readonly state: BackfillState;
  /** answers that landed for single objects */
  readonly objects: number;
  /** objects that are left in the queue because they are refused */
  readonly refused: readonly RefusedGroup[];
}

export interface BackfillRunOptions {
  readonly state: BackfillState;
  readonly progress: Progress;
  readonly warehouse: () => Promise<Warehouse>;
  /** requests, as estimated */
  readonly total: number;
}

/** Reads what was planned, from where the state says to its end. */
export class BackfillRun {
  readonly #fetch: FetchContext;
  readonly #options: BackfillRunOptions;
  readonly #patience: Patience = { failures: 0 };
  readonly #refused: RefusedObjects;
  #state: BackfillState;
  #objects = 0;
  #pages = 0;

  constructor(fetch: FetchContext, options: BackfillRunOptions) {
    this.#fetch = fetch;
    this.#options = options;
    this.#state = options.state;
    this.#refused = new RefusedObjects(fetch.clock());
  }

  async go(): Promise<Backfilled> {
    const { api, connection, signal, clock } = this.#fetch;
    await this.#readQueued({ isLast: false });
    for (const { entity: name } of this.#state.entities) {
      const entity = listedEntities(api, connection).find((known) => known.name === name);
      if (entity === undefined) continue;
      while (!signal.aborted && this.#isOpen(name)) await this.#readEntity(entity);
    }
    await this.#readQueued({ isLast: true });
    if (!signal.aborted) await this.#write({ ...this.#state, finished_at: clock().toISOString() });
    return { state: this.#state, objects: this.#objects, refused: await this.#refusedObjects() };
  }

  async #refusedObjects(): Promise<readonly RefusedGroup[]> {
    const { store, connection } = this.#fetch;
    const names = new Set(this.#state.entities.map(({ entity }) => entity));
    return this.#refused.groupsIn((await readQueue(store, connection.name))?.items ?? [], names);
  }

  #isOpen(name: string): boolean {
    const one = this.#state.entities.find(({ entity }) => entity === name);
    return one !== undefined && !one.is_done && one.problem === null;
  }

  /** Reads on from where the state says, until the lists are over or something fails. */
  async #readEntity(entity: Entity): Promise<void> {
    const { signal, clock } = this.#fetch;
    const reading = this.#state.entities.find((one) => one.entity === entity.name)?.reading;
    if (reading === undefined || reading === null) return this.#update(entity.name, () => ({ is_done: true }));
    const seen = new Set<string>();
    const refused = [...(reading.refused ?? [])];
    const standing = (next: Reading | undefined): Partial<BackfilledEntity> => {
      const refusal = next === undefined ? refusalOf(refused) : undefined;
      const problem = refusal === undefined ? null : { at: clock().toISOString(), ...refusal };
      return { reading: next ?? null, is_done: next === undefined, problem };
    };
    const onRefused = async (list: RefusedList, next: Reading | undefined): Promise<void> => {
      refused.push(list);
      this.#patience.failures = 0;
      await this.#update(entity.name, () => standing(next));
    };
    try {
      for await (const { page, next } of goOnReading(inBulk(this.#fetch), {
        entity: entity.name,
        origin: 'backfill',
        reading,
        onRefused,
      })) {
        const ids = await queueListed(this.#fetch, page, {
          entity,
          warehouse: this.#options.warehouse,
          isWanted: ({ id, payload }) => !seen.has(id) && isInRange(payload, this.#state),
        });
        for (const id of ids) seen.add(id);
        // From here on the page is finished: what it names is in the queue.
        await this.#update(entity.name, (one) => ({
          ...standing(next),
          pages: one.pages + 1,
          rows: one.rows + page.rows.length,
          queued: one.queued + ids.length,
        }));
        this.#patience.failures = 0;
        this.#pages += 1;
        this.#tell(entity.name);
        await this.#readQueued({ isLast: false });
        if (signal.aborted) return;
      }
    } catch (error) {
      const { code, message, retryable } = problemOf(error);
      if (isOfOneRequest(error) && !retryable) {
        const problem = { at: clock().toISOString(), code, message };
        return this.#update(entity.name, () => ({ problem }));
      }
      await waitAfter(error, this.#fetch, this.#patience);
    }
  }

  async #readQueued({ isLast }: { readonly isLast: boolean }): Promise<void> {
    const onLanded = (answers: number): void => {
      this.#objects += answers;
      this.#tell('');
    };
    await readQueued(this.#fetch, { patience: this.#patience, refused: this.#refused, isLast, onLanded });
  }

  #tell(text: string): void {
    const done = this.#pages + this.#objects;
    this.#options.progress.update(done, Math.max(done, this.#options.total), text);
  }

  async #update(name: string, change: (one: BackfilledEntity) => Partial<BackfilledEntity>): Promise<void> {
    const entities = this.#state.entities.map((one) => (one.entity === name ? { ...one, ...change(one) } : one));
    await this.#write({ ...this.#state, entities });
  }

  async #write(state: BackfillState): Promise<void> {
    await writeBackfill(this.#fetch.store, this.#fetch.connection.name, state);
    this.#state = state;
  }
}
