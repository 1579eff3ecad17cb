import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it, onTestFinished } from 'vitest';
import { tasksForEntities } from '../../../loader/catalog/tasks.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../../loader/warehouse/duckdb/open.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import { openLab } from '../../support/lab.ts';
import { zohoInvoice, zohoWebhook } from '../../support/payloads/zoho-books.ts';

it('a load that does not fit is run again with more memory, and fails only when that is not enough either', async () => {
  const lab = await openLab();
  onTestFinished(() => lab.close());
  const invoice = zohoInvoice({ invoice_id: '1', last_modified_time: '2026-06-09T10:00:00+0000' });
  const key = await lab.zoho('invoices/created', zohoWebhook('invoice', invoice), '2026-06-09T10:00:00.000Z');
  const load = await lab.convert([key]);
  const expected = await lab.warehouse();
  await expected.apply(load);
  const tight = await lab.warehouse();
  const path = join(lab.dir, 'warehouse-1.duckdb');
  await tight.close();

  const apply = async (largeMemoryLimit: string) => {
    const limits = { memoryLimit: '8MB', largeMemoryLimit };
    const warehouse = await openWarehouse({ engine: 'duckdb', path }, { tasksForEntities, ...limits });
    const result = await warehouse.apply(load);
    await warehouse.close();
    return result;
  };
  expect(await apply('8MB')).toMatchObject({ kind: 'failed', message: expect.stringContaining('Out of Memory') });
  expect(await apply('1GB')).toMatchObject({ kind: 'applied', rows: 1, failedChecks: [] });
  expect(await tight.fingerprints()).toEqual(await expected.fingerprints());
});

it('rows are kept in small groups, also of tables that had larger ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerlake-groups-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'warehouse.duckdb');
  const file = await DuckDBInstance.create(path);
  const connection = await file.connect();
  await connection.run('CREATE TABLE old AS SELECT range AS n FROM range(50_000)');
  connection.closeSync();
  file.closeSync();

  const limits = DEFAULT_LIMITS;
  const groups = await withDatabase({ path, mode: 'write', limits }, async (engine) => {
    for (const first of [0, 30_000, 60_000]) {
      await engine.raw(`INSERT INTO old SELECT range FROM range(50_000 + ${first}, 80_000 + ${first})`);
    }
    await engine.raw('CHECKPOINT');
    const { rows } = await engine.raw(
      "SELECT row_group_id, sum(count)::INTEGER FROM pragma_storage_info('old') WHERE column_name = 'n' AND segment_type <> 'VALIDITY' GROUP BY ALL ORDER BY ALL",
    );
    return rows.map(([, count]) => Number(count));
  });
  expect(groups.reduce((sum, count) => sum + count, 0)).toBe(140_000);
  expect(Math.max(...groups.slice(1))).toBeLessThanOrEqual(16_384);
  const found = await withDatabase({ path, mode: 'read', limits }, (engine) =>
    engine.raw('SELECT count(DISTINCT n)::INTEGER, max(n)::INTEGER FROM old'),
  );
  expect(found.rows).toEqual([[140_000, 139_999]]);
});

it.each(['COMMIT', 'ROLLBACK'])('a %s needs no more room than there is', async (end) => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerlake-commit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const limits = { ...DEFAULT_LIMITS, memoryLimit: '10MB', threads: 1 };
  const thrown: string[] = [];
  const found = await withDatabase(
    { path: join(folder, 'warehouse.duckdb'), mode: 'write', limits },
    async (engine) => {
      await engine.execute('CREATE TABLE t (id INT, s STRING)');
      await engine.raw("INSERT INTO t SELECT range, repeat('a', 100) FROM range(5000)");
      const changed = engine.atomically(async () => {
        await engine.raw("UPDATE t SET s = repeat('b', 100)");
        // what a busy disk does: blocks that wait to be written take the room
        await engine.raw("SET memory_limit = '1.5MB'");
        if (end === 'ROLLBACK') throw new Error('undo');
      });
      await changed.catch((error: Error) => thrown.push(error.message));
      return engine.raw('SELECT DISTINCT s FROM t');
    },
  );
  expect(thrown).toEqual(end === 'COMMIT' ? [] : ['undo']);
  expect(found.rows).toEqual([[(end === 'COMMIT' ? 'b' : 'a').repeat(100)]]);
});
