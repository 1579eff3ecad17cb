import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { HANDSHAKE_ENTITY, openHandshake } from '../../receiver/sources/handshake.ts';
import { listRaw } from '../plan/list-raw.ts';

const HOUR_MS = 3_600_000;

/** A provider's request to prove that the endpoint is ours, as it landed. */
export interface LandedHandshake {
  readonly key: string;
  readonly callbackId: string;
  readonly receivedAt: Date;
  /** never logged */
  readonly verifier: string;
}

/**
 * The handshakes that have landed since an instant, the newest first: of several for one callback the last is most likely the
 * one that counts.
 *
 * @throws AppError `vault_key_missing`, `vault_key_wrong`, `vault_damaged`, and what the landing store says
 */
export async function landedHandshakes(
  store: LandingStore,
  connection: ConnectionConfig,
  options: { readonly since: Date; readonly vaultKeys: readonly string[] | undefined },
): Promise<readonly LandedHandshake[]> {
  const from = new Date(options.since.getTime() - HOUR_MS);
  const handshakes: LandedHandshake[] = [];
  for await (const { key, parsed } of listRaw(store, {
    from,
    source: connection.source,
    connection: connection.name,
  })) {
    if (parsed.origin !== 'webhook' || parsed.entity !== HANDSHAKE_ENTITY) continue;
    const bytes = await store.read(key);
    if (bytes === undefined) continue;
    const envelope = decodeEnvelope(bytes);
    const opened = openHandshake(envelope, options.vaultKeys);
    if (opened !== undefined) handshakes.push({ key, receivedAt: new Date(envelope.received_at), ...opened });
  }
  return handshakes.toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
}
