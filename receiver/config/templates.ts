/** What `ledgerlake init` writes. Commented keys stand at their defaults; the variables are those of `ENV_TEMPLATE`. */
export const CONFIG_TEMPLATE = `# Ledgerlake configuration.
#
# \${NAME} and \${NAME:-default} are replaced from the environment and from a .env file beside this file,
# \${file:/path} by the trimmed content of a file, \${vault:NAME} by what "ledgerlake secrets set NAME" sealed in the landing
# zone; $\${ is a literal \${. Relative paths are relative to this file.
# Commented keys show their defaults.

# Where deliveries are stored, once and for good: a folder, or s3://bucket/prefix.
landing: ./data/landing

# Only for s3://. Access keys come from where the AWS SDK finds them (environment, profile, role).
# s3:
#   region: eu-central-1
#   endpoint: "http://127.0.0.1:9000"      # MinIO, Ceph, R2; leave out for AWS
#   force_path_style: false

# Where the tables live. duckdb is embedded: one file, nothing to install.
warehouse:
  engine: duckdb
  path: ./data/ledgerlake.duckdb
# warehouse:
#   engine: databricks
#   host: \${DATABRICKS_HOST}
#   client_id: \${DATABRICKS_CLIENT_ID}          # a service principal; without it the SDK's own chain is asked
#   client_secret: \${DATABRICKS_CLIENT_SECRET}  # or sealed: \${vault:DATABRICKS_CLIENT_SECRET}
#   job: ledgerlake                             # the bundle's job, by name or id
#   sql_warehouse: \${DATABRICKS_WAREHOUSE_ID}
#   catalog: main
#   schema: ledgerlake
#   stage: { path: /Volumes/main/ledgerlake/landing, upload: true }

receiver:
#   host: 127.0.0.1                 # put a reverse proxy with TLS before it
#   port: 8080
#   path: /webhooks
#   public_url: "https://hooks.example.com"
#   max_body_bytes: 8388608
#   time_budget_ms: 4000            # after this a delivery is answered 503, and the provider sends it again
#   coalesce_seconds: 60            # FreshBooks: equal deliveries within this window are one

loader:
#   schedule: "*/5 * * * *"         # of "run --watch"
#   lookback_hours: 72              # how far back a run looks for late objects
#   settle_seconds: 30              # longer than receiver.time_budget_ms
#   fetch_seconds: 120
#   max_load_bytes: 33554432
#   lease_seconds: 60
#   parquet_writer: hyparquet-writer   # or parquetjs-lite
#   quota_reserve: 0.1
#   sweep: "30 3 * * *"             # compares what the providers list with the tables, in the run that comes then; off: never

gold:
#   cost_centre: category           # of expenses: category | project | tag:<name of a reporting tag in Zoho Books>

# One entry per organization. The name is part of the webhook URL and of every key: renaming makes a new tenant.
connections:
  acme_books:
    source: zoho_books
    organization_id: "\${ACME_ZOHO_ORGANIZATION_ID}"
    region: us                      # us eu in au jp ca cn sa uk
    # A list, so that a secret can be replaced without losing a delivery. Webhook URL in Zoho Books:
    # https://<your host>/webhooks/acme_books/invoices/created (and updated, deleted; bills, contacts, ...)
    webhook_secrets:
      - "\${ACME_ZOHO_SECRET}"
    # A secret bound to one route verifies only deliveries to it:
    #   - { secret: "\${ACME_ZOHO_DELETE_SECRET}", entity: invoices, action: deleted }
    # Lets Ledgerlake read from the API; needs vault below. Sign in with "ledgerlake connect acme_books", or give a refresh token.
    # oauth: { client_id: "\${ZOHO_CLIENT_ID}", client_secret: "\${ZOHO_CLIENT_SECRET}", refresh_token: "\${ZOHO_REFRESH_TOKEN}" }

  # acme_fresh:
  #   source: freshbooks
  #   account_id: 6BApk
  #   webhook_secrets: ["\${ACME_FB_VERIFIER}"]    # not needed for callbacks that "ledgerlake webhooks register" made
  #   # FreshBooks deliveries carry ids only: without oauth there are no rows. Needs vault below.
  #   oauth:
  #     client_id: "\${FB_CLIENT_ID}"
  #     client_secret: "\${FB_CLIENT_SECRET}"      # or sealed: "\${vault:FB_CLIENT_SECRET}"
  #     refresh_token: "\${FB_REFRESH_TOKEN}"      # begins a chain, once; leave out after "ledgerlake connect acme_fresh"
  #     redirect_uri: "https://localhost/callback"
  #   poll: { accounts: daily }     # by entity: daily | hourly | off | a cron expression; an unknown entity is refused with the known

# Seals what is stored in the landing zone: tokens, verifiers, and every "ledgerlake secrets set NAME". Needed once a connection
# has oauth or a value is a \${vault:NAME}. Make a key with: openssl rand -base64 32. Keep a copy: nothing opens without it.
# landing, s3 and vault themselves cannot hold a \${vault:NAME}: they say where the vault is and what opens it.
# vault: { key: "\${LEDGERLAKE_VAULT_KEY}" }
# To replace it: keys: [new, old] instead of key, restart what runs, "ledgerlake secrets reseal", then drop the old one.
`;

export const ENV_TEMPLATE = `# Copy to .env and fill in. .env is read beside ledgerlake.yaml; what the environment already has wins.
# Keep .env out of version control.

# Zoho Books: Settings > Organization
ACME_ZOHO_ORGANIZATION_ID=10234695
# The secret entered in the webhook's definition, 12 to 50 letters and digits: openssl rand -hex 20
ACME_ZOHO_SECRET=

# ACME_ZOHO_DELETE_SECRET=
# ZOHO_CLIENT_ID=
# ZOHO_CLIENT_SECRET=
# ZOHO_REFRESH_TOKEN=
# ACME_FB_VERIFIER=
# Any of these can lie sealed in the landing zone instead: "ledgerlake secrets set NAME", and \${vault:NAME} in ledgerlake.yaml
# FB_CLIENT_ID=
# FB_CLIENT_SECRET=
# FB_REFRESH_TOKEN=
# openssl rand -base64 32
# LEDGERLAKE_VAULT_KEY=
# DATABRICKS_HOST=
# DATABRICKS_CLIENT_ID=
# DATABRICKS_CLIENT_SECRET=
# DATABRICKS_WAREHOUSE_ID=
`;
