import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { landAnswer } from '../../loader/fetch/land-answer.ts';
import { loadPrefix } from '../../loader/load/load-id.ts';
import { newManifest } from '../../loader/load/new-load.ts';
import { convertObjects } from '../../loader/parquet/convert.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import type { ApplyResult, LoadToApply, Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import type { Origin } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { receiveDelivery } from '../../receiver/receive.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import { writeEmptyWarehouse } from './empty-warehouse.ts';
import { jsonBytes } from './payloads/json.ts';
import { FRESH_SECRET, testConfig, ZOHO_SECRET } from './receiver-config.ts';
import { freshbooksDelivery, type SignedDelivery, zohoDelivery } from './sign.ts';

export interface LabAnswer {
  readonly source: 'zoho_books' | 'freshbooks';
  readonly entity: string;
  readonly id?: string;
  readonly body: unknown;
  readonly at: string;
  readonly status?: number;
  readonly origin?: Exclude<Origin, 'webhook'>;
  readonly answers?: readonly string[];
  readonly fetchId?: string;
}

/** A landing zone on a folder and as many warehouses over it as a test wants; clocks are given, so keys are repeatable. */
export interface Lab {
  readonly dir: string;
  readonly config: Config;
  readonly store: LandingStore;
  /** A signed Zoho Books webhook, verified and landed as the receiver does; gives its raw key. */
  zoho(
    route: string,
    body: object | string | Uint8Array,
    at: string,
    query?: readonly (readonly [string, string])[],
  ): Promise<string>;
  /** A signed FreshBooks delivery. */
  fresh(name: string, objectId: string, at: string, fields?: readonly (readonly [string, string])[]): Promise<string>;
  answer(answer: LabAnswer): Promise<string>;
  /** Every raw key, ascending. */
  keys(): Promise<readonly string[]>;
  /** Converts these keys, in this order, to a load's Parquet. */
  convert(keys: readonly string[]): Promise<LoadToApply & { readonly rows: number }>;
  /** An embedded warehouse of its own: every table, no rows. */
  warehouse(): Promise<Warehouse>;
  close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-lab-'));
  const base = testConfig();
  const config: Config = { ...base, landing: { kind: 'folder', path: join(dir, 'landing') } };
  const store = await openLandingStore(config.landing);
  const warehouses: Warehouse[] = [];
  let loads = 0;
  const connection = (name: string): ConnectionConfig => {
    const found = config.connections[name];
    if (found === undefined) throw new Error(`no connection ${name}`);
    return found;
  };

  async function receive(name: string, delivery: SignedDelivery, at: string): Promise<string> {
    const url = new URL(delivery.path, 'http://localhost');
    const [, , , entity, action] = url.pathname.split('/');
    const receipt = await receiveDelivery(
      {
        connection: connection(name),
        source: webhookSource(connection(name).source),
        request: {
          method: 'POST',
          path: url.pathname,
          query: url.search.slice(1),
          headers: delivery.headers,
          body: delivery.body,
          entity,
          action,
        },
      },
      { store, clock: () => new Date(at), timeBudgetMs: 60_000, coalesceSeconds: 60 },
    );
    if (receipt.kind !== 'stored' && receipt.kind !== 'duplicate')
      throw new Error(`refused: ${JSON.stringify(receipt)}`);
    return receipt.key;
  }

  return {
    dir,
    config,
    store,
    zoho: (route, document, at, query = []) =>
      receive(
        'acme_books',
        zohoDelivery({ path: `/webhooks/acme_books/${route}`, secret: ZOHO_SECRET, document, query }),
        at,
      ),
    fresh: (name, objectId, at, fields) =>
      receive(
        'acme_fresh',
        freshbooksDelivery({
          path: '/webhooks/acme_fresh',
          secret: FRESH_SECRET,
          fields: fields ?? [
            ['name', name],
            ['object_id', objectId],
            ['account_id', '6BApk'],
            ['identity_id', '42'],
          ],
        }),
        at,
      ),
    answer: async (answer) => {
      const name = answer.source === 'zoho_books' ? 'acme_books' : 'acme_fresh';
      const startedAt = new Date(answer.at);
      const landed = await landAnswer(store, {
        source: answer.source,
        connection: name,
        organizationId: connection(name).organizationId,
        origin: answer.origin ?? 'hydrate',
        entity: answer.entity,
        entityId: answer.id,
        url: `https://api.example.com/${answer.entity}/${answer.id ?? ''}`,
        status: answer.status ?? 200,
        fetchId: answer.fetchId ?? `${answer.entity}-${answer.id ?? 'list'}-${answer.at}`,
        startedAt,
        receivedAt: new Date(startedAt.getTime() + 250),
        page: answer.id === undefined ? 1 : undefined,
        isLast: true,
        answers: answer.answers ?? [],
        contentType: 'application/json',
        redacted: [],
        body: answer.body instanceof Uint8Array ? answer.body : jsonBytes(answer.body),
      });
      return landed.key;
    },
    keys: async () => {
      const keys: string[] = [];
      for await (const object of store.list('raw/')) keys.push(object.key);
      return keys;
    },
    convert: async (keys) => {
      loads += 1;
      const manifest = newManifest({
        objects: keys.map((key) => ({ key, bytes: 0 })),
        reason: 'run',
        of: [],
        parquetWriter: 'hyparquet-writer',
        plannedAt: new Date(Date.UTC(2026, 6, 1) + loads * 1000),
        nonce: String(loads),
      });
      const organizationIds = Object.fromEntries(
        Object.values(config.connections).map((c) => [c.name, [c.organizationId]]),
      );
      const converted = await convertObjects({ store, manifest, organizationIds, concurrency: 8 });
      return {
        loadId: manifest.load_id,
        attempt: 1,
        token: manifest.load_id,
        stagePath: join(dir, 'landing', loadPrefix(manifest.load_id)),
        entities: Object.keys(converted.entities).sort(),
        rows: converted.rows,
      };
    },
    warehouse: async () => {
      const path = join(dir, `warehouse-${warehouses.length}.duckdb`);
      await writeEmptyWarehouse(path);
      const warehouse = await openWarehouse({ engine: 'duckdb', path }, { tasksForEntities });
      warehouses.push(warehouse);
      return warehouse;
    },
    close: async () => {
      for (const warehouse of warehouses) await warehouse.close();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Applies and demands that it worked. */
export async function applied(
  warehouse: Warehouse,
  load: LoadToApply,
): Promise<Extract<ApplyResult, { kind: 'applied' }>> {
  const result = await warehouse.apply(load);
  if (result.kind === 'failed') throw new Error(`${result.code}: ${result.message}`);
  return result;
}
