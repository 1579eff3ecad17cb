import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Cursor } from './cursor.ts';
import { CURSOR_STATE, cursorSchema } from './cursor.ts';

/** @throws AppError `state_invalid`, and what the landing store says */
export async function readCursor(store: LandingStore): Promise<Cursor | undefined> {
  return (await readState(store, CURSOR_STATE, cursorSchema))?.value;
}

/** Writes the next generation. `lost`: another loader wrote one meanwhile; its cursor stays, which costs a longer listing. */
export async function writeCursor(store: LandingStore, cursor: Cursor): Promise<'written' | 'lost'> {
  const current = await readState(store, CURSOR_STATE, cursorSchema);
  return writeState(store, CURSOR_STATE, { generation: (current?.generation ?? 0) + 1, value: cursor });
}
