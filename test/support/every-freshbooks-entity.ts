import type { Lab } from './lab.ts';
import { freshbooksMissing } from './payloads/freshbooks.ts';
import { FRESHBOOKS_SHAPES, type FreshbooksShape, freshbooksShape } from './payloads/freshbooks-entities.ts';
import type { Doc } from './payloads/json.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 9, 8, minute)).toISOString();

/** Ids of the documents that {@link landEveryFreshbooksEntity} lands, per entity. */
export const EVERY_FRESHBOOKS_ID = {
  /** read twice, the second time changed, the last time in a page */
  edited: '101',
  /** has the traps of the wire; comes in a page */
  odd: '102',
  /** read, then deleted: `vis_state` 1 where the entity has it, else not found */
  deleted: '103',
  /** deleted, then read alive again */
  restored: '104',
  /** never read, not found */
  unseen: '105',
} as const;

/**
 * Eight API answers about every FreshBooks entity and a delivery about some: edits, a page with the traps of the wire,
 * deletions by mark or by a missing answer, restores. Gives the raw keys; nothing of it is for quarantine.
 */
export async function landEveryFreshbooksEntity(lab: Lab): Promise<readonly string[]> {
  for (const shape of FRESHBOOKS_SHAPES) await landEntity(lab, shape);
  for (const noun of ['client', 'bill', 'expense', 'time_entry']) {
    await lab.fresh(`${noun}.update`, EVERY_FRESHBOOKS_ID.edited, at(30));
  }
  return lab.keys();
}

/** An ordinary document (id 1) as one answer and one with the traps of the wire (id 2) as a page, per entity. */
export async function landOrdinaryAndOdd(lab: Lab, entities: readonly string[]): Promise<readonly string[]> {
  for (const shape of entities.map(freshbooksShape)) {
    const { entity } = shape;
    await lab.answer({ source: 'freshbooks', entity, id: '1', at: at(1), body: shape.one(shape.ordinary('1')) });
    const page = shape.page([shape.odd('2')]);
    await lab.answer({ source: 'freshbooks', entity, origin: 'poll', at: at(2), body: page });
  }
  return lab.keys();
}

async function landEntity(lab: Lab, shape: FreshbooksShape): Promise<void> {
  const { edited, odd, deleted, restored, unseen } = EVERY_FRESHBOOKS_ID;
  const { entity } = shape;
  const read = (id: string, minute: number, overrides: Doc = {}) =>
    lab.answer({
      source: 'freshbooks',
      entity,
      id,
      at: at(minute),
      body: shape.one(shape.ordinary(id, overrides)),
    });
  const missing = (id: string, minute: number) =>
    lab.answer({ source: 'freshbooks', entity, id, at: at(minute), status: 404, body: freshbooksMissing(id) });
  const isMarked = 'vis_state' in shape.ordinary(edited);

  await read(edited, 1);
  await read(edited, 2, { language: 'fr', note: 'changed' });
  await lab.answer({
    source: 'freshbooks',
    entity,
    origin: 'backfill',
    at: at(3),
    body: shape.page([shape.ordinary(edited, { note: 'changed again' }), shape.odd(odd)]),
  });
  await read(deleted, 4);
  await (isMarked ? read(deleted, 5, { vis_state: 1 }) : missing(deleted, 5));
  await (isMarked ? read(restored, 6, { vis_state: 1 }) : missing(restored, 6));
  await read(restored, 7, isMarked ? { vis_state: 2 } : {});
  await missing(unseen, 8);
}
