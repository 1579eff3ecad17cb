import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../receiver/config/config.ts';
import { loadConfig } from '../../receiver/config/load.ts';
import { openLog } from '../../receiver/log.ts';
import { type RunningReceiver, startReceiver } from '../../receiver/main.ts';

/** A temporary folder with a configuration of its own: what a new installation would look like. */
export interface Place {
  readonly dir: string;
  readonly configFile: string;
  readonly logFile: string;
  readonly config: Config;
  /** what Zoho Books and FreshBooks sign with */
  readonly secrets: Readonly<Record<'zoho' | 'fresh', string>>;
}

const CONFIG = `# Written by "npm run demo". The secrets are in .env beside this file.
landing: ./landing
warehouse: { engine: duckdb, path: ./ledgerlake.duckdb }
receiver: { host: 127.0.0.1, port: 0, time_budget_ms: 20000 }   # 0: a free port; 20 s: no disk is too slow for the demo
connections:
  acme_books:
    source: zoho_books
    organization_id: "10234695"
    region: eu
    webhook_secrets: ["\${DEMO_ZOHO_SECRET}"]
  acme_fresh:
    source: freshbooks
    account_id: 6BApk
    webhook_secrets: ["\${DEMO_FRESHBOOKS_VERIFIER}"]
`;

export function makePlace(): Place {
  const dir = mkdtempSync(join(tmpdir(), 'ledgerlake-demo-'));
  const secrets = { zoho: randomBytes(20).toString('hex'), fresh: randomBytes(16).toString('hex') };
  const env = `DEMO_ZOHO_SECRET=${secrets.zoho}\nDEMO_FRESHBOOKS_VERIFIER=${secrets.fresh}\n`;
  const configFile = join(dir, 'ledgerlake.yaml');
  writeFileSync(configFile, CONFIG);
  writeFileSync(join(dir, '.env'), env, { mode: 0o600 });
  const config = loadConfig({ path: configFile, env: {}, cwd: dir });
  return { dir, configFile, logFile: join(dir, 'receiver.log'), config, secrets };
}

/** The time of the story, for the receiver: the real one until the story begins. */
export interface StoryClock {
  /** when the story begins: a full minute, so that windows of FreshBooks hints begin with it */
  readonly start: Date;
  /** sets the clock to so many seconds after the beginning */
  set(seconds: number): void;
  readonly now: () => Date;
}

// the last answers begin 280 seconds into the story, and nothing may lie ahead of the real time
const STORY_MINUTES = 6;

/** A story that ended just now: the loader, which runs on the real time, sees it as any other past. */
export function storyClock(): StoryClock {
  const start = new Date((Math.floor(Date.now() / 60_000) - STORY_MINUTES) * 60_000);
  let now: Date | undefined;
  return {
    start,
    set: (seconds) => {
      now = new Date(start.getTime() + seconds * 1000);
    },
    now: () => now ?? new Date(),
  };
}

/** The product's receiver on a free loopback port, its log in a file. */
export function startDemoReceiver({ config, logFile }: Place, clock: StoryClock): Promise<RunningReceiver> {
  const log = openLog({ destination: { write: (line) => appendFileSync(logFile, line) } });
  return startReceiver(config, { log, clock: clock.now, limits: { drainGraceMs: 0 } });
}
