import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeFreshbooks, startFakeFreshbooks } from '../support/fake-freshbooks/index.ts';
import { type FakeZoho, startFakeZoho } from '../support/fake-zoho/index.ts';
import { freePorts } from '../support/free-port.ts';

/** A temporary folder with a configuration of its own, and the two providers that it names. */
export interface Place {
  readonly dir: string;
  readonly configFile: string;
  readonly warehouseFile: string;
  readonly fresh: FakeFreshbooks;
  readonly zoho: FakeZoho;
  /** texts that may stand in `.env` and nowhere else */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/**
 * Windows are short, and so is the time to settle, so that the demo need not wait a minute and a half for every change. They are
 * long enough for a disk that stalls for seconds: the receiver's time budget must end before the time to settle.
 */
const COALESCE_SECONDS = 4;
const SETTLE_SECONDS = 5;
export const WINDOW_MS = COALESCE_SECONDS * 1000;
export const WAIT_MS = WINDOW_MS + SETTLE_SECONDS * 1000 + 500;

export async function makePlace(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'ledgerlake-sources-'));
  const fresh = await startFakeFreshbooks();
  const zoho = await startFakeZoho({ timeZone: 'Europe/Berlin' });
  zoho.tokens.location = 'eu';
  const vaultKey = randomBytes(32).toString('base64');
  const env = [
    `DEMO_VAULT_KEY=${vaultKey}`,
    `DEMO_FRESHBOOKS_SECRET=${fresh.clientSecret}`,
    `DEMO_ZOHO_SECRET=${zoho.clientSecret}`,
  ];
  const configFile = join(dir, 'ledgerlake.yaml');
  // the providers must know both before anybody listens there
  const [port = 0, redirectPort = 0] = await freePorts(2);
  writeFileSync(configFile, configText({ fresh, zoho, port, redirectPort }));
  writeFileSync(join(dir, '.env'), `${env.join('\n')}\n`, { mode: 0o600 });
  return {
    dir,
    configFile,
    warehouseFile: join(dir, 'ledgerlake.duckdb'),
    fresh,
    zoho,
    secrets: [vaultKey, fresh.clientSecret, zoho.clientSecret],
    close: async () => {
      await fresh.close();
      await zoho.close();
    },
  };
}

interface Named extends Pick<Place, 'fresh' | 'zoho'> {
  readonly port: number;
  readonly redirectPort: number;
}

function configText({ fresh, zoho, port, redirectPort }: Named): string {
  return `# Written by "npm run demo:sources". The secrets are in .env beside this file.
landing: ./landing
warehouse: { engine: duckdb, path: ./ledgerlake.duckdb }
receiver: { port: ${port}, public_url: "http://127.0.0.1:${port}", coalesce_seconds: ${COALESCE_SECONDS}, time_budget_ms: ${SETTLE_SECONDS * 1000 - 100} }
loader: { settle_seconds: ${SETTLE_SECONDS} }
vault: { key: "\${DEMO_VAULT_KEY}" }
connections:
  acme_fresh:
    source: freshbooks
    account_id: ${fresh.accountId}
    business_id: "${fresh.businessId}"
    business_uuid: "${fresh.businessUuid}"
    oauth: { client_id: ${fresh.clientId}, client_secret: "\${DEMO_FRESHBOOKS_SECRET}", redirect_uri: "${fresh.redirectUri}" }
    urls: { api: "${fresh.url}", accounts: "${fresh.url}", auth: "${fresh.url}" }     # the demo's own FreshBooks
  acme_books:
    source: zoho_books
    organization_id: "${zoho.organizationId}"
    region: eu
    oauth: { client_id: ${zoho.clientId}, client_secret: "\${DEMO_ZOHO_SECRET}", redirect_uri: "http://127.0.0.1:${redirectPort}/callback" }
    urls: { api: "${zoho.apiUrl}", accounts: "${zoho.url}" }                   # the demo's own Zoho Books
`;
}
