import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const CONNECTION = 'bench_books';
export const ORGANIZATION_ID = '10234695';
export const WEBHOOK_SECRET = 'Bench0Secret1Of2Nobody';
export const DELIVERY_ROUTE = `/webhooks/${CONNECTION}/customer_payments/updated`;

export interface BenchPaths {
  readonly configFile: string;
  readonly landing: string;
  readonly warehouse: string;
}

/** Writes the configuration of one connection with everything below `folder`; all else is as by default. */
export async function writeConfig(folder: string): Promise<BenchPaths> {
  const paths = {
    configFile: join(folder, 'ledgerlake.yaml'),
    landing: join(folder, 'landing'),
    warehouse: join(folder, 'warehouse', 'ledgerlake.duckdb'),
  };
  const config = {
    landing: paths.landing,
    warehouse: { engine: 'duckdb', path: paths.warehouse },
    receiver: { port: 0 },
    connections: {
      [CONNECTION]: { source: 'zoho_books', organization_id: ORGANIZATION_ID, webhook_secrets: [WEBHOOK_SECRET] },
    },
  };
  // JSON is YAML.
  await writeFile(paths.configFile, JSON.stringify(config));
  return paths;
}
