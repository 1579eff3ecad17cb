import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk, ListTraits } from '../sources/list-api.ts';
import { listPages } from './list-pages.ts';
import type { ListOrigin } from './read-page.ts';

export interface EntityLists {
  readonly traits: ListTraits;
  /** one, or one beside that of the deleted, or one for each object of the parent entity; in this order they are read */
  readonly asks: readonly ListAsk[];
}

export interface EntityListsOptions {
  readonly origin: ListOrigin;
  /** changed objects alone where that works; overlaps are added here */
  readonly changedSince?: Date;
  /** documents dated so or later alone, where that works */
  readonly datedSince?: string;
}

/**
 * The lists that together hold all objects of an entity, or those changed or dated since. For lists that hang on another entity's
 * objects these are listed (and landed) first.
 *
 * @returns undefined: the entity cannot be listed, or not with what the configuration says
 * @throws as `listPages`
 */
export async function entityLists(
  context: FetchContext,
  entity: string,
  options: EntityListsOptions,
): Promise<EntityLists | undefined> {
  const traits = context.api.lists.traits(entity, context.connection);
  if (traits === undefined) return undefined;
  const base: ListAsk = { entity, ...restriction(traits, options) };
  if (traits.parent !== undefined) {
    const parents = await idsOf(context, traits.parent, options.origin);
    return { traits, asks: parents.map((parent) => ({ ...base, parent })) };
  }
  // What is deleted between the two is in one of them at least.
  return { traits, asks: traits.hasDeleted ? [base, { ...base, deleted: true }] : [base] };
}

function restriction(traits: ListTraits, { changedSince, datedSince }: EntityListsOptions): Partial<ListAsk> {
  const overlapMs = traits.changedSince?.overlapMs;
  return {
    ...(changedSince === undefined || overlapMs === undefined
      ? {}
      : { changedSince: new Date(changedSince.getTime() - overlapMs) }),
    ...(datedSince === undefined || !traits.isDated ? {} : { datedSince }),
  };
}

async function idsOf(context: FetchContext, entity: string, origin: ListOrigin): Promise<readonly string[]> {
  const ids = new Set<string>();
  for await (const { rows } of listPages(context, { ask: { entity }, origin })) for (const { id } of rows) ids.add(id);
  return [...ids];
}
