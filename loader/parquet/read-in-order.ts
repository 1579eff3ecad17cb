import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Manifest } from '../load/manifest.ts';

export interface ReadObject {
  readonly key: string;
  /** undefined when there is no such object */
  readonly bytes: Uint8Array | undefined;
}

/** Bytes of landed objects read ahead at most, unless one object alone has more. */
const MAX_BYTES_AHEAD = 16 * 1024 * 1024;

/**
 * Reads a manifest's objects in its order, several at a time. A failed read ends the iteration where its object stands.
 * Memory: `concurrency` objects, at most 16 MiB of them by the manifest's own figures, or one larger object.
 */
export async function* readInOrder(
  store: LandingStore,
  objects: Manifest['objects'],
  concurrency: number,
): AsyncGenerator<ReadObject> {
  const ahead: { readonly key: string; readonly bytes: number; readonly read: Promise<Uint8Array | undefined> }[] = [];
  let bytesAhead = 0;
  let next = 0;
  for (;;) {
    for (let object = objects[next]; object !== undefined; object = objects[next]) {
      const isFull = ahead.length >= concurrency || bytesAhead + object.bytes > MAX_BYTES_AHEAD;
      if (isFull && ahead.length > 0) break;
      const read = store.read(object.key);
      // It is awaited below, in order; until then its failure must not count as unhandled.
      read.catch(() => undefined);
      ahead.push({ ...object, read });
      bytesAhead += object.bytes;
      next += 1;
    }
    const first = ahead.shift();
    if (first === undefined) return;
    yield { key: first.key, bytes: await first.read };
    bytesAhead -= first.bytes;
  }
}
