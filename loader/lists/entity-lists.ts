import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk, ListTraits } from '../sources/list-api.ts';

export interface EntityLists {
  readonly traits: ListTraits;
  /** one, or one beside that of the deleted, or one for each object of the parent entity */
  readonly asks: readonly ListAsk[];
}

/**
 * The lists that together hold all objects of an entity. Those that hang on another entity's objects need these: their list is read
 * (and landed) first.
 *
 * @returns undefined: the entity cannot be listed, or not with what the configuration says
 */
export function entityLists(
  _context: FetchContext,
  _entity: string,
  _options: {
    readonly origin: 'poll' | 'sweep' | 'backfill';
    readonly changedSince?: Date;
    readonly datedSince?: string;
  },
): Promise<EntityLists | undefined> {
  throw new Error('not yet');
}
