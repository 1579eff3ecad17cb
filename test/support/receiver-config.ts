import type { Config, ConnectionConfig, ReceiverConfig, WebhookSecret } from '../../receiver/config/config.ts';

export const ZOHO_SECRET = 'Zoho0Secret1For2Tests';
export const DELETE_SECRET = 'Zoho0Delete1For2Tests';
export const FRESH_SECRET = 'fresh-verifier-for-tests';

const live = (secret: string, entity?: string, action?: string): WebhookSecret => ({ secret, entity, action });

/** Two connections, one of each source; the Zoho Books one also has a secret bound to deleted invoices. */
export function testConfig(receiver: Partial<ReceiverConfig> = {}): Config {
  const connection = (name: string, rest: Partial<ConnectionConfig>): ConnectionConfig => ({
    name,
    source: 'zoho_books',
    organizationId: '10234695',
    webhookSecrets: [],
    region: undefined,
    oauth: undefined,
    urls: {},
    poll: {},
    businessId: undefined,
    businessUuid: undefined,
    ...rest,
  });
  return {
    file: 'ledgerlake.yaml',
    landing: { kind: 'folder', path: '/nonexistent' },
    warehouse: { engine: 'duckdb', path: '/nonexistent' },
    receiver: {
      host: '127.0.0.1',
      port: 0,
      path: '/webhooks',
      publicUrl: undefined,
      maxBodyBytes: 65_536,
      // a disk that stalls for seconds fails no test
      timeBudgetMs: 60_000,
      coalesceSeconds: 60,
      ...receiver,
    },
    loader: {
      schedule: '*/5 * * * *',
      lookbackHours: 72,
      settleSeconds: 30,
      fetchSeconds: 120,
      maxLoadBytes: 33_554_432,
      leaseSeconds: 60,
      parquetWriter: 'hyparquet-writer',
      quotaReserve: 0.1,
      sweep: undefined,
    },
    connections: {
      acme_books: connection('acme_books', {
        webhookSecrets: [live(ZOHO_SECRET), live(DELETE_SECRET, 'invoices', 'deleted')],
      }),
      acme_fresh: connection('acme_fresh', {
        source: 'freshbooks',
        organizationId: '6BApk',
        webhookSecrets: [live(FRESH_SECRET)],
      }),
      no_secret: connection('no_secret', {}),
    },
  };
}
