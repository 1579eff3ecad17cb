import { keysSha256, loadId } from '../../../loader/load/load-id.ts';
import { CONVERTER_VERSION, type Manifest } from '../../../loader/load/manifest.ts';
import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { type Envelope, encodeEnvelope } from '../../../receiver/envelope.ts';
import { rawKey } from '../../../receiver/landing/keys.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { FRESHBOOKS_ACCOUNT, ZOHO_ORGANIZATION } from '../documents/envelopes.ts';

const PLANNED_AT = new Date('2026-06-09T14:00:00.000Z');

const connection = (name: string, source: ConnectionConfig['source'], organizationId: string): ConnectionConfig => ({
  name,
  source,
  organizationId,
  webhookSecrets: [],
  region: undefined,
  oauth: undefined,
  urls: {},
  poll: {},
  businessId: undefined,
  businessUuid: undefined,
});

export const CONNECTIONS: Readonly<Record<string, ConnectionConfig>> = {
  moewe: connection('moewe', 'zoho_books', ZOHO_ORGANIZATION),
  quai: connection('quai', 'freshbooks', FRESHBOOKS_ACCOUNT),
};

export interface Landed {
  readonly key: string;
  readonly bytes: number;
}

/** Lands envelopes, or bytes that are none, in the order given. */
export async function land(store: LandingStore, objects: Iterable<Envelope | Uint8Array>): Promise<readonly Landed[]> {
  const landed: Landed[] = [];
  for (const object of objects) {
    const bytes = object instanceof Uint8Array ? object : encodeEnvelope(object);
    const facts = object instanceof Uint8Array ? undefined : object;
    const key = rawKey({
      source: facts?.source ?? 'zoho_books',
      connection: facts?.connection ?? 'moewe',
      origin: facts?.origin ?? 'webhook',
      entity: facts?.entity ?? 'invoices',
      time: new Date('2026-06-09T13:46:21Z'),
      identity: [String(landed.length)],
    });
    await store.create(key, bytes);
    landed.push({ key, bytes: bytes.byteLength });
  }
  return landed;
}

export function manifestOf(
  objects: readonly Landed[],
  parquetWriter: Manifest['parquet_writer'] = 'hyparquet-writer',
): Manifest {
  const sha256 = keysSha256(objects.map((object) => object.key));
  return {
    v: 1,
    load_id: loadId({ plannedAt: PLANNED_AT, reason: 'run', keysSha256: sha256, nonce: 'test' }),
    planned_at: PLANNED_AT.toISOString(),
    reason: 'run',
    of: [],
    converter: CONVERTER_VERSION,
    parquet_writer: parquetWriter,
    objects: [...objects],
    object_count: objects.length,
    byte_count: objects.reduce((sum, object) => sum + object.bytes, 0),
    keys_sha256: sha256,
  };
}
