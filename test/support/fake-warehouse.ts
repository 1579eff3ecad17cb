import { readManifest } from '../../loader/load/manifest-io.ts';
import type { ApplyResult, LoadToApply, SqlRow, SqlValue, Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

/** A warehouse that only remembers which landed objects it holds: one row per object and load. */
export interface FakeWarehouse extends Warehouse {
  /** raw keys in bronze by load */
  readonly bronze: Map<string, readonly string[]>;
  /** what it was asked, in order; rebuilds ask for each load */
  readonly asked: LoadToApply[];
  /** raw keys behind rows in quarantine */
  quarantine: ReadonlySet<string>;
  /** raw keys by record */
  readonly ids: Map<string, readonly string[]>;
  /** may throw, or answer in the warehouse's place */
  beforeApply: ((load: LoadToApply) => ApplyResult | undefined) | undefined;
  opened: number;
  closed: number;
}

export function fakeWarehouse(store: LandingStore): FakeWarehouse {
  const bronze = new Map<string, readonly string[]>();
  const copy = async (load: LoadToApply): Promise<number> => {
    const keys = (await readManifest(store, load.loadId)).objects.map((object) => object.key);
    bronze.set(load.loadId, keys);
    return keys.length;
  };
  const quarantinedIn = (loadId: string): number =>
    (bronze.get(loadId) ?? []).filter((key) => fake.quarantine.has(key)).length;
  const fake: FakeWarehouse = {
    engine: 'fake',
    bronze,
    asked: [],
    quarantine: new Set(),
    ids: new Map(),
    beforeApply: undefined,
    opened: 0,
    closed: 0,
    async apply(load) {
      fake.asked.push(load);
      const answer = fake.beforeApply?.(load);
      if (answer !== undefined) return answer;
      const rows = await copy(load);
      return { kind: 'applied', rows, quarantined: quarantinedIn(load.loadId), taskMs: { setup: 1 }, failedChecks: [] };
    },
    query: (sql, parameters = {}) => Promise.resolve(answerQuery(fake, sql, parameters)),
    async rebuild({ loads = [] }) {
      const answer = loads.map((load) => fake.beforeApply?.(load)).find((result) => result !== undefined);
      fake.asked.push(...loads);
      if (answer !== undefined) return answer;
      if (loads.length > 0) bronze.clear();
      for (const load of loads) await copy(load);
      const rows = [...bronze.values()].flat().length;
      return { kind: 'applied', rows, quarantined: fake.quarantine.size, taskMs: {}, failedChecks: [] };
    },
    fingerprints: () => Promise.resolve({}),
    close: () => {
      fake.closed += 1;
      return Promise.resolve();
    },
  };
  return fake;
}

function answerQuery(fake: FakeWarehouse, sql: string, parameters: Readonly<Record<string, SqlValue>>): SqlRow[] {
  const rawKeys = (keys: Iterable<string>): SqlRow[] => [...keys].map((key) => ({ _raw_key: key }));
  if (sql.includes('information_schema.tables')) return [{ table_count: fake.bronze.size > 0 ? '1' : '0' }];
  if (sql.includes('_load_id = :load_id')) {
    return [{ row_count: String(fake.bronze.get(String(parameters['load_id']))?.length ?? 0) }];
  }
  if (sql.includes('entity_id = :id')) return rawKeys(fake.ids.get(String(parameters['id'])) ?? []);
  if (sql.includes('select distinct _raw_key from silver_quarantine')) return rawKeys(fake.quarantine);
  if (sql.includes('group by _load_id')) return [];
  if (sql.includes('group by source')) {
    const row = { source: 'zoho_books', entity: 'invoices', column_name: 'total', reason: 'not_a_number' };
    return fake.quarantine.size === 0 ? [] : [{ ...row, row_count: String(fake.quarantine.size) }];
  }
  throw new Error(`the fake warehouse does not know: ${sql}`);
}
