import type { Envelope } from '../../receiver/envelope.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { readLanded } from './read-landed.ts';

/**
 * Whether another webhook about the same record and second has landed with other content. Zoho Books' stamps have whole seconds,
 * and webhooks come in any order, so nothing in the two says which of them is the later state: only the record itself does.
 */
export async function differsFromTwin(
  store: LandingStore,
  { key, envelope }: { readonly key: string; readonly envelope: Envelope },
): Promise<boolean> {
  if (parseRawKey(key)?.time === undefined) return false;
  // Names begin with the second and the entity; the record's id is inside.
  const prefix = key.slice(0, -'.json'.length - 64);
  for await (const other of store.list(prefix)) {
    if (other.key === key) continue;
    const twin = await readLanded(store, other.key);
    if (twin === undefined || twin.entity_id === null || twin.entity_id !== envelope.entity_id) continue;
    if (twin.action !== 'deleted' && twin.body_sha256 !== envelope.body_sha256) return true;
  }
  return false;
}
