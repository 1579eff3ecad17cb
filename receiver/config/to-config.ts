import { dirname, resolve } from 'node:path';
import type {
  Config,
  ConnectionConfig,
  LandingConfig,
  OAuthConfig,
  WarehouseConfig,
  WebhookSecret,
  ZoneConfig,
} from './config.ts';
import type { ConnectionFile } from './connection-schema.ts';
import { deepFreeze, hideSecrets } from './protect.ts';
import type { ConfigFile, ZoneFile } from './schema.ts';

/** The checked file as the rest of the program sees it: absolute paths, units in names, frozen. */
export function toConfig(checked: ConfigFile, file: string): Config {
  const { receiver, loader, gold } = checked;
  const { vault, ...zone } = toZone(checked, file);
  return deepFreeze({
    ...zone,
    warehouse: toWarehouse(checked.warehouse, dirname(file)),
    receiver: {
      host: receiver.host,
      port: receiver.port,
      path: receiver.path,
      publicUrl: receiver.public_url,
      maxBodyBytes: receiver.max_body_bytes,
      timeBudgetMs: receiver.time_budget_ms,
      coalesceSeconds: receiver.coalesce_seconds,
    },
    loader: {
      schedule: loader.schedule,
      lookbackHours: loader.lookback_hours,
      settleSeconds: loader.settle_seconds,
      fetchSeconds: loader.fetch_seconds,
      maxLoadBytes: loader.max_load_bytes,
      leaseSeconds: loader.lease_seconds,
      parquetWriter: loader.parquet_writer,
      quotaReserve: loader.quota_reserve,
      sweep: loader.sweep === 'off' ? undefined : loader.sweep,
    },
    gold: { costCentre: gold.cost_centre },
    connections: toConnections(checked.connections),
    ...(vault === undefined ? {} : { vault }),
    warnings: warningsOf(checked),
  });
}

/** The landing zone and the keys of its vault alone. */
export function toZone(checked: ZoneFile, file: string): ZoneConfig {
  const { vault } = checked;
  const keys = vault?.keys ?? (vault?.key === undefined ? undefined : [vault.key]);
  return deepFreeze({
    file,
    landing: toLanding(checked, dirname(file)),
    ...(keys === undefined ? {} : { vault: hideSecrets({ keys }, ['keys']) }),
  });
}

function toLanding({ landing, s3 }: ZoneFile, folder: string): LandingConfig {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(landing) ?? [];
  if (bucket === undefined) return { kind: 'folder', path: resolve(folder, landing) };
  return {
    kind: 's3',
    bucket,
    prefix,
    region: s3.region,
    endpoint: s3.endpoint,
    forcePathStyle: s3.force_path_style,
  };
}

function toWarehouse(warehouse: ConfigFile['warehouse'], folder: string): WarehouseConfig {
  if (warehouse.engine === 'duckdb') return { engine: 'duckdb', path: resolve(folder, warehouse.path) };
  const { engine, host, job, catalog, schema, stage } = warehouse;
  const path = stage.path ?? `/Volumes/${catalog}/${schema}/landing`;
  return hideSecrets(
    {
      engine,
      host,
      clientId: warehouse.client_id,
      clientSecret: warehouse.client_secret,
      job,
      sqlWarehouse: warehouse.sql_warehouse,
      catalog,
      schema,
      stage: { path, upload: stage.upload },
    },
    ['clientSecret'],
  );
}

/** Names come from URLs, so the map has no prototype: `constructor` is not a connection. */
function toConnections(connections: ConfigFile['connections']): Record<string, ConnectionConfig> {
  const all: Record<string, ConnectionConfig> = Object.create(null) as Record<string, never>;
  for (const [name, connection] of Object.entries(connections)) all[name] = toConnection(name, connection);
  return all;
}

function toConnection(name: string, connection: ConnectionFile): ConnectionConfig {
  const { urls, poll } = connection;
  const common = { name, oauth: toOAuth(connection.oauth), urls: definedOnly(urls), poll };
  if (connection.source === 'zoho_books') {
    const webhookSecrets = connection.webhook_secrets.map(({ secret, entity, action }) =>
      webhookSecret({ secret, entity, action }),
    );
    const { source, organization_id: organizationId, region } = connection;
    return {
      ...common,
      source,
      organizationId,
      webhookSecrets,
      region,
      businessId: undefined,
      businessUuid: undefined,
    };
  }
  const { source, account_id: organizationId, business_id: businessId, business_uuid: businessUuid } = connection;
  const webhookSecrets = connection.webhook_secrets.map(({ secret }) =>
    webhookSecret({ secret, entity: undefined, action: undefined }),
  );
  return { ...common, source, organizationId, webhookSecrets, region: undefined, businessId, businessUuid };
}

function toOAuth(oauth: ConnectionFile['oauth']): OAuthConfig | undefined {
  if (oauth === undefined) return undefined;
  const { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken, redirect_uri } = oauth;
  return hideSecrets({ clientId, clientSecret, refreshToken, redirectUri: redirect_uri }, OAUTH_SECRETS);
}

function definedOnly(urls: Record<string, string | undefined>): ConnectionConfig['urls'] {
  return Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined));
}

const OAUTH_SECRETS = ['clientSecret', 'refreshToken'];

function webhookSecret(secret: WebhookSecret): WebhookSecret {
  return hideSecrets(secret, ['secret']);
}

/** What Zoho Books lets a user enter is 12 to 50 letters and digits. */
const ZOHO_SECRET_MIN_LENGTH = 12;

/** A look at the vault may have to wait for a second, and takes a moment. */
const LOOK_MS = 1500;

/** What is allowed, but probably a slip. */
function warningsOf({ receiver, loader, connections, vault }: ConfigFile): string[] {
  const warnings: string[] = [];
  for (const [name, { source, webhook_secrets }] of Object.entries(connections)) {
    const short = webhook_secrets.findIndex(({ secret }) => secret.length < ZOHO_SECRET_MIN_LENGTH);
    if (source === 'zoho_books' && short >= 0) {
      warnings.push(
        `connections.${name}.webhook_secrets[${short}] is shorter than ${ZOHO_SECRET_MIN_LENGTH} characters: Zoho Books takes 12 to 50, ` +
          'and a short secret is easy to guess',
      );
    }
    // With a vault its secrets may be there: "doctor" looks.
    if (webhook_secrets.length > 0 || vault !== undefined) continue;
    warnings.push(`connections.${name} has no webhook_secrets: every delivery to it is answered 401`);
  }
  if (vault !== undefined && receiver.time_budget_ms < LOOK_MS) {
    warnings.push(
      `receiver.time_budget_ms (${receiver.time_budget_ms}) is shorter than ${LOOK_MS} ms: a signature that the vault's newest ` +
        'secret would verify may be answered 503 at first, since the vault is looked at once a second',
    );
  }
  if (loader.settle_seconds * 1000 <= receiver.time_budget_ms) {
    warnings.push(
      `loader.settle_seconds (${loader.settle_seconds}) is not longer than receiver.time_budget_ms (${receiver.time_budget_ms}): ` +
        'a change may be fetched before its delivery is landed',
    );
  }
  return warnings;
}
