/** The name that is looked for in the working folder. */
export const FILE_NAME = 'ledgerlake.yaml';
/** The variable that names another file. */
export const ENV_CONFIG = 'LEDGERLAKE_CONFIG';

/** What of the configuration says where the vault lies and what opens it. */
export interface ZoneConfig {
  /** the file it came from, for messages */
  readonly file: string;
  readonly landing: LandingConfig;
  /** the keys that seal credentials, the current one first; absent when the file names none */
  readonly vault?: VaultConfig;
}

/** The validated configuration, as the rest of the program sees it. Built by `load.ts`; names follow `ledgerlake.yaml`. */
export interface Config extends ZoneConfig {
  readonly warehouse: WarehouseConfig;
  readonly receiver: ReceiverConfig;
  readonly loader: LoaderConfig;
  /** undefined: what the gold views were told before stays */
  readonly gold?: GoldConfig;
  /** by connection name */
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
  /** what is allowed but probably not meant, one sentence each; the commands print them at start */
  readonly warnings?: readonly string[];
}

export interface VaultConfig {
  /** base64 of 32 bytes each */
  readonly keys: readonly string[];
}

export type LandingConfig =
  | { readonly kind: 'folder' /** absolute */; readonly path: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      /** without slashes at the ends; may be empty */
      readonly prefix: string;
      readonly region: string | undefined;
      readonly endpoint: string | undefined;
      readonly forcePathStyle: boolean;
    };

export type WarehouseConfig = { readonly engine: 'duckdb' /** absolute */; readonly path: string } | DatabricksConfig;

export interface DatabricksConfig {
  readonly engine: 'databricks';
  /** origin of the workspace; undefined here and below: what the Databricks SDK's own chain finds */
  readonly host: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** the bundle's job, by name or id */
  readonly job: string;
  /** id of the SQL warehouse that answers queries */
  readonly sqlWarehouse: string | undefined;
  readonly catalog: string;
  readonly schema: string;
  readonly stage: {
    /** a folder of a Unity Catalog volume, without a slash at its end */
    readonly path: string;
    /** whether parts are uploaded; false: the volume lies over the landing bucket's `loads/` */
    readonly upload: boolean;
  };
}

export interface ReceiverConfig {
  readonly host: string;
  readonly port: number;
  /** begins with a slash, ends without */
  readonly path: string;
  readonly publicUrl: string | undefined;
  readonly maxBodyBytes: number;
  readonly timeBudgetMs: number;
  readonly coalesceSeconds: number;
}

export interface LoaderConfig {
  /** cron expression of `run --watch` */
  readonly schedule: string;
  readonly lookbackHours: number;
  readonly settleSeconds: number;
  readonly fetchSeconds: number;
  readonly maxLoadBytes: number;
  readonly leaseSeconds: number;
  readonly parquetWriter: 'hyparquet-writer' | 'parquetjs-lite';
  readonly quotaReserve: number;
  /** cron expression of the scheduled sweep, which `run` makes when it is due; undefined: none */
  readonly sweep: string | undefined;
}

/** What the gold views are told. */
export interface GoldConfig {
  /** `category`, `project`, or `tag:` and the name or id of a reporting tag of Zoho Books */
  readonly costCentre: string;
}

/** A live secret; bound ones verify only deliveries to that route. */
export interface WebhookSecret {
  readonly secret: string;
  readonly entity: string | undefined;
  readonly action: string | undefined;
}

export interface ConnectionConfig {
  readonly name: string;
  readonly source: 'zoho_books' | 'freshbooks';
  /** Zoho Books: organization_id; FreshBooks: account_id */
  readonly organizationId: string;
  readonly webhookSecrets: readonly WebhookSecret[];
  /** Zoho Books only: us eu in au jp ca cn sa uk */
  readonly region: string | undefined;
  /** undefined: nothing is fetched for this connection */
  readonly oauth: OAuthConfig | undefined;
  /** overrides of base URLs, without a slash at their ends */
  readonly urls: { readonly api?: string; readonly accounts?: string; readonly auth?: string };
  /** by entity: daily, hourly, off or a cron expression; what is not named follows the entity's default */
  readonly poll: Readonly<Record<string, string>>;
  /** FreshBooks only */
  readonly businessId: string | undefined;
  readonly businessUuid: string | undefined;
}

export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** begins a chain; what the vault holds since wins, see contract 1 */
  readonly refreshToken: string | undefined;
  readonly redirectUri: string | undefined;
}
