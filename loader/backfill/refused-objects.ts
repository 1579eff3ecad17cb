import { isOnlyListed, type QueueItem } from '../fetch/queue.ts';
import { type Refusal, type RefusalWatch, RefusedEntities } from '../fetch/refused-entities.ts';

/**
 * As many objects of an entity refused for one reason, and none read in between: its others are left to later runs. More than a run
 * takes: nobody comes soon to ask for them again, and it is no more than a minute's requests.
 */
const MOST_REFUSALS_IN_A_ROW = 100;

/** Objects of an entity that are refused for one reason. */
export interface RefusedGroup extends Refusal {
  readonly objects: number;
  /** of those: not asked for, since so many before them were refused */
  readonly unasked: number;
}

/** What a backfill is refused of what only lists name: it asks for each object once, and runs ask again when its time has come. */
export class RefusedObjects {
  readonly #began: string;
  readonly #entities = new RefusedEntities(MOST_REFUSALS_IN_A_ROW);

  constructor(began: Date) {
    this.#began = began.toISOString();
  }

  /**
   * Watches one reading. Where the API refuses an entity as a whole nothing is put off: its others stay due for the runs, and no hint
   * waits. What a gateway before it answers puts them off as in a run.
   */
  watch(): RefusalWatch {
    const putOff = new RefusedEntities();
    return {
      tell: (entity, result) => {
        const isRefusal = result.kind === 'failed' && result.isRefusal;
        if (!isRefusal) putOff.tell(entity, result);
        if (isRefusal || result.kind === 'landed') this.#entities.tell(entity, result);
      },
      all: () => putOff.all(),
    };
  }

  /** Whether a backfill asks for it. */
  isOpen(item: QueueItem): boolean {
    if (!isOnlyListed(item)) return true;
    const { problem } = item;
    const isRefused = problem?.is_refusal === true && problem.at >= this.#began;
    return !isRefused && this.#entities.of(item.entity) === undefined;
  }

  /** What of these entities is in the queue and refused, by reason. */
  groupsIn(items: readonly QueueItem[], entities: ReadonlySet<string>): readonly RefusedGroup[] {
    const groups = new Map<string, RefusedGroup>();
    for (const item of items) {
      if (!isOnlyListed(item) || !entities.has(item.entity)) continue;
      const isRefused = item.problem?.is_refusal === true;
      const reason = isRefused ? item.problem : this.#entities.of(item.entity);
      if (reason === null || reason === undefined) continue;
      const name = `${item.entity}/${reason.code}`;
      const { code, message, objects, unasked } = groups.get(name) ?? { ...reason, objects: 0, unasked: 0 };
      const more = { objects: objects + 1, unasked: unasked + (isRefused ? 0 : 1) };
      groups.set(name, { entity: item.entity, code, message, ...more });
    }
    return [...groups.values()];
  }
}
