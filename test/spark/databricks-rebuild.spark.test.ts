import { expect, onTestFinished, test } from 'vitest';
import { A, B, deploySmall, NEWER } from '../loader/warehouse/databricks/small.ts';
import { sparkExecutor } from '../support/fake-workspace/executors/spark.ts';
import { startSpark } from './spark-session.ts';

test('a Databricks rebuild replaces tables on Spark + Delta as well', { timeout: 600_000 }, async () => {
  const session = await startSpark();
  onTestFinished(() => session.close());
  const small = await deploySmall({ checks: true, executor: sparkExecutor({ session }) });
  const { warehouse } = small;
  expect(await warehouse.apply(await small.load('l1', [A, B]))).toMatchObject({ kind: 'applied', rows: 2 });
  expect(await warehouse.apply(await small.load('l2', [NEWER]))).toMatchObject({ kind: 'applied', failedChecks: [] });
  const expected = await warehouse.fingerprints();

  await warehouse.query(
    "insert into silver_things (connection, thing_id, total, _version) values ('x', 'stray', 9, 'z')",
  );
  expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied', rows: 3, quarantined: 1 });
  expect(await warehouse.fingerprints()).toEqual(expected);

  const loads = [await small.load('n1', [NEWER, B]), await small.load('n2', [A])];
  expect(await warehouse.rebuild({ loads })).toMatchObject({ kind: 'applied', rows: 3, quarantined: 1 });
  expect(await warehouse.fingerprints()).toEqual(expected);
  const noted = await warehouse.query("select load_id, state from ops_loads where load_id like 'n%' order by load_id");
  expect(noted).toEqual([
    { load_id: 'n1', state: 'applied' },
    { load_id: 'n2', state: 'applied' },
  ]);
  // bronze is append-only again
  await expect(warehouse.query("delete from bronze_events where _load_id = 'n1'")).rejects.toMatchObject({
    code: 'warehouse_query_failed',
    message: expect.stringMatching(/append/i),
  });
});
