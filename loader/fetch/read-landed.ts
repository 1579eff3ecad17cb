import { decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

/** A landed object's envelope; undefined when there is none, or it cannot be read: quarantine says why. */
export async function readLanded(store: LandingStore, key: string): Promise<Envelope | undefined> {
  const bytes = await store.read(key);
  if (bytes === undefined) return undefined;
  try {
    return decodeEnvelope(bytes);
  } catch {
    return undefined;
  }
}
