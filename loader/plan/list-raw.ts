import type { ParsedRawKey } from '../../receiver/landing/keys.ts';
import { compactTime, dateOf, parseRawKey } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

export interface RawObject {
  readonly key: string;
  readonly bytes: number;
  readonly parsed: ParsedRawKey;
}

export interface ListRawOptions {
  /** only names whose time is at or after this instant, which leaves `date=undated` out; undefined: everything */
  readonly from: Date | undefined;
  readonly source?: string | undefined;
  readonly connection?: string | undefined;
  /** called with every key or folder below `raw/` that is not ours; it is never loaded */
  readonly onStranger?: (key: string) => void;
}

/**
 * The landed objects in ascending order of their keys within a connection.
 *
 * Cost with `from`: for each connection one listing of its date folders and one of each date from then on. What lies before
 * is not looked at.
 */
export async function* listRaw(store: LandingStore, options: ListRawOptions): AsyncGenerator<RawObject> {
  const stranger = options.onStranger ?? (() => {});
  if (options.from === undefined && options.source === undefined && options.connection === undefined) {
    // One listing sees what lies beside the folders too.
    yield* listPrefix(store, 'raw/', { stranger });
    return;
  }
  for (const source of await store.folders('raw/')) {
    if (!isFolder(source, 'source', options.source, stranger)) continue;
    for (const connection of await store.folders(source)) {
      if (!isFolder(connection, 'connection', options.connection, stranger)) continue;
      yield* listConnection(store, connection, { from: options.from, stranger });
    }
  }
}

/** The landed objects below any prefix under `raw/`, ascending. */
export async function* listPrefix(
  store: LandingStore,
  prefix: string,
  options: { readonly stranger: (key: string) => void; readonly startAfter?: string },
): AsyncGenerator<RawObject> {
  const list = store.list(prefix, options.startAfter === undefined ? {} : { startAfter: options.startAfter });
  for await (const { key, size } of list) {
    const parsed = parseConsistent(key);
    if (parsed === undefined) options.stranger(key);
    else yield { key, bytes: size, parsed };
  }
}

/** A raw key whose date folder is that of its time; anything else would be overlooked by a listing by date. */
export function parseConsistent(key: string): ParsedRawKey | undefined {
  const parsed = parseRawKey(key);
  if (parsed === undefined) return undefined;
  const date = parsed.time === undefined ? 'undated' : dateOf(parsed.time);
  return date === parsed.date ? parsed : undefined;
}

interface ConnectionListing {
  readonly from: Date | undefined;
  readonly stranger: (key: string) => void;
}

async function* listConnection(
  store: LandingStore,
  prefix: string,
  { from, stranger }: ConnectionListing,
): AsyncGenerator<RawObject> {
  if (from === undefined) {
    yield* listPrefix(store, prefix, { stranger });
    return;
  }
  const first = `${prefix}date=${dateOf(from)}/`;
  for (const folder of await store.folders(prefix)) {
    const date = /\/date=(\d{4}-\d{2}-\d{2}|undated)\/$/.exec(folder)?.[1];
    if (date === undefined) stranger(folder);
    if (date === undefined || date === 'undated' || folder < first) continue;
    // `<time>` is a proper prefix of every name of that time, so names of exactly that time still come.
    if (folder === first) yield* listPrefix(store, folder, { stranger, startAfter: `${folder}${compactTime(from)}` });
    else yield* listPrefix(store, folder, { stranger });
  }
}

function isFolder(
  folder: string,
  name: 'source' | 'connection',
  wanted: string | undefined,
  stranger: (key: string) => void,
): boolean {
  const match = new RegExp(`/${name}=([a-z0-9_]+)/$`).exec(folder);
  if (match === null) {
    stranger(folder);
    return false;
  }
  return wanted === undefined || match[1] === wanted;
}
