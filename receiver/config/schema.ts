import { z } from 'zod';
import { connectionSchema } from './connection-schema.ts';
import {
  cron,
  cronExpression,
  endpointUrl,
  field,
  flag,
  fraction,
  integer,
  matching,
  oneOf,
  secretText,
  section,
  serviceUrl,
  vaultKey,
} from './fields.ts';

const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const S3_URL = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9_=-][A-Za-z0-9_=.-]*)*\/?$/;
const identifier = matching(/^[A-Za-z0-9_-]+$/, 'be a name of letters, digits, _ and -');

/** A folder, or `s3://bucket/prefix`. Other schemes and `~` would silently become folders with odd names. */
const landing = field(
  'be a folder or s3://bucket/prefix (prefix of A-Z a-z 0-9 _ = . -; ~ is not expanded)',
  (text) => {
    if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text)) return S3_URL.test(text) ? text : undefined;
    return text.trim() === '' || text.startsWith('~') ? undefined : text;
  },
);

const s3 = section({
  region: matching(/^[a-z0-9-]{2,40}$/, 'be a region such as eu-central-1').optional(),
  endpoint: endpointUrl.optional(),
  force_path_style: flag.default(false),
});

const duckdbPath = field('be the path of a file (~ is not expanded)', (text) =>
  text.trim() === '' || text.startsWith('~') || text.startsWith(':') || text.endsWith('/') ? undefined : text,
);

const databricksHost = field('be the workspace URL, for example https://my-workspace.cloud.databricks.com', (text) => {
  const parsed = serviceUrl.safeParse(text.includes('://') ? text : `https://${text}`);
  return parsed.success ? parsed.data : undefined;
});

const warehouse = z.discriminatedUnion(
  'engine',
  [
    section({ engine: z.literal('duckdb'), path: duckdbPath.default('./data/ledgerlake.duckdb') }),
    section({
      engine: z.literal('databricks'),
      host: databricksHost.optional(),
      client_id: matching(/^\S+$/, 'be the application id of a service principal').optional(),
      client_secret: secretText.optional(),
      job: matching(/\S/, "be the bundle's job, by name or id").default('ledgerlake'),
      sql_warehouse: identifier.optional(),
      catalog: identifier.default('main'),
      schema: identifier.default('ledgerlake'),
      stage: section({
        path: matching(
          /^\/Volumes\/[^/]+\/[^/]+\/[^/]+(\/[^/]+)*$/,
          'be /Volumes/<catalog>/<schema>/<volume>',
        ).optional(),
        upload: flag.default(true),
      }).prefault({}),
    }),
  ],
  { error: 'must be one of duckdb, databricks' },
);

const receiver = section({
  host: matching(/^[A-Za-z0-9.:_-]+$/, 'be a host name or an IP address').default('127.0.0.1'),
  port: integer({ min: 0, max: 65_535 }).default(8080),
  path: field('begin with a slash, for example /webhooks, and be neither /healthz nor /readyz', (text) => {
    const path = text.replace(/\/$/, '');
    return /^(\/[A-Za-z0-9._~-]+)+$/.test(path) && !/^\/(healthz|readyz)$/.test(path) ? path : undefined;
  }).default('/webhooks'),
  public_url: serviceUrl.optional(),
  max_body_bytes: integer({ min: 1, max: 268_435_456 }).default(8_388_608),
  time_budget_ms: integer({ min: 1, max: 60_000 }).default(4000),
  coalesce_seconds: integer({ min: 1, max: 3600 }).default(60),
});

const sweepSchedule = field('be off or a cron expression, for example "30 3 * * *"', (text) =>
  text === 'off' ? text : cronExpression(text),
);

const loader = section({
  schedule: cron.default('*/5 * * * *'),
  lookback_hours: integer({ min: 0, max: 87_600 }).default(72),
  settle_seconds: integer({ min: 0, max: 3600 }).default(30),
  fetch_seconds: integer({ min: 0, max: 86_400 }).default(120),
  max_load_bytes: integer({ min: 1, max: 1_073_741_824 }).default(33_554_432),
  lease_seconds: integer({ min: 1, max: 3600 }).default(60),
  parquet_writer: oneOf(['hyparquet-writer', 'parquetjs-lite']).default('hyparquet-writer'),
  sweep: sweepSchedule.default('30 3 * * *'),
  quota_reserve: fraction({ min: 0, max: 0.9 }).default(0.1),
});

const vault = section(
  {
    key: vaultKey.optional(),
    keys: z
      .array(vaultKey, { error: 'must be a list of keys, the new one first' })
      .min(1, { error: 'must name at least one key' })
      .optional(),
  },
  { holdsSecrets: true },
).refine(({ key, keys }) => (key === undefined) !== (keys === undefined), {
  error: 'must have either key or keys: [new, old]',
});

const connections = z
  .record(
    z.string().regex(NAME, { error: 'must be a name of a-z, 0-9 and _ that begins with a letter (at most 64)' }),
    connectionSchema,
    { error: 'must be a map from the name of a connection to its settings' },
  )
  .refine((all) => Object.keys(all).length > 0, { error: 'must name at least one connection' });

const gold = section({
  cost_centre: field('be category, project or tag:<name of a reporting tag>', (text) =>
    /^(category|project|tag:\S(.{0,198}\S)?)$/.test(text) ? text : undefined,
  ).default('category'),
});

const zone = { landing: landing.default('./data/landing'), s3: s3.prefault({}) };

/** What says where the vault lies and what opens it: readable before the rest. */
export const zoneSchema = section({ ...zone, vault: vault.optional() });

export type ZoneFile = z.infer<typeof zoneSchema>;

/** `ledgerlake.yaml` after substitution: every scalar a text, every key known, defaults filled in. */
export const fileSchema = section({
  ...zone,
  warehouse: warehouse.prefault({ engine: 'duckdb' }),
  receiver: receiver.prefault({}),
  loader: loader.prefault({}),
  gold: gold.prefault({}),
  connections,
  vault: vault.optional(),
}).superRefine((file, context) => {
  const needing = Object.entries(file.connections).find(([, connection]) => connection.oauth !== undefined)?.[0];
  if (needing === undefined || file.vault !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['vault'],
    message: `must have a key (openssl rand -base64 32), because connections.${needing}.oauth brings tokens to be sealed`,
  });
});

export type ConfigFile = z.infer<typeof fileSchema>;
