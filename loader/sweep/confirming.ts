import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { ENTITIES } from '../catalog/index.ts';
import { keyOf } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { confirmedGone } from './confirmed-gone.ts';
import { type Confirming, readSweepState, type SweepState, updateSweepState } from './sweep-state.ts';

export interface ConfirmingPlace {
  readonly store: LandingStore;
  readonly connection: ConnectionConfig;
}

export interface Settled {
  /** how many records are gone, as their own answers say, by entity; no entity with none */
  readonly gone: ReadonlyMap<string, number>;
  /** absent records of all entities that were asked for and are not answered yet */
  readonly open: number;
}

/** Remembers absent records that were put into the queue: a run may get their answers long after the sweep. @throws AppError of the landing store */
export async function rememberAsked({ store, connection }: ConfirmingPlace, asked: Confirming): Promise<void> {
  if (asked.ids.length === 0) return;
  await updateSweepState(store, connection.name, (state) => ({ ...state, confirming: [...state.confirming, asked] }));
}

export interface SettleOptions {
  /** default: all */
  readonly entities?: ReadonlySet<string>;
  /** the state as it was read a moment ago */
  readonly state?: SweepState;
}

/**
 * What became of the absent records of these entities that this sweep or an earlier one asked for. Those that the
 * queue no longer holds have been answered, whoever read them; each counts once, also when two processes look at the same time.
 *
 * Cost: nothing when all are in the queue; else a listing since the first was asked for, and a read of each single answer about
 * the entity.
 *
 * @throws AppError of the landing store
 */
export async function settleConfirming(
  place: ConfirmingPlace,
  { entities, state: known }: SettleOptions = {},
): Promise<Settled> {
  const { store, connection } = place;
  const { confirming } = known ?? (await readSweepState(store, connection.name));
  const meant = confirming.filter(({ entity }) => entities?.has(entity) ?? true);
  const queue = meant.length === 0 ? undefined : await readQueue(store, connection.name);
  const queued = new Set(queue?.items.map(keyOf));
  const answered = meant.map((one) => ({
    ...one,
    ids: one.ids.filter((id) => !queued.has(keyOf({ entity: one.entity, id }))),
  }));
  const names = namesOf(answered);
  if (names.size === 0) return { gone: new Map(), open: sizeOf(confirming) };
  const gone = await goneOf(place, answered);
  let counted: ReadonlySet<string> = new Set();
  let open = 0;
  await updateSweepState(store, connection.name, (state) => {
    counted = new Set([...namesOf(state.confirming)].filter((name) => names.has(name) && gone.has(name)));
    const left = state.confirming
      .map((one) => ({ ...one, ids: one.ids.filter((id) => !names.has(keyOf({ entity: one.entity, id }))) }))
      .filter(({ ids }) => ids.length > 0);
    open = sizeOf(left);
    return { ...state, confirming: left, last: state.last && { ...state.last, confirming: open } };
  });
  const groups = Map.groupBy(counted, (name) => name.slice(0, name.indexOf('/')));
  return { gone: new Map([...groups].map(([entity, all]) => [entity, all.length])), open };
}

/** Whether anything of these entities is still to be answered. @throws AppError of the landing store */
export async function isConfirming(
  { store, connection }: ConfirmingPlace,
  entities: ReadonlySet<string>,
): Promise<boolean> {
  const { confirming } = await readSweepState(store, connection.name);
  return confirming.some(({ entity }) => entities.has(entity));
}

async function goneOf(place: ConfirmingPlace, answered: readonly Confirming[]): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const [name, asked] of Map.groupBy(answered, ({ entity }) => entity)) {
    const entity = ENTITIES.find((one) => one.source === place.connection.source && one.name === name);
    const ids = new Set(asked.flatMap((one) => one.ids));
    if (entity === undefined || ids.size === 0) continue;
    const since = new Date(Math.min(...asked.map((one) => Date.parse(one.since))));
    for (const id of await confirmedGone(place, { entity, ids, since })) names.add(keyOf({ entity: name, id }));
  }
  return names;
}

function namesOf(confirming: readonly Confirming[]): ReadonlySet<string> {
  return new Set(confirming.flatMap(({ entity, ids }) => ids.map((id) => keyOf({ entity, id }))));
}

/** How many records that are. */
export function sizeOf(confirming: readonly Confirming[]): number {
  return confirming.reduce((sum, { ids }) => sum + ids.length, 0);
}
