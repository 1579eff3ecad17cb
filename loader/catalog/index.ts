import type { ChildEntity, Entity } from './entity.ts';
import { FRESHBOOKS_ENTITIES } from './freshbooks/index.ts';
import { ZOHO_BOOKS_ENTITIES } from './zoho-books/index.ts';

/** Every entity that has a silver table, by source. A source is one line here. */
export const ENTITIES: readonly Entity[] = [...ZOHO_BOOKS_ENTITIES, ...FRESHBOOKS_ENTITIES];

export const SOURCES: readonly string[] = [...new Set(ENTITIES.map((entity) => entity.source))];

export function silverTable(entity: Entity, child?: ChildEntity): string {
  return `silver_${entity.source}_${(child ?? entity).name}`;
}

export function historyView(entity: Entity, child?: ChildEntity): string {
  return `history_${entity.source}_${(child ?? entity).name}`;
}

/** Whether the catalog knows `source.entity`. */
export function isKnown(name: string): boolean {
  return ENTITIES.some((entity) => `${entity.source}.${entity.name}` === name);
}
